"""The measurements of bench/batch: a vendor that answers after 50 ms, one that is as fast as nginx, files of
a million rows, and eight processes that share a rate. Prints one table."""

import asyncio
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time

BINARY, WORK = sys.argv[1], sys.argv[2]
ROUNDS = int(os.environ.get("ROUNDS", "3"))
MADE = b'{"code":200,"ret":{"meetingUniqueId":1,"meetingId":"2"}}'
NONE = b'{"code":200,"ret":{"list":[]}}'


class Connection(asyncio.Protocol):
    """One client of a vendor. Protocols cost a third of what streams do, which would count as latency."""

    def __init__(self, vendor):
        self.vendor, self.rest = vendor, b""

    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data):
        self.rest += data
        while (end := self.rest.find(b"\r\n\r\n")) >= 0:
            head = self.rest[:end].lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            if len(self.rest) < end + 4 + length:
                return
            self.rest = self.rest[end + 4 + length :]
            self.vendor.came.append(time.monotonic())
            body = NONE if b"/list" in head.split(b"\r\n")[0] else MADE
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            asyncio.get_running_loop().call_later(
                self.vendor.pause, self.transport.write, answer % (len(body), body)
            )


class Vendor(threading.Thread):
    """NetEase's create and list, each answered after a pause; remembers when each request came."""

    def __init__(self, pause):
        super().__init__(daemon=True)
        self.pause, self.came, self.ready = pause, [], threading.Event()
        self.start()
        self.ready.wait()

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await server.serve_forever()


def world(name, port, more=""):
    """A state folder and a profile of its own."""
    folder = os.path.join(WORK, name)
    os.makedirs(folder)
    path = os.path.join(folder, "profiles.toml")
    with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(
            f'[profiles.p]\nvendor = "netease"\nbase_url = "http://127.0.0.1:{port}"\n'
            f'app_key = "k"\napp_secret = "s"\n{more}\n'
        )
    return {"HOME": folder, "MEETCTL_STATE": os.path.join(folder, "state"), "MEETCTL_CONFIG": path}


def rows(name, count):
    path = os.path.join(WORK, name)
    with open(path, "w") as file:
        file.write("subject,start,duration,host\n")
        for row in range(count):
            day, hour, minute = row // 1440 % 28 + 1, row // 60 % 24, row % 60
            month, year = row // 40320 % 12 + 1, 2027 + row // 483840
            file.write(f"Lesson {row},{year}-{month:02}-{day:02} {hour:02}:{minute:02},45m,1\n")
    return path


def batch(path, env, *more):
    return [BINARY, "batch", "run", "meeting create", path, "-o", "jsonl", *more], env


def run(command, env):
    start = time.monotonic()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def efficiency():
    """1,000 creates at 50 ms, 16 in flight, each row synced to the disk before it is sent."""
    vendor, path, ratios = Vendor(0.05), rows("thousand.csv", 1000), []
    for number in range(ROUNDS):
        wall = run(*batch(path, world(f"latency{number}", vendor.port), "--jobs", "16"))
        ratios.append(1000 / 16 * 0.05 / wall)
    return statistics.median(ratios)


def nginx():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = os.path.join(WORK, "nginx")
    os.makedirs(folder)
    with open(os.path.join(folder, "nginx.conf"), "w") as file:
        file.write(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log /dev/null;\n"
            "events {}\nhttp { access_log off; keepalive_requests 100000000;\n"
            f"client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};\n"
            f"uwsgi_temp_path {folder}; scgi_temp_path {folder};\n"
            f"server {{ listen 127.0.0.1:{port}; default_type application/json;\n"
            f"location / {{ return 200 '{MADE.decode()}'; }}\n"
            f"location /v2/meeting/list {{ return 200 '{NONE.decode()}'; }} }} }}\n"
        )
    server = subprocess.Popen(["nginx", "-c", os.path.join(folder, "nginx.conf"), "-p", folder])
    time.sleep(0.5)
    return server, port


def throughput():
    """Requests a second with 16 connections, beside wrk at the same server."""
    server, port = nginx()
    path, ours, theirs = rows("many.csv", 20000), [], []
    script = os.path.join(WORK, "post.lua")
    with open(script, "w") as file:
        file.write('wrk.method = "POST"\nwrk.body = "{}"\n')
    try:
        for number in range(ROUNDS):
            ours.append(20000 / run(*batch(path, world(f"loopback{number}", port), "--jobs", "16")))
            url = f"http://127.0.0.1:{port}/v2/meeting/create"
            text = subprocess.run(
                ["wrk", "-t1", "-c16", "-d4s", "-s", script, url], check=True, capture_output=True, text=True
            ).stdout
            theirs.append(float(text.split("Requests/sec:")[1].split()[0]))
    finally:
        server.terminate()
    return statistics.median(ours), statistics.median(theirs)


def check(count):
    """CPU seconds and MiB of checking a file."""
    path = rows(f"check{count}.csv", count)
    command, env = batch(path, world(f"check{count}", 9), "--check")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = subprocess.run(
        ["time", "-f", "%M", *command], env={**env, "PATH": os.environ["PATH"]}, check=True, capture_output=True, text=True
    ).stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, int(text.split()[-1]) / 1024


def pace():
    """Eight processes on a profile with a rate of 50: the share of it that is used, and the most in a second."""
    rate, vendor = 50, Vendor(0.005)
    env = world("pace", vendor.port, f"rate_limit = {rate}")
    paths = [rows(f"pace{part}.csv", 90) for part in range(8)]
    children = [
        subprocess.Popen(batch(path, env, "--jobs", "4")[0], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for path in paths
    ]
    for child in children:
        child.wait()
    came = sorted(vendor.came)
    # Between the first and the last second, when all are at work.
    middle = [at for at in came if came[0] + 1 <= at <= came[-1] - 1]
    used = (len(middle) - 1) / (middle[-1] - middle[0]) / rate
    most = max(sum(1 for at in came[i:] if at < first + 1) for i, first in enumerate(came))
    return used, most, rate


def main():
    print("| what | measured | floor | aim |\n|---|---|---|---|")
    print(f"| 1,000 creates, 50 ms, 16 in flight: ideal ÷ wall | {efficiency():.3f} | 0.90 | 0.97 |")
    ours, theirs = throughput()
    print(f"| creates a second on loopback, beside wrk | {ours:,.0f} of {theirs:,.0f}: {ours / theirs:.2f} | 0.35 | 0.75 |")
    for count in (10_000, 100_000, 1_000_000):
        cpu, memory = check(count)
        print(f"| check of {count:,} rows: CPU, memory | {cpu:.2f} s, {memory:.1f} MiB | 5 s for a million | 1 s |")
    used, most, rate = pace()
    print(f"| eight processes, rate {rate}: used; most in a second | {used:.3f}; {most} | 0.90; {rate} | 0.97 |")


main()
