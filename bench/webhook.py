"""What bench/webhook needs beside wrk: signed callbacks, bad clients, and a list without end."""

import hashlib
import hmac
import json
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = "bench-secret"
START = 1_800_000_000_000


def signed(number, body):
    """A request whose callback both receivers believe."""
    nonce, at = f"{number:08d}", str(START + number)
    checksum = hashlib.sha1((SECRET + nonce + at + hashlib.md5(body).hexdigest()).encode()).hexdigest()
    other = hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()
    head = (
        "POST /hooks/bench HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nAppKey: bench\r\nNonce: {nonce}\r\nCurTime: {at}\r\n"
        f"CheckSum: {checksum}\r\nX-Hub-Signature: sha1={other}\r\n\r\n"
    )
    return head.encode() + body


def event(number):
    """Somebody joins: as the vendor's document shows it, always of the same length."""
    member = {"accountId": f"{10_000_000 + number}", "clientType": 4, "joinTime": START + number}
    body = {"meetingUniqueId": 110_119_370, "meetingId": "112211", "subject": "周会 weekly sync"}
    return json.dumps({"msgType": 3, "msgBody": {**body, **member}}, ensure_ascii=False).encode()


def requests(count, first, path):
    """Writes distinct signed requests, all of the same length, and prints that length."""
    with open(path, "wb") as file:
        lengths = {file.write(signed(number, event(number))) for number in range(first, first + count)}
    (length,) = lengths
    print(length)


def peak(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024


def siege(port, pid, first):
    """Bad clients of all kinds at the same time, and an honest one that must not notice."""
    deadline, opened = time.monotonic() + 15, []
    sent, lock = [0], threading.Lock()

    def connect():
        client = socket.create_connection(("127.0.0.1", port), timeout=20)
        with lock:
            opened.append(client)
        return client

    def count(amount):
        with lock:
            sent[0] += amount

    def idle():
        for _ in range(1_000):
            connect()

    def slow(start):
        while time.monotonic() < deadline:
            try:
                client = connect()
                client.sendall(start)
                while time.monotonic() < deadline:
                    client.sendall(b"x")
                    time.sleep(1)
            except OSError:
                pass

    def huge(chunked):
        piece = b"x" * 65_536
        head = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: 314572800"
        while time.monotonic() < deadline:
            try:
                client = connect()
                client.sendall(b"POST /hooks/bench HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n")
                for _ in range(4_800):
                    client.sendall(b"10000\r\n" + piece + b"\r\n" if chunked else piece)
                    count(len(piece))
            except OSError:
                time.sleep(0.05)

    def large():
        body = b"x" * (1 << 20)
        head = b"POST /hooks/bench HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n"
        while time.monotonic() < deadline:
            try:
                client = connect()
                client.sendall(head + body)
                count(len(body))
                client.recv(100)
            except OSError:
                time.sleep(0.05)

    waits, refused, number = [], 0, first
    before = peak(pid)
    head = b"POST /hooks/bench HTTP/1.1\r\nHost: x\r\nX: "
    most = b"POST /hooks/bench HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n" + b"x" * 1_000_000
    jobs = [(idle,)] + [(slow, head)] * 50 + [(slow, most)] * 50
    jobs += [(huge, True)] * 4 + [(huge, False)] * 4 + [(large,)] * 16
    threads = [threading.Thread(target=job[0], args=job[1:], daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    while time.monotonic() < deadline:
        began, status = time.monotonic(), b""
        # Cut off by the crowd, it comes again, as the vendor would.
        while b" 200 " not in status:
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
                    client.sendall(signed(number, event(number)))
                    status = client.recv(100).split(b"\r\n")[0]
            except OSError:
                status = b""
            refused += b" 200 " not in status
            if time.monotonic() > deadline + 20:
                sys.exit("bench/webhook: an honest event was not answered 200")
        waits.append(time.monotonic() - began)
        number += 1
        time.sleep(0.05)
    waits.sort()
    values = before, peak(pid), len(opened), sent[0] / 1e6, len(waits), waits[len(waits) // 2] * 1e3
    print(*(f"{value:.1f}" for value in values), f"{waits[-1] * 1e3:.1f}", refused)


def meetings(total):
    """A server of NetEase's list with this many meetings; prints its address."""

    class List(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            first = int(asked["pageIndex"]) * 100
            rows = [
                {
                    "meetingUniqueId": 1_000_000_000 + i,
                    "meetingId": f"{600_000_000 + i}",
                    "subject": f"周会 weekly sync #{i}",
                    "startTime": START + i * 60_000,
                    "endTime": START + i * 60_000 + 1_800_000,
                    "status": 1,
                    "type": 3,
                }
                for i in range(first, min(first + 100, total))
            ]
            pages = -(-total // 100)
            ret = {"list": rows, "totalNum": total, "totalPages": pages}
            body = json.dumps({"code": 200, "ret": ret}, ensure_ascii=False).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json;charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), List)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


match sys.argv[1:]:
    case ["requests", count, first, path]:
        requests(int(count), int(first), path)
    case ["siege", port, pid, first]:
        siege(int(port), int(pid), int(first))
    case ["meetings", total]:
        meetings(int(total))
    case _:
        sys.exit("bench/webhook.py is a part of bench/webhook")
