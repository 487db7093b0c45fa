"""Long lists: so many meetings in pages to JSON lines, beside jq and Python, which have them as one file."""

import os

from bench import PROGRAMS, netease
from measure import Failed, rounds, run
from vendor import Lister, meeting

PEERS = ("time", "jq")


def measure(bench):
    sizes = bench.sizes(1_000_000, 100_000)
    grown, peaks = [], []
    for size in sizes:
        server = Lister(size)
        env = bench.home(f"list{size}", netease(server.url))

        def ours():
            with open(bench.path("list.jsonl"), "wb") as out:
                cost = run([bench.bin, "-p", "p", "meeting", "list", "-o", "jsonl"], env, memory=True, out=out)
            with open(bench.path("list.jsonl"), "rb") as file:
                lines = sum(1 for _ in file)
            if lines != size:
                raise Failed(f"{lines} meetings of {size}")
            peaks.append(cost.peak)
            return cost.cpu

        cpu = rounds(bench.rounds(3) if size < sizes[-1] else 1, ours=ours)["ours"]
        peaks[:] = [*peaks[: len(grown)], max(peaks[len(grown):])]
        grown.append((size, f"{cpu * 1e6 / size:.1f} µs CPU a meeting, {peaks[-1]:.1f} MiB"))
    bench.grew("meetings to jsonl", grown)

    path = bench.path("list.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[")
        for n in range(sizes[-1]):
            file.write(("," if n else "") + meeting(n))
        file.write("]")
    python = run([bench.peers.path("python"), os.path.join(PROGRAMS, "list_json.py"), path], memory=True)
    jq = run(["jq", "-c", ".[]", path], memory=True) if bench.peers.have("jq") else None
    whole = 1_000_000 / sizes[-1]
    bench.result("list", cpu * whole, jq=jq and jq.cpu * whole, python=python.cpu * whole)
    bench.result("list-memory", peaks[-1], f"of {sizes[-1]:,}" if bench.quick else "", jq=jq and jq.peak, python=python.peak)
    bench.result("list-flat", peaks[-1] / peaks[0], f"{sizes[-1]:,} beside {sizes[0]:,}" if bench.quick else "")
    os.unlink(path)
