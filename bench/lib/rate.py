"""How much of a profile's `rate_limit` many processes use together, and whether they stay below it."""

import subprocess

from bench import netease
from measure import Failed
from vendor import Vendor, timetable

PEERS = ()
RATE = 50


def measure(bench):
    used, most = pace(bench, 8, 90 if not bench.quick else 40)
    bench.result("rate", used)
    bench.result("rate-most", most)
    if not bench.quick:
        grown = []
        for size in (1, 10, 100):
            used, most = pace(bench, size, 600 // size)
            grown.append((size, f"{used:.3f} used, at most {most} in a second"))
        bench.grew(f"processes on a profile with `rate_limit = {RATE}`", grown)


def pace(bench, processes, rows):
    """The share of the rate that is used, and the most requests in any second."""
    vendor = Vendor(0.005)
    env = bench.home(f"rate{processes}", netease(vendor.url, f"rate_limit = {RATE}"))
    # Each has a file of its own: the same rows would be one batch.
    paths = [timetable(bench.path(f"rate{processes}.{part}.csv"), rows) for part in range(processes)]
    jobs = str(max(1, min(4, 32 // processes)))
    command = lambda path: [bench.bin, "batch", "run", "meeting create", path, "-o", "jsonl", "--jobs", jobs, "--timeout", "120s",
                            "--journal", f"{path}.journal"]
    children = [subprocess.Popen(command(path), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for path in paths]
    for child in children:
        said = child.communicate()[1]
        if child.returncode != 0:
            raise Failed(f"a batch of {processes}: exit {child.returncode}: {said.decode(errors='replace')[-500:]}")
    came = sorted(vendor.came)
    # Between the first and the last second, when all are at work.
    middle = [at for at in came if came[0] + 1 <= at <= came[-1] - 1]
    used = (len(middle) - 1) / (middle[-1] - middle[0]) / RATE
    return used, max(sum(1 for at in came[i:] if at < first + 1) for i, first in enumerate(came))
