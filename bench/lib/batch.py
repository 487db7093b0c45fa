"""Batches: how much of the ideal is reached where the server takes 50 ms, and how many creates a second where it
takes no time. Each row's intent is on the disk before the row is sent."""

import os
import subprocess

from bench import free_port, netease
from measure import rounds, run
from vendor import MADE, NONE, Vendor, timetable

PEERS = ("time", "curl", "nginx", "wrk", "h2load", "xargs")
JOBS, PAUSE = 16, 0.05


def measure(bench):
    latency(bench)
    loopback(bench)


def batch(bench, path, url, name, more=()):
    """One batch with a journal of its own."""
    bench.turn = getattr(bench, "turn", 0) + 1
    env = bench.home(f"{name}{bench.turn}", netease(url))
    return run([bench.bin, "batch", "run", "meeting create", path, "-o", "jsonl", "--jobs", str(JOBS), *more], env, memory=True)


def urls(bench, url, count):
    """The same posts for `curl --parallel`."""
    return bench.write("urls", "".join(f'url = "{url}/v2/meeting/create"\noutput = "/dev/null"\n' for _ in range(count)))


def curl(bench, url, count):
    config = urls(bench, url, count)
    options = ["-s", "--parallel", "--parallel-max", str(JOBS), "--parallel-immediate", "--json", "{}", "-K", config]
    return run(["curl", *options])


def latency(bench):
    vendor, ideal = Vendor(PAUSE), lambda count: count / JOBS * PAUSE
    count = 1000
    path = timetable(bench.path("thousand.csv"), count)

    def xargs():
        # One curl an item, as scripts do it; their order and number are the same.
        line = ["xargs", "-P", str(JOBS), "-I{}", "curl", "-s", "-o", "/dev/null", "--json", "{}", f"{vendor.url}/v2/meeting/create"]
        with open(bench.write("numbers", "".join(f"{n}\n" for n in range(count))), "rb") as items:
            return ideal(count) / run(line, stdin=items).wall

    taken = rounds(bench.rounds(3), ours=lambda: ideal(count) / batch(bench, path, vendor.url, "latency").wall,
                   curl=lambda: ideal(count) / curl(bench, vendor.url, count).wall,
                   xargs=xargs if bench.peers.have("xargs") else None)
    bench.result("latency", taken["ours"], **{"curl_--parallel": taken["curl"], "xargs_curl": taken.get("xargs")})
    grown = []
    for size in [100, 1000] if bench.quick else [100, 1000, 10_000]:
        cost = batch(bench, timetable(bench.path("rows.csv"), size), vendor.url, "latency-grown")
        grown.append((size, f"{ideal(size) / cost.wall:.3f} of the ideal, {cost.cpu * 1e6 / size:.0f} µs CPU a row, {cost.peak:.1f} MiB"))
    bench.grew("creates at 50 ms, rows", grown)


def loopback(bench):
    """Requests a second with 16 connections to nginx, which answers at once."""
    port = free_port()
    nginx = bench.server(
        "loopback-nginx",
        f"server {{ listen 127.0.0.1:{port}; default_type application/json;\n"
        f"location / {{ return 200 '{MADE.decode()}'; }}\nlocation /v2/meeting/list {{ return 200 '{NONE.decode()}'; }} }}",
    )
    url, count = f"http://127.0.0.1:{port}", 5000 if bench.quick else 20_000
    create = f"{url}/v2/meeting/create"
    path = timetable(bench.path("many.csv"), count)
    script = bench.write("post.lua", 'wrk.method = "POST"\nwrk.body = "{}"\n')
    body = bench.write("body", "{}")

    def said(command, word):
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return float(text.split(word)[1].split("req/s")[0].split(",")[-1].split()[0])

    wrk = ["wrk", "-t1", f"-c{JOBS}", "-d2s" if bench.quick else "-d4s", "-s", script, create]
    h2load = ["h2load", "--h1", "-t1", f"-c{JOBS}", "-n", str(count * 5), "-d", body, create]
    taken = rounds(
        bench.rounds(3),
        ours=lambda: count / batch(bench, path, url, "loopback").wall,
        wrk=(lambda: said(wrk, "Requests/sec:")) if bench.peers.have("wrk") else None,
        h2load=(lambda: said(h2load, "finished in")) if bench.peers.have("h2load") else None,
        curl=lambda: count / curl(bench, url, count).wall,
    )
    bench.result("loopback", taken["ours"], wrk=taken.get("wrk"), h2load=taken.get("h2load"), **{"curl_--parallel": taken["curl"]})
    grown = []
    for size in bench.sizes(100_000, 10_000):
        cost = batch(bench, timetable(bench.path("rows.csv"), size), url, "loopback-grown")
        grown.append((size, f"{size / cost.wall:,.0f} a second, {cost.cpu * 1e6 / size:.0f} µs CPU a row, {cost.peak:.1f} MiB"))
    bench.grew("creates on loopback, rows", grown)
    bench.stop(nginx)
    os.unlink(path)
