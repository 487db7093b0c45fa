"""What bench/run does: builds, measures part by part, prints the table, and keeps it in docs/performance.md."""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import time

import page
from bench import Bench
from peers import Peers, say
from table import HEAD, ROWS, Found, cells, markdown, verdict

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# In the order of the table; `report` has growth only.
PARTS = [*dict.fromkeys(row.part for row in ROWS), "report"]


def arguments():
    parser = argparse.ArgumentParser(
        prog="bench/run", description="Measures meetctl beside other programs. docs/performance.md says how to read it."
    )
    parser.add_argument("--quick", action="store_true", help="a minute or two: smaller sizes, one round, nothing is installed")
    parser.add_argument("--only", metavar="PART", action="append", choices=PARTS, help=f"only this part: {', '.join(PARTS)}")
    parser.add_argument("--list", action="store_true", help="print the rows with their floors and aims, and measure nothing")
    parser.add_argument("--bin", metavar="PATH", help="measure this program and build nothing")
    parser.add_argument("--mint", metavar="PATH", help="the program of benches/mint.rs, where --bin is given")
    parser.add_argument("--no-install", action="store_true", help="measure beside what is there")
    parser.add_argument("--no-write", action="store_true", help="leave docs/performance.md as it is")
    return parser.parse_args()


def built(mint):
    """The program and, if asked for, the one that mints, as cargo has built them."""
    command = ["cargo", "build", "--release", "--locked", "--message-format=json-render-diagnostics", "--bin", "meetctl"]
    command += ["--bench", "mint"] if mint else []
    say(" ".join(command))
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout
    artifacts = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    made = {artifact["target"]["name"]: artifact["executable"] for artifact in artifacts if artifact.get("executable")}
    return made["meetctl"], made.get("mint")


def measure(bench, modules):
    """Measures these parts; what went wrong in one does not keep the others from being measured."""
    broken = []
    for part, module in modules.items():
        say(f"measuring {part}")
        began = time.monotonic()
        try:
            module.measure(bench)
        except Exception as error:  # Whatever it is, the other parts are worth their time.
            broken.append(f"{part}: {type(error).__name__}: {error}")
            say(broken[-1])
            for row in ROWS:
                if row.part == part:
                    bench.found.setdefault(row.key, Found(note="failed"))
        finally:
            bench.end()
        for row in ROWS:
            if row.part == part:
                # So that a run which is stopped has not been in vain.
                what, unit, ours, theirs, *_, holds = cells(row, bench.found.get(row.key))
                say(f"  {what}: {ours} {unit}; {theirs or 'alone'}; holds: {holds}")
        say(f"{part} took {time.monotonic() - began:.0f} s")
    return broken


def main():
    args = arguments()
    if args.list:
        print(markdown(["part", "what", "unit", "floor", "aim"],
                       [[row.part, row.what, row.unit, row.bound_text("floor"), row.bound_text("aim")] for row in ROWS]))
        return 0
    parts = [part for part in PARTS if part in args.only] if args.only else PARTS
    modules = {part: importlib.import_module(part) for part in parts}
    wanted = {name for module in modules.values() for name in module.PEERS}
    peers = Peers(wanted, install=not (args.quick or args.no_install))
    folder = os.environ.get("CARGO_TARGET_DIR") or os.path.join(ROOT, "target")
    os.makedirs(folder, exist_ok=True)
    machine = page.machine(folder)
    binary, mint = (os.path.abspath(args.bin), args.mint and os.path.abspath(args.mint)) if args.bin else built("links" in parts)
    bench = Bench(binary, mint, peers, args.quick, folder)
    try:
        broken = measure(bench, modules)
    finally:
        bench.close()

    rows = [row for row in ROWS if row.part in parts]
    table = markdown(HEAD, [cells(row, bench.found.get(row.key)) for row in rows])
    text = "\n\n".join(filter(None, [page.describe(machine, peers, binary, bool(args.bin), args.quick), table, page.growth(bench.growth)]))
    print(text)
    # A part of it, or a quick look, is no record.
    if not (args.only or args.quick or args.no_write):
        page.write(os.path.join(ROOT, "docs/performance.md"), text)
    behind = [row for row in rows if row.key in bench.found and verdict(row, bench.found[row.key])[1]]
    for row in behind:
        _, _, ours, _, ratios, floor, *_ = cells(row, bench.found[row.key])
        say(f"behind its floor: {row.what}: {ours} {row.unit} {ratios}; wanted {floor}")
    for line in broken:
        say(f"failed: {line}")
    return 1 if behind or broken else 0


def entry():
    # So that what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
