#!/usr/bin/env python3
"""The lines of an overview: each keeps to its schema, and the table with commas says the same as the lines of JSON.

    regels.py SCHEMA BOARDS.jsonl LONG.jsonl LONG.csv
"""

import csv
import json
import sys

import jsonschema


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def cell(value):
    """A value as it stands in the table."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


schema_path, boards_path, long_path, table_path = sys.argv[1:]
with open(schema_path, encoding="utf-8") as file:
    definitions = json.load(file)["definitions"]
boards, long = lines(boards_path), lines(long_path)
for name, found in [("regel", boards), ("regel-lang", long)]:
    validator = jsonschema.Draft7Validator({"definitions": definitions, "$ref": f"#/definitions/{name}"})
    for line in found:
        validator.validate(line)
with open(table_path, encoding="utf-8", newline="") as file:
    table = list(csv.DictReader(file, strict=True))
assert table == [{key: cell(value) for key, value in line.items()} for line in long], "the table says something else"
assert boards and len(long) % len(boards) == 0, "not every board has every norm"
print(f"{len(boards)} lines and {len(long)} long ones, the same in the table")
