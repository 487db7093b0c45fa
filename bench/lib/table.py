"""The table: what is measured, and what is asked of it. Every floor and aim stands here and nowhere else.

A row may be asked about its own value (`OURS`), or about its ratio to a peer's. The floor must hold; the aim is
where we want to be. Beyond the floor by no more than the row's noise is not counted as missed.
"""

from dataclasses import dataclass

OURS = "ours"

# How much the same program differs from run to run, on a machine that does little else.
INSTRUCTIONS = 0.02  # counted, not timed: but for addresses and what the machine's files hold, the same
CPU = 0.10  # CPU time, and its ratios within one run
RATE = 0.10  # events a second beside a peer's, both at the mercy of the same disk and scheduler
WALL = 0.03  # waiting for a clock, of which little is ours
EXACT = 0.0  # counts and sizes


@dataclass(frozen=True)
class Bound:
    """What is asked: of our value, or of our value divided by this peer's. A floor may be missing."""

    floor: float
    aim: float
    of: str = OURS
    at_most: bool = True

    def missed(self, value, noise=0.0):
        if self.floor is None:
            return False
        return value > self.floor * (1 + noise) if self.at_most else value < self.floor * (1 - noise)

    def reached(self, value):
        return value <= self.aim if self.at_most else value >= self.aim


@dataclass(frozen=True)
class Row:
    """One line: its key, the module that measures it, what it is called, its unit and what is asked."""

    key: str
    part: str
    what: str
    unit: str
    bounds: tuple = ()
    noise: float = CPU

    def bound_text(self, which):
        asked = [(bound, getattr(bound, which)) for bound in self.bounds]
        return ", ".join(bound_text(self, bound, value) for bound, value in asked if value is not None) or "–"


def below(floor, aim, of=OURS):
    return Bound(floor, aim, of)


def above(floor, aim, of=OURS):
    return Bound(floor, aim, of, at_most=False)


CURL = below(1 / 15, 1 / 30, "curl")

ROWS = (
    Row("version", "start", "`--version`", "instructions", (below(1.2e6, 0.6e6), CURL), INSTRUCTIONS),
    Row("profiles", "start", "`profile list`", "instructions", (below(1.2e6, 0.6e6), CURL), INSTRUCTIONS),
    Row("link", "start", "`join-url`, one link", "instructions", (below(1.2e6, 0.6e6), CURL), INSTRUCTIONS),
    Row("start", "start", "doing nothing (`--version`)", "CPU ms"),
    Row("tls", "tls", "`meeting list` over TLS, the system's CAs", "instructions",
        (below(13e6, 5e6),), INSTRUCTIONS),
    Row("links", "links", "`join-url --from`, a row of 1,000,000", "µs CPU", (below(2, 1),)),
    Row("mint", "links", "minting a join token, alone", "µs CPU",
        (below(0.6, 0.25), below(None, 1 / 12, "php"), below(None, 1 / 120, "python"))),
    Row("latency", "batch", "1,000 creates at 50 ms, 16 in flight, journal on: ideal ÷ wall", "ratio",
        (above(0.90, 0.97),), WALL),
    Row("loopback", "batch", "creates on loopback, 16 in flight, journal on", "a second",
        (above(0.35, 0.75, "wrk"),), RATE),
    Row("rate", "rate", "eight processes, `rate_limit = 50`: used of it", "ratio", (above(0.90, 0.97),), EXACT),
    Row("rate-most", "rate", "the same: the most requests in any second", "requests", (below(51, 50),), EXACT),
    Row("download", "download", "1 GiB downloaded, SHA-256 in the same pass", "CPU s a GiB", (below(2.0, 1.4, "curl -o"),)),
    Row("download-md5", "download", "1 GiB downloaded, SHA-256 and MD5", "CPU s a GiB", (below(3.0, 2.3, "curl -o"),)),
    Row("list", "listing", "1,000,000 meetings to jsonl", "CPU s", (below(1 / 3, 1 / 20, "jq"),)),
    Row("list-memory", "listing", "1,000,000 meetings to jsonl: peak memory", "MiB", (below(32, 8),)),
    Row("list-flat", "listing", "the same beside the peak of 10,000 meetings", "ratio", (below(None, 1.1),)),
    Row("check", "check", "`batch run --check`, 1,000,000 rows", "CPU s", (below(5, 1),)),
    Row("webhook", "webhook", "callbacks verified and stored, 64 connections", "a second",
        (above(5, 10, "webhook"),), RATE),
    Row("webhook-cpu", "webhook", "the same: an event", "µs CPU"),
    Row("webhook-memory", "webhook", "`webhook listen`, peak under a 300 MB body and 1,000 slow clients", "MiB",
        (below(64, 16),)),
    Row("webhook-honest", "webhook", "an honest event meanwhile, the worst", "ms",
        (below(1000, 1000),)),
    Row("size", "size", "the binary, stripped, sandbox and jq included", "MB", (below(8, 4.5),), EXACT),
)

BY_KEY = {row.key: row for row in ROWS}


@dataclass
class Found:
    """What was measured for a row: our value, and the peers' by their names. `None` is not measured."""

    ours: float = None
    peers: dict = None
    note: str = ""

    def value(self, bound):
        """What a bound is about, or `None` if a part of it is missing."""
        peer = 1 if bound.of == OURS else (self.peers or {}).get(bound.of)
        return self.ours / peer if peer and self.ours is not None else None


def number(value, unit):
    """A value as it stands in the table."""
    if unit == "instructions":
        return f"{value / 1e6:,.2f} M"
    if unit in ("a second", "requests"):
        return f"{value:,.0f}"
    if unit == "ratio":
        return f"{value:.3f}"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.095 else f"{value:.3f}"


def ratio(value):
    """A ratio: what is small as a fraction of one."""
    if 0 < value < 0.2 or 0 < value < 0.5 and abs(1 / value - round(1 / value)) < 1e-9:
        return f"1/{1 / value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def bound_text(row, bound, value):
    sign = "≤" if bound.at_most else "≥"
    if bound.of != OURS:
        return f"{sign} {value:g} × {bound.of}" if value > 0.2 and value != 1 / 3 else f"{sign} {ratio(value)} × {bound.of}"
    return f"{sign} {value / 1e6:g} M" if row.unit == "instructions" else f"{sign} {value:,g}"


def verdict(row, found):
    """What the last column says, and whether a floor is missed by more than noise."""
    asked = [(bound, found.value(bound)) for bound in row.bounds]
    values = [(bound, value) for bound, value in asked if value is not None]
    if any(bound.missed(value, row.noise) for bound, value in values):
        return "**no**", True
    if len(values) < len(asked):
        return "peer missing", False
    if not asked:
        return "–", False
    if any(bound.missed(value) for bound, value in values):
        return "within noise", False
    if all(bound.reached(value) for bound, value in values):
        return "the aim", False
    return ("the floor" if any(bound.floor is not None for bound, _ in values) else "–"), False


def cells(row, found):
    """The cells of a line of the table. Where we were not measured, the note says why."""
    found = found or Found(note="not measured")
    peers = {name: value for name, value in (found.peers or {}).items() if value is not None}
    theirs = "; ".join(f"{name} {number(value, row.unit)}" for name, value in peers.items())
    asked = [row.bound_text("floor"), row.bound_text("aim")]
    if found.ours is None:
        return [row.what, row.unit, "", theirs, "", *asked, found.note]
    ratios = "; ".join(f"{name} {ratio(found.ours / value)}" for name, value in peers.items() if value)
    ours = number(found.ours, row.unit) + (f" ({found.note})" if found.note else "")
    return [row.what, row.unit, ours, theirs, ratios, *asked, verdict(row, found)[0]]


HEAD = ["what", "unit", "ours", "theirs", "ours ÷ theirs", "floor", "aim", "holds"]


def markdown(head, lines):
    line = lambda cells: "| " + " | ".join(cells) + " |"
    return "\n".join([line(head), "|" + "---|" * len(head), *map(line, lines)])
