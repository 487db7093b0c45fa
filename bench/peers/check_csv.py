"""Checks a timetable with Python's csv: check_csv.py FILE; every row has its cells, a time and a subject."""

import csv
import datetime
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    width, count = len(next(rows)), 0
    for cells in rows:
        subject, start = cells[0], datetime.datetime.fromisoformat(cells[1])
        if len(cells) != width or not subject or start.year < 2000:
            sys.exit(f"row {count + 1} is wrong")
        count += 1
print(count)
