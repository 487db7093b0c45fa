"""A verified download beside `curl -o` of the same file. Loopback and memory only, so that no disk is measured."""

import filecmp
import glob
import hashlib
import os
import shutil
import tempfile

from bench import free_port
from measure import rounds, run

PEERS = ("time", "curl", "nginx", "aria2c")
MEMORY = "/dev/shm"


def measure(bench):
    sizes = bench.sizes(1024, 100)
    folder = tempfile.mkdtemp(prefix="bench.", dir=MEMORY)
    try:
        small = [one_size(bench, folder, size, 3) for size in sizes[:-1]]
        taken = one_size(bench, folder, sizes[-1], bench.rounds(5, 3), peers=True)
    finally:
        shutil.rmtree(folder)
    gib = 1024 / sizes[-1]
    peers = {"curl_-o": "curl", "curl_and_sha256sum": "after", "aria2c": "aria2c"}
    peers = {shown: taken[name] * gib for shown, name in peers.items() if name in taken}
    bench.result("download", taken["sha"] * gib, **peers)
    bench.result("download-md5", taken["md5"] * gib, **peers)
    bench.grew("a verified download, MiB", [
        (size, f"{cost['sha'] * 1024 / size:.2f} CPU s a GiB, {cost['peak']:.1f} MiB at the peak")
        for size, cost in zip(sizes, [*small, taken])
    ])


def one_size(bench, folder, mib, count, peers=False):
    """CPU seconds of each tool for a file of this size, and our peak memory."""
    source, port = os.path.join(folder, "a.mp4"), free_port()
    with open(source, "wb") as file:
        for _ in range(mib):
            file.write(os.urandom(1 << 20))
    with open(source, "rb") as file:
        md5 = hashlib.md5()
        for piece in iter(lambda: file.read(1 << 20), b""):
            md5.update(piece)
    url = f"http://127.0.0.1:{port}"
    # The answers that lead to the file: one vendor's without a sum, one's with size and MD5.
    record = f'{{"filename":"a.mp4","md5":"{md5.hexdigest()}","size":{mib << 20},"type":"mp4","url":"{url}/a.mp4"}}'
    nginx = bench.server(
        f"download{mib}",
        f"server {{ listen 127.0.0.1:{port}; root {folder}; default_type application/json;\n"
        'location /WebAPI/ { return 200 \'{"code":0,"records":[{"id":"1","serial":"1","filepath":"/a.mp4"}]}\'; }\n'
        f"location /v2/meeting/record/list {{ return 200 '{{\"code\":200,\"ret\":[{record}]}}'; }}\n"
        'location /v2/meeting/get { return 200 \'{"code":2026,"msg":"none"}\'; }\n'
        "location = /a.mp4 { default_type video/mp4; } }",
    )
    env = bench.home(
        f"download-home{mib}",
        f'[profiles.sha]\nvendor = "weiyi"\nbase_url = "{url}"\nkey = "k"\n'
        f'[profiles.md5]\nvendor = "netease"\nbase_url = "{url}"\napp_key = "k"\napp_secret = "s"\n',
    )
    out, peaks = os.path.join(folder, "out"), []

    def ours(*args):
        cost = run([bench.bin, *args, "--dir", out, "-q"], env, memory=True)
        peaks.append(cost.peak)
        (path,) = glob.glob(f"{out}/*.mp4")
        return same(path, cost)

    def same(path, cost):
        assert filecmp.cmp(source, path, shallow=False), f"{path} is another file"
        shutil.rmtree(out) if os.path.isdir(out) else os.unlink(out)
        return cost.cpu

    file = f"{url}/a.mp4"
    after = ["sh", "-c", 'curl -s -o "$1" "$2" && sha256sum "$1"', "sh", out, file]
    aria2c = ["aria2c", "-q", "--file-allocation=none", "-x1", "-d", folder, "-o", "out", file]
    takers = {"sha": lambda: ours("-p", "sha", "record", "download", "--all")}
    if peers:
        takers = {
            "curl": lambda: same(out, run(["curl", "-s", "-o", out, file])),
            **takers,
            "md5": lambda: ours("-p", "md5", "record", "download", "1"),
            "after": lambda: same(out, run(after)),
            "aria2c": (lambda: same(out, run(aria2c, env))) if bench.peers.have("aria2c") else None,
        }
    taken = rounds(count, **takers)
    bench.stop(nginx)
    return {**taken, "peak": max(peaks)}
