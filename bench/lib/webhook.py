"""The receiver of callbacks beside Debian's `webhook`: both get the very same signed events, made before and only
replayed. meetctl syncs each to the disk before it answers; `webhook` runs `true`."""

import json
import os
import re
import socket
import statistics
import subprocess
import time

from bench import HERE, free_port, netease
from callbacks import PATH, SECRET, Siege, one_huge, write_requests
from measure import Failed, process_cpu, process_peak

PEERS = ("wrk", "webhook")
RULE = {"match": {"type": "payload-hmac-sha1", "secret": SECRET, "parameter": {"source": "header", "name": "X-Hub-Signature"}}}
HOOKS = [{"id": "bench", "execute-command": "/bin/true", "trigger-rule-mismatch-http-response-code": 401, "trigger-rule": RULE}]


def measure(bench):
    if not bench.peers.have("wrk"):
        raise Failed("nothing to send events with")
    requests = bench.path("requests")
    length = write_requests(requests, 60_000 if bench.quick else 400_000)
    args = [requests, str(length)]
    each, ours, theirs = 1 if bench.quick else 4, [], []
    for number in range(bench.rounds(3)):
        ours.append(take(bench, listen(bench, number), args, 64, each))
        if bench.peers.have("webhook"):
            theirs.append(take(bench, hook(bench), args, 64, each))
    median = lambda taken, part: statistics.median(values[part] for values in taken) if taken else None
    p99 = f"99 % within {median(ours, 2):.0f} ms" + (f", webhook's within {median(theirs, 2):.0f} ms" if theirs else "")
    bench.result("webhook", median(ours, 0), note=p99, webhook=median(theirs, 0))
    bench.result("webhook-cpu", median(ours, 1), webhook=median(theirs, 1))

    # With the store of the last round, so that as many events are remembered as can be.
    child, port = listen(bench, bench.rounds(3) - 1)
    before = process_peak(child.pid)
    peak, waits = Siege(port, child.pid, 5 if bench.quick else 15).run(90_000_000)
    bench.stop(child)
    other = None
    if bench.peers.have("webhook") and not bench.quick:
        child, port = hook(bench)
        one_huge(port)
        other = process_peak(child.pid)
        bench.stop(child)
    bench.result("webhook-memory", peak, note=f"{before:.1f} before", **{"webhook,_one_300_MB_body": other})
    half = statistics.median(waits) * 1e3
    bench.result("webhook-honest", max(waits) * 1e3, note=f"{len(waits)} answered 200, half in {half:.1f} ms")

    grown = []
    for connections in (2, 20, 200):
        rate, cpu, _ = take(bench, listen(bench, f"grown{connections}"), args, connections, 1 if bench.quick else 3)
        grown.append((connections, f"{rate:,.0f} a second, {cpu:.0f} µs CPU each"))
    bench.grew("callbacks, connections", grown)
    os.unlink(requests)


def listen(bench, number):
    """`webhook listen` with a store of this number; it and its port."""
    env = bench.home("listen", netease("http://127.0.0.1:9"))
    log = bench.path("listen.log")
    with open(log, "wb") as errors:
        command = [bench.bin, "-p", "p", "webhook", "listen", "--listen", "127.0.0.1:0", "--path", PATH]
        child = subprocess.Popen([*command, "--store", bench.path(f"store.{number}")], env=env, stdout=subprocess.DEVNULL, stderr=errors)
    bench.running.append(child)
    for _ in range(500):
        with open(log, encoding="utf-8") as file:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", file.read())
        if found:
            return child, int(found[1])
        time.sleep(0.02)
    raise Failed("webhook listen does not start")


def hook(bench):
    """Debian's `webhook` and its port."""
    port, hooks = free_port(), bench.write("hooks.json", json.dumps(HOOKS))
    child = subprocess.Popen(["webhook", "-hooks", hooks, "-ip", "127.0.0.1", "-port", str(port)],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    bench.running.append(child)
    for _ in range(250):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return child, port
        except OSError:
            time.sleep(0.02)
    raise Failed("webhook does not start")


def take(bench, receiver, args, connections, seconds):
    """Events a second, microseconds of CPU an event, and the milliseconds within which 99 % were answered."""
    child, port = receiver
    wrk = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", os.path.join(HERE, "webhook.lua"),
           f"http://127.0.0.1:{port}{PATH}", "--", *args]
    said = subprocess.run(wrk, check=True, capture_output=True, text=True).stderr
    found = re.search(r"RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+) (\d+)", said)
    if not found:
        raise Failed(f"wrk says nothing: {said[-500:]}")
    answers, refused, broken, ended = (int(found[part]) for part in (1, 2, 3, 6))
    if refused or broken or ended:
        raise Failed(f"{refused} refused, {broken} broken, {ended} without a request left, of {answers}")
    cpu = process_cpu(child.pid) * 1e6 / answers
    bench.stop(child)
    return answers / float(found[4]), cpu, float(found[5])
