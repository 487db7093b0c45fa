"""Makes what bench/report reports on: a store of callbacks, and an answer of a server.

    report.py store VISITS     callbacks of a meeting 7, out of order, among those of another meeting
    report.py answer VISITS    the same visits as one answer
    report.py serve FILE       a server that gives this answer to everything; prints its port
"""

import hashlib
import http.server
import json
import random
import sys
from datetime import datetime, timedelta, timezone

START = 1_795_413_600_000
PEOPLE = 5_000


def visits(count):
    """Who came, when, and when they went, in milliseconds; somewhat out of order."""
    chance = random.Random(7)
    for n in range(count):
        joined = START + n * 20 + chance.randrange(60_000)
        yield f"{146558916040335360 + n % PEOPLE}", joined, joined + chance.randrange(1_000, 600_000)


def kept(event):
    body = json.dumps(event, separators=(",", ":"))
    record = {"received_at": "2026-11-23T14:00:00+08:00", "nonce": "n", "cur_time": "1", "checksum": "c", "body": body}
    rest = json.dumps(record, separators=(",", ":"))[1:]
    return '{"v":1,"sum":"%s",%s\n' % (hashlib.md5(rest.encode()).hexdigest()[:16], rest)


def store(count):
    for n, (who, joined, left) in enumerate(visits(count)):
        for kind, time in ((6, left), (5, joined)):
            body = {"accountId": who, "deviceId": f"95876217-bd4d-4d40-abd2-{n:012}", "roomUid": 162123717474551 + n % PEOPLE,
                    "meetingId": "1122334455", "meetingUniqueId": 7, "time": time}
            sys.stdout.write(kept({"msgType": kind, "msgBody": body}))
        if n % 10 == 0:
            body = {"accountId": who, "meetingId": "5", "meetingUniqueId": 8, "time": joined}
            sys.stdout.write(kept({"msgType": 5, "msgBody": body}))


def answer(count):
    beijing = timezone(timedelta(hours=8))
    shown = lambda millis: datetime.fromtimestamp(millis // 1000, beijing).strftime("%Y-%m-%d %H:%M:%S")
    rows = [{"userid": who, "serial": "7", "entertime": shown(joined), "leavetime": shown(left)}
            for who, joined, left in visits(count)]
    json.dump({"result": 0, "logininfo": rows}, sys.stdout)


def serve(path):
    body = open(path, "rb").read()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


what, value = sys.argv[1:]
{"store": lambda: store(int(value)), "answer": lambda: answer(int(value)), "serve": lambda: serve(value)}[what]()
