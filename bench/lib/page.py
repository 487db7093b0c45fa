"""The record: what the machine is, the tables, and their place in docs/performance.md."""

import datetime
import os
import platform
import statistics
import subprocess
import tempfile
import time

from table import markdown

BEGIN, END = "<!-- bench/run -->", "<!-- /bench/run -->"


def first(path, word):
    """What stands behind the colon of the first line that begins so."""
    with open(path, encoding="utf-8") as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith(word)), "unknown")


def said(*command):
    """What a command prints, or "unknown"."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=os.path.dirname(__file__)).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def machine(folder):
    """What is measured on, and how busy it is before anything is measured."""
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    memory = int(first("/proc/meminfo", "MemTotal").split()[0]) / (1 << 20)
    return (f"{first('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, {memory:.0f} GiB, "
            f"{platform.system()} {platform.release()} {platform.machine()}, "
            f"{said('findmnt', '-no', 'FSTYPE', '-T', folder)} on which a synced line takes {sync_time(folder):.2f} ms; "
            f"load before it began {load}")


def sync_time(folder):
    """Milliseconds until one more line of a file is on the disk: what journals and stores wait for."""
    taken = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(100):
            file.write(b"x" * 200 + b"\n")
            file.flush()
            began = time.monotonic()
            os.fdatasync(file.fileno())
            taken.append(time.monotonic() - began)
    return statistics.median(taken) * 1e3


def describe(machine, peers, binary, given, quick):
    """A paragraph on what was measured, when, on what and beside what."""
    dirty = " with changes" if said("git", "status", "--porcelain", "--untracked-files=no") else ""
    commit = "built elsewhere" if given else "commit " + said("git", "rev-parse", "--short=10", "HEAD") + dirty
    beside = ", ".join(f"{name} {version}" for name, version in peers.versions().items())
    now = datetime.datetime.now(datetime.timezone.utc)
    return (
        f"Measured on {now:%Y-%m-%d %H:%M} UTC{', quickly' if quick else ''}: {said(binary, '--version')}, {commit}, "
        f"{said('rustc', '--version')}.\n\n{machine}.\n\nBeside: {beside}."
    )


def growth(grown):
    """The table of how cost grows."""
    lines = []
    for what, sizes in grown:
        shown = [f"{size:,}: {cost}" for size, cost in sizes]
        lines.append([what, *shown, *[""] * (3 - len(shown))])
    return markdown(["how it grows", "smallest", "× 10", "× 100"], lines) if lines else ""


def write(path, text):
    """Puts it between the two marks; what stands around them stays."""
    with open(path, encoding="utf-8") as file:
        before, rest = file.read().split(f"{BEGIN}\n", 1)
    _, after = rest.split(END, 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{text}\n{END}{after}")
