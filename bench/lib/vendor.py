"""Vendors to measure against: one that takes its time and remembers when each request came, and lists without end."""

import asyncio
import socket
import threading
import time

MADE = b'{"code":200,"ret":{"meetingUniqueId":1,"meetingId":"2"}}'
NONE = b'{"code":200,"ret":{"list":[]}}'
START = 1_800_000_000_000
# The vendor's pages hold so many at most.
PAGE = 100


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
            head, lower = self.rest[:end], self.rest[:end].lower()
            length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
            if len(self.rest) < end + 4 + length:
                return
            body, self.rest = self.rest[end + 4 : end + 4 + length], self.rest[end + 4 + length :]
            self.vendor.came.append(time.monotonic())
            body = self.vendor.answer(head.split(b" ", 2)[1], body)
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
            if self.vendor.pause:
                asyncio.get_running_loop().call_later(self.vendor.pause, self.transport.write, answer)
            else:
                self.transport.write(answer)


class Vendor(threading.Thread):
    """NetEase's create and list, each answered after a pause; remembers when each request came."""

    def __init__(self, pause=0.0):
        super().__init__(daemon=True)
        self.pause, self.came, self.ready = pause, [], threading.Event()
        self.start()
        self.ready.wait()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        server = await asyncio.get_running_loop().create_server(lambda: Connection(self), "127.0.0.1", 0, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await server.serve_forever()

    def answer(self, path, body):
        return NONE if path.endswith(b"/list") else MADE


def meeting(number):
    """One meeting as NetEase lists it."""
    begins = START + number * 60_000
    return (
        f'{{"meetingUniqueId":{1_000_000_000 + number},"meetingId":"{600_000_000 + number}","subject":"周会 weekly sync #{number}",'
        f'"startTime":{begins},"endTime":{begins + 1_800_000},"status":1,"type":3}}'
    )


class Lister(Vendor):
    """A list of so many meetings. Its pages are made before it is asked: on two cores the making of one would count as
    the client's waiting and waking."""

    def __init__(self, total):
        pages = max(1, -(-total // PAGE))
        self.pages = [self.page(number, total, pages) for number in range(pages)]
        super().__init__()

    @staticmethod
    def page(number, total, pages):
        rows = ",".join(map(meeting, range(number * PAGE, min(number * PAGE + PAGE, total))))
        return f'{{"code":200,"ret":{{"list":[{rows}],"totalNum":{total},"totalPages":{pages}}}}}'.encode()

    def answer(self, path, body):
        # {"pageIndex":12,…}: a number or a string.
        return self.pages[int(body.split(b'"pageIndex":')[1].split(b",")[0].split(b"}")[0].strip(b' "'))]


def timetable(path, count):
    """Writes a file of so many meetings to make."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("subject,start,duration,host\n")
        for row in range(count):
            day, hour, minute = row // 1440 % 28 + 1, row // 60 % 24, row % 60
            month, year = row // 40320 % 12 + 1, 2027 + row // 483840
            file.write(f"Lesson {row},{year}-{month:02}-{day:02} {hour:02}:{minute:02},45m,1\n")
    return path
