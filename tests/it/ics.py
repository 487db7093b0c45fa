"""Reads an invitation with the icalendar package, and prints what it says as JSON."""

import datetime
import json
import sys

import icalendar

raw = open(sys.argv[1], "rb").read()
assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b""), "every line ends with CR LF"
assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line is longer than 75 octets"
for line in raw.split(b"\r\n"):
    line.decode("utf-8")

calendar = icalendar.Calendar.from_ical(raw)
(event,) = calendar.walk("VEVENT")
assert not calendar.errors and not event.errors, (calendar.errors, event.errors)


def moment(name):
    if name not in event:
        return None
    value = event[name]
    zones = {zone["TZID"]: zone for zone in calendar.walk("VTIMEZONE")}
    if "TZID" not in value.params:
        return value.dt.isoformat()
    # The file's own rules, not those that this machine knows under the same name.
    zone = zones[value.params["TZID"]].to_tz(lookup_tzid=False)
    return value.dt.replace(tzinfo=None).replace(tzinfo=zone).astimezone(datetime.timezone.utc).isoformat()


def text(name):
    return str(event[name]) if name in event else None


print(json.dumps({
    "method": str(calendar["METHOD"]),
    "version": str(calendar["VERSION"]),
    "uid": text("UID"),
    "sequence": int(event["SEQUENCE"]),
    "stamp": event["DTSTAMP"].dt.isoformat(),
    "start": moment("DTSTART"),
    "end": moment("DTEND"),
    "zones": [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")],
    "rule": event["RRULE"].to_ical().decode() if "RRULE" in event else None,
    "summary": text("SUMMARY"),
    "description": text("DESCRIPTION"),
    "location": text("LOCATION"),
    "url": text("URL"),
    "status": text("STATUS"),
    "organizer": text("ORGANIZER"),
}))
