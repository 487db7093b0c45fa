"""Prints the elements of a JSON array, one a line: list_json.py FILE"""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    for row in json.load(file):
        print(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
