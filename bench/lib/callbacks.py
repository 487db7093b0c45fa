"""Callbacks as NetEase sends them, with the signatures that both receivers believe; and clients that mean ill."""

import hashlib
import hmac
import json
import socket
import threading
import time

from measure import Failed, process_peak
from vendor import START

SECRET = "bench-secret"
PATH = "/hooks/bench"


def signed(number, body):
    """A request whose callback both receivers believe."""
    nonce, at = f"{number:08d}", str(START + number)
    checksum = hashlib.sha1((SECRET + nonce + at + hashlib.md5(body).hexdigest()).encode()).hexdigest()
    other = hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nAppKey: bench\r\nNonce: {nonce}\r\nCurTime: {at}\r\n"
        f"CheckSum: {checksum}\r\nX-Hub-Signature: sha1={other}\r\n\r\n"
    )
    return head.encode() + body


def event(number):
    """Somebody joins: as the vendor's document shows it, always of the same length."""
    member = {"accountId": f"{10_000_000 + number}", "clientType": 4, "joinTime": START + number}
    body = {"meetingUniqueId": 110_119_370, "meetingId": "112211", "subject": "周会 weekly sync"}
    return json.dumps({"msgType": 3, "msgBody": {**body, **member}}, ensure_ascii=False).encode()


def write_requests(path, count):
    """Writes distinct signed requests, all of the same length, which is returned."""
    with open(path, "wb") as file:
        (length,) = {file.write(signed(number, event(number))) for number in range(count)}
    return length


class Siege:
    """Bad clients of all kinds at the same time, and an honest one that must not notice.

    1,000 idle connections, 50 that send their head and 50 that send a large body one byte a second, eight that send
    300 MB (half of them without saying so before) and sixteen that send 1 MiB unsigned.
    """

    def __init__(self, port, pid, seconds):
        self.port, self.pid, self.seconds = port, pid, seconds
        self.lock, self.opened, self.sent = threading.Lock(), [], 0

    def connect(self):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        with self.lock:
            self.opened.append(client)
        return client

    def count(self, amount):
        with self.lock:
            self.sent += amount

    def until_over(self, attack):
        while time.monotonic() < self.deadline:
            try:
                attack(self.connect())
            except OSError:
                time.sleep(0.05)

    def idle(self):
        for _ in range(1_000):
            self.connect()

    def slow(self, start):
        def attack(client):
            client.sendall(start)
            while time.monotonic() < self.deadline:
                client.sendall(b"x")
                time.sleep(1)

        self.until_over(attack)

    def huge(self, chunked):
        piece = b"x" * 65_536
        head = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: 314572800"

        def attack(client):
            client.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode() + head + b"\r\n\r\n")
            for _ in range(4_800):
                client.sendall(b"10000\r\n" + piece + b"\r\n" if chunked else piece)
                self.count(len(piece))

        self.until_over(attack)

    def large(self):
        request = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n".encode() + b"x" * (1 << 20)

        def attack(client):
            client.sendall(request)
            self.count(len(request))
            client.recv(100)

        self.until_over(attack)

    def run(self, first):
        """Peak MiB of the receiver, and how long honest events waited, in seconds. The events' numbers begin here."""
        self.deadline = time.monotonic() + self.seconds
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode()
        most = head + b"Content-Length: 1048576\r\n\r\n" + b"x" * 1_000_000
        jobs = [(self.idle,)] + [(self.slow, head + b"X: ")] * 50 + [(self.slow, most)] * 50
        jobs += [(self.huge, True)] * 4 + [(self.huge, False)] * 4 + [(self.large,)] * 16
        threads = [threading.Thread(target=job[0], args=job[1:], daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        waits = []
        while time.monotonic() < self.deadline:
            began = time.monotonic()
            # Cut off by the crowd, it comes again, as the vendor would.
            while not self.honest(first + len(waits)):
                if time.monotonic() > self.deadline + 20:
                    raise Failed("an honest event was not answered 200")
            waits.append(time.monotonic() - began)
            time.sleep(0.05)
        for client in self.opened:
            client.close()
        return process_peak(self.pid), waits

    def honest(self, number):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as client:
                client.sendall(signed(number, event(number)))
                return b" 200 " in client.recv(100).split(b"\r\n")[0]
        except OSError:
            return False


def one_huge(port):
    """One body of 300 MB, as a well-meaning client would send it."""
    piece = b"x" * (1 << 20)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {300 << 20}\r\n\r\n".encode())
        for _ in range(300):
            client.sendall(piece)
        client.recv(100)
