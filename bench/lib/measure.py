"""How things are measured: CPU time of a process and all it waited for, peak memory, instructions, rounds in turn."""

import os
import re
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass


class Failed(Exception):
    """A program that had to succeed did not."""


@dataclass
class Cost:
    """What a run cost: CPU and wall seconds, and MiB at its peak (0 where memory was not asked for)."""

    cpu: float
    wall: float
    peak: float = 0.0
    out: bytes = b""


def run(command, env=None, memory=False, out=subprocess.DEVNULL, stdin=None, cwd=None):
    """Runs a command to its end. `out` may be a file, or `bytes` to keep what it prints.

    Memory is asked of GNU time: the kernel counts a child's peak from before it became another program, and
    Python is larger than most of what is measured here.
    """
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as kept, tempfile.NamedTemporaryFile() as peak:
        if memory:
            command = ["/usr/bin/time", "-q", "-f", "%M", "-o", peak.name, *command]
        began = time.monotonic()
        child = subprocess.Popen(
            command, env=env, stdin=stdin or subprocess.DEVNULL, stdout=kept if out is bytes else out, stderr=errors, cwd=cwd
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            errors.seek(0)
            said = errors.read()[-2000:].decode(errors="replace")
            raise Failed(f"{' '.join(map(str, command))}: exit {child.returncode}: {said}")
        cost = Cost(used.ru_utime + used.ru_stime, wall)
        if memory:
            cost.peak = int(peak.read().split()[-1]) / 1024
        if out is bytes:
            kept.seek(0)
            cost.out = kept.read()
        return cost


def instructions(command, env=None):
    """Instructions in user space, as callgrind counts them: the same from run to run."""
    counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    said = subprocess.run(
        counted, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    found = re.search(rb"Collected : (\d+)", said.stderr)
    if said.returncode != 0 or not found:
        raise Failed(f"{' '.join(counted)}: exit {said.returncode}: {said.stderr[-1000:].decode(errors='replace')}")
    return int(found[1])


def rounds(count, **takers):
    """Runs these in turn, so many times, and gives the median of each. One that is `None` is left out."""
    values = {name: [] for name, taker in takers.items() if taker}
    for _ in range(count):
        for name in values:
            values[name].append(takers[name]())
    return {name: statistics.median(taken) for name, taken in values.items()}


def process_cpu(pid):
    """CPU seconds of a process so far, and of those it waited for."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def process_peak(pid):
    """The peak memory of a process so far, in MiB."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024
