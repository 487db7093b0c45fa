"""Long reports: a meeting of so many visits, among 5,000 people, from the store of callbacks and from one answer."""

import hashlib
import json
import os
import random
from datetime import datetime, timedelta, timezone

from bench import netease
from measure import run
from vendor import Vendor

PEERS = ("time",)
BEGAN, PEOPLE = 1_795_413_600_000, 5_000


def visits(count):
    """Who came, when, and when they went, in milliseconds; somewhat out of order."""
    chance = random.Random(7)
    for n in range(count):
        joined = BEGAN + n * 20 + chance.randrange(60_000)
        yield f"{146558916040335360 + n % PEOPLE}", joined, joined + chance.randrange(1_000, 600_000)


def kept(event):
    """A line of the store."""
    body = json.dumps(event, separators=(",", ":"))
    record = {"received_at": "2026-11-23T14:00:00+08:00", "nonce": "n", "cur_time": "1", "checksum": "c", "body": body}
    rest = json.dumps(record, separators=(",", ":"))[1:]
    return '{"v":1,"sum":"%s",%s\n' % (hashlib.md5(rest.encode()).hexdigest()[:16], rest)


def store(path, count):
    """Callbacks of a meeting 7, out of order, among those of another meeting."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        for n, (who, joined, left) in enumerate(visits(count)):
            room = {"meetingId": "1122334455", "meetingUniqueId": 7, "roomUid": 162123717474551 + n % PEOPLE}
            for kind, at in ((6, left), (5, joined)):
                device = f"95876217-bd4d-4d40-abd2-{n:012}"
                file.write(kept({"msgType": kind, "msgBody": {"accountId": who, "deviceId": device, **room, "time": at}}))
            if n % 10 == 0:
                file.write(kept({"msgType": 5, "msgBody": {"accountId": who, "meetingId": "5", "meetingUniqueId": 8, "time": joined}}))


class Answer(Vendor):
    """A server that answers with all of the visits at once."""

    def __init__(self, count):
        beijing = timezone(timedelta(hours=8))
        shown = lambda millis: datetime.fromtimestamp(millis // 1000, beijing).strftime("%Y-%m-%d %H:%M:%S")
        rows = [{"userid": who, "serial": "7", "entertime": shown(joined), "leavetime": shown(left)}
                for who, joined, left in visits(count)]
        self.body = json.dumps({"result": 0, "logininfo": rows}).encode()
        super().__init__()

    def answer(self, path, body):
        return self.body


def measure(bench):
    lines = {"-o csv": [], "-o jsonl": [], "--html": [], "--xlsx": [], "answer": []}
    for size in bench.sizes(1_000_000, 10_000):
        env = bench.home(f"report{size}", netease("http://127.0.0.1:9"))
        path = os.path.join(env["MEETCTL_STATE"], "webhook/p.jsonl")
        store(path, size)

        def note(kind, *args, env=env):
            cost = run([bench.bin, "-p", "p", "report", "7", *args], env, memory=True)
            lines[kind].append((size, f"{cost.cpu:.2f} CPU s, {cost.peak:.1f} MiB"))

        note("-o csv", "-o", "csv")
        # A page and a workbook are for people, an answer of 64 MiB or more is refused, and lines cost what CSV does.
        if size <= 100_000:
            note("-o jsonl", "-o", "jsonl")
            note("--html", "--html", bench.path("report.html"))
            note("--xlsx", "--xlsx", bench.path("report.xlsx"))
            server = Answer(size)
            profile = f'[profiles.p]\nvendor = "weiyi"\nbase_url = "{server.url}"\nkey = "bench"\n'
            note("answer", "-o", "csv", env=bench.home(f"asked{size}", profile))
        os.unlink(path)
    for kind, sizes in lines.items():
        bench.grew("report, visits: " + ("one answer, `-o csv`" if kind == "answer" else f"stored callbacks, `{kind}`"), sizes)
