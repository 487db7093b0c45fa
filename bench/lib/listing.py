"""Long lists: so many meetings in pages to JSON lines, beside jq and Python, which have them as one file. All of them
write to /dev/null."""

import os

from bench import PROGRAMS, netease
from measure import Failed, rounds, run
from vendor import Lister, meeting

PEERS = ("time", "jq")


def measure(bench):
    sizes = bench.sizes(1_000_000, 100_000)
    path = bench.path("list.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[")
        for n in range(sizes[-1]):
            file.write(("," if n else "") + meeting(n))
        file.write("]")
    peers = {"python": [bench.peers.path("python"), os.path.join(PROGRAMS, "list_json.py"), path], "jq": ["jq", "-c", ".[]", path]}
    theirs = {name: [] for name in peers if name != "jq" or bench.peers.have("jq")}

    def peer(name):
        theirs[name].append(run(peers[name], memory=True))
        return theirs[name][-1].cpu

    grown, peaks, taken = [], [], {}
    for size in sizes:
        server = Lister(size)
        env = bench.home(f"list{size}", netease(server.url))
        command = [bench.bin, "-p", "p", "meeting", "list", "-o", "jsonl"]
        with open(bench.path("list.jsonl"), "wb") as out:
            peaks.append(run(command, env, memory=True, out=out).peak)
        with open(bench.path("list.jsonl"), "rb") as file:
            lines = sum(1 for _ in file)
        if lines != size:
            raise Failed(f"{lines} meetings of {size}")
        beside = {name: lambda name=name: peer(name) for name in theirs} if size == sizes[-1] else {}
        taken = rounds(bench.rounds(3), ours=lambda: run(command, env).cpu, **beside)
        grown.append((size, f"{taken['ours'] * 1e6 / size:.1f} µs CPU a meeting, {peaks[-1]:.1f} MiB"))
    bench.grew("meetings to jsonl", grown)

    whole = 1_000_000 / sizes[-1]
    bench.result("list", **{name: cpu * whole for name, cpu in taken.items()})
    memory = {name: max(cost.peak for cost in costs) for name, costs in theirs.items()}
    bench.result("list-memory", peaks[-1], f"of {sizes[-1]:,}" if bench.quick else "", **memory)
    bench.result("list-flat", peaks[-1] / peaks[0], f"{sizes[-1]:,} beside {sizes[0]:,}" if bench.quick else "")
    os.unlink(path)
