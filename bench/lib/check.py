"""The check of a large file before anything of it is sent, by the code that sends, beside Python's csv."""

import os

from bench import PROGRAMS, netease
from measure import rounds, run
from vendor import timetable

PEERS = ("time",)


def measure(bench):
    env = bench.home("check", netease("http://127.0.0.1:9"))
    grown, peaks = [], {}
    for size in bench.sizes(1_000_000, 100_000):
        path = timetable(bench.path("check.csv"), size)

        def ours():
            cost = run([bench.bin, "batch", "run", "meeting create", path, "--check"], env, memory=True)
            peaks[size] = cost.peak
            return cost.cpu

        python = [bench.peers.path("python"), os.path.join(PROGRAMS, "check_csv.py"), path]
        taken = rounds(bench.rounds(3), ours=ours, python=lambda: run(python).cpu)
        grown.append((size, f"{taken['ours'] * 1e6 / size:.2f} µs CPU a row, {peaks[size]:.1f} MiB"))
    bench.grew("`batch run --check`, rows", grown)
    whole = 1_000_000 / size
    bench.result("check", taken["ours"] * whole, python_csv=taken["python"] * whole)
