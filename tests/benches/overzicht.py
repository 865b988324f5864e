#!/usr/bin/env python3
"""The overview of a folder of boards as somebody would write it in an afternoon: tomllib and XlsxWriter, and no more
than it takes. The benchmark runs it beside the program.

    overzicht.py NORMS-FOLDER FOLDER-OF-BOARDS OVERVIEW.xlsx
"""

import statistics
import sys
import tomllib
from pathlib import Path

import xlsxwriter


def read_toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def read_catalogue(folder):
    frame = read_toml(folder / "kader.toml")
    domains = [read_toml(folder / f"{name}.toml") for name in frame["domeinen"]]
    return {
        "target": frame["streefniveau"],
        "levels": [level["naam"] for level in frame["niveau"]],
        "edition": (frame["id"], frame["editie"]),
        "parts": {part["id"]: part["naam"] for part in frame["onderdeel"]},
        "domains": {domain["code"]: domain["naam"] for domain in domains},
        "part_of": {domain["code"]: domain["onderdeel"] for domain in domains},
        "norms": [(norm["id"], norm["titel"], domain["code"]) for domain in domains for norm in domain["norm"]],
    }


def figures(norms):
    levels = [norm["level"] for norm in norms if norm["level"] is not None]
    reached = [norm for norm in norms if norm["level"] is not None and norm["level"] >= norm["target"]]
    applicable = sum(not norm["not_applicable"] for norm in norms)
    lowest = min(levels, default=None)
    ids = [norm["id"] for norm in norms if lowest is not None and norm["level"] == lowest]
    return {
        "applicable": applicable,
        "reached": len(reached),
        "share": round(100 * len(reached) / applicable, 1) if applicable else None,
        "evidenced": sum(norm["evidence"] for norm in reached),
        "open": applicable - len(levels),
        "not_applicable": len(norms) - applicable,
        "exact": sum(levels) / len(levels) if levels else None,
        "mean": round(sum(levels) / len(levels), 1) if levels else None,
        "lowest": lowest,
        "ids": ", ".join(ids[:2]) + (f" en nog {len(ids) - 2}" if len(ids) > 2 else ""),
    }


def score(catalogue, path, folder):
    data = read_toml(path)
    meta, board, answers = data["meting"], data["bestuur"], data.get("antwoorden", {})
    if (meta["normenkader"], meta["editie"]) != catalogue["edition"]:
        raise ValueError("another edition")
    own = meta.get("streefniveau", catalogue["target"])
    scopes = {"Geheel": []}
    scopes |= {part: [] for part in catalogue["parts"]}
    scopes |= {code: [] for code in catalogue["domains"]}
    for norm, _, code in catalogue["norms"]:
        answer = answers.get(norm, {})
        counts = not answer.get("overgenomen", False)
        result = {
            "id": norm,
            "level": answer.get("niveau") if counts else None,
            "not_applicable": counts and "niet-van-toepassing" in answer,
            "target": answer.get("streefniveau", own),
            "evidence": bool(answer.get("bewijs")),
        }
        for scope in ("Geheel", catalogue["part_of"][code], code):
            scopes[scope].append(result)
    whole = [norm for norm in scopes["Geheel"] if not norm["not_applicable"]]
    return {
        "name": board["naam"],
        "number": board.get("bestuursnummer", ""),
        "sectors": ", ".join(board.get("sectoren", [])),
        "schools": board.get("scholen"),
        "pupils": board.get("leerlingen"),
        "year": meta["verslagjaar"],
        "method": meta.get("werkwijze", "zelfevaluatie"),
        "status": meta.get("status", "open"),
        "date": meta.get("peildatum") or meta.get("bijgewerkt-op"),
        "complies": bool(whole)
        and all(
            norm["level"] is not None and norm["level"] >= max(norm["target"], catalogue["target"])
            for norm in whole
        ),
        "file": path.relative_to(folder).as_posix(),
        "norms": scopes["Geheel"],
        "figures": {scope: figures(norms) for scope, norms in scopes.items()},
    }


def spread(boards, scope):
    means = sorted(
        board["figures"][scope]["exact"] for board in boards if board["figures"][scope]["exact"] is not None
    )
    if not means:
        return [0, len(boards)] + [None] * 6
    quartiles = statistics.quantiles(means, n=4, method="inclusive") if len(means) > 1 else means * 3
    five = [means[0], *quartiles, means[-1], statistics.fmean(means)]
    return [len(means), len(boards) - len(means)] + [round(figure, 1) for figure in five]


def places(boards, scope):
    means = sorted((board["figures"][scope]["exact"] or 0 for board in boards), reverse=True)
    first = {}
    for place, mean in enumerate(means, start=1):
        first.setdefault(mean, place)
    return first


class Book:
    """The workbook, with the few looks it needs."""

    def __init__(self, path):
        self.book = xlsxwriter.Workbook(path, {"constant_memory": True})
        self.bold = self.book.add_format({"bold": True})
        self.title = self.book.add_format({"bold": True, "font_size": 16})
        self.header = self.book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
        self.decimal = self.book.add_format({"num_format": "0.0"})
        self.day = self.book.add_format({"num_format": "dd-mm-yyyy"})
        colours = ["#F8696B", "#FBAA77", "#FFEB84", "#B1D580", "#63BE7B"]
        self.colours = [self.book.add_format({"bg_color": colour}) for colour in colours]

    def sheet(self, name, headers, rows, formats=None, means=None):
        sheet = self.book.add_worksheet(name)
        sheet.write(0, 0, name, self.title)
        sheet.write_row(1, 0, headers, self.header)
        sheet.freeze_panes(2, 1)
        sheet.set_column(0, 0, 38)
        for column, format in (formats or {}).items():
            sheet.set_column(column, column, 10, format)
        row = 1
        for row, cells in enumerate(rows, start=2):
            for column, cell in enumerate(cells):
                if cell is None or cell == "":
                    continue
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif isinstance(cell, (int, float)):
                    sheet.write_number(row, column, cell)
                else:
                    sheet.write_datetime(row, column, cell, self.day)
        sheet.autofilter(1, 0, row, len(headers) - 1)
        if means:
            for level in range(len(self.colours), 0, -1):
                rule = {"type": "cell", "criteria": ">=", "value": level, "format": self.colours[level - 1]}
                sheet.conditional_format(2, means[0], row, means[1], rule)
        return sheet


def main(norms_folder, folder, output):
    catalogue = read_catalogue(norms_folder)
    boards, unreadable = [], []
    for path in sorted(folder.rglob("*.toml")):
        try:
            boards.append(score(catalogue, path, folder))
        except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
            unreadable.append((path.relative_to(folder).as_posix(), str(error)))
    boards.sort(key=lambda board: (board["name"].lower(), board["file"]))
    scopes = {"Geheel": "Geheel"} | catalogue["parts"]
    scopes |= {code: f"{code} {name}" for code, name in catalogue["domains"].items()}
    parts = list(catalogue["parts"])
    book = Book(output)

    spreads = {scope: spread(boards, scope) for scope in scopes}
    weakest = sorted(catalogue["domains"], key=lambda code: (spreads[code][4] is None, spreads[code][4] or 0))
    page = book.book.add_worksheet("Overzicht")
    page.set_column(0, 0, 40)
    lines = [
        ("Besturen", len(boards)),
        ("Helemaal ingevuld", sum(board["figures"]["Geheel"]["open"] == 0 for board in boards)),
        ("Voldoet", sum(board["complies"] for board in boards)),
        ("Gemiddeld niveau", spreads["Geheel"][7]),
        ("Zwakste domeinen", ", ".join(scopes[code] for code in weakest[:3])),
        ("Sterkste domeinen", ", ".join(scopes[code] for code in weakest[:-4:-1])),
    ]
    page.write(0, 0, "Overzicht van besturen", book.title)
    for row, (name, value) in enumerate(lines, start=2):
        page.write(row, 0, name, book.bold)
        page.write(row, 1, value)

    place_of = {scope: places(boards, scope) for scope in scopes}

    def board_row(board):
        whole = board["figures"]["Geheel"]
        return [
            board["name"], board["number"], board["sectors"], board["schools"], board["pupils"], board["year"],
            board["method"], board["status"], board["date"], "voldoet" if board["complies"] else "voldoet nog niet",
            place_of["Geheel"].get(whole["exact"]), whole["mean"],
            *(board["figures"][part]["mean"] for part in parts),
            whole["reached"], whole["applicable"], whole["share"], whole["evidenced"], whole["open"],
            whole["not_applicable"], whole["lowest"], board["file"],
        ]

    headers = [
        "Bestuur", "Nummer", "Sector", "Scholen", "Leerlingen", "Verslagjaar", "Werkwijze", "Status", "Stand van",
        "Oordeel", "Plaats", "Gemiddelde", *(f"Gemiddelde {catalogue['parts'][part]}" for part in parts),
        "Op streefniveau", "Toepasselijk", "In %", "Onderbouwd", "Open", "N.v.t.", "Laagste niveau", "Bestand",
    ]
    decimals = {column: book.decimal for column in range(11, 12 + len(parts))}
    book.sheet("Besturen", headers, map(board_row, boards), decimals, (11, 11 + len(parts)))

    by_mean = sorted(boards, key=lambda board: board["figures"]["Geheel"]["exact"] or 0)
    wide = ["Bestuur", "Open", *scopes.values()]

    def heat(board):
        means = (board["figures"][scope]["mean"] for scope in scopes)
        return [board["name"], board["figures"]["Geheel"]["open"], *means]

    decimals = {column: book.decimal for column in range(2, len(wide))}
    book.sheet("Heatmap", wide, map(heat, by_mean), decimals, (2, len(wide) - 1))

    below = []
    for index, (norm, title, code) in enumerate(catalogue["norms"]):
        results = [board["norms"][index] for board in boards]
        levels = [result["level"] for result in results if result["level"] is not None]
        short = sum(r["level"] is not None and r["level"] < r["target"] for r in results)
        left_out = sum(r["not_applicable"] for r in results)
        counts = [levels.count(level) for level in range(1, len(catalogue["levels"]) + 1)]
        row = [norm, title, catalogue["domains"][code], short, len(levels) - short]
        below.append([*row, len(results) - len(levels) - left_out, left_out, len(levels), *counts])
    below.sort(key=lambda row: -row[3])
    headers = ["Norm", "Titel", "Domein", "Onder", "Op", "Open", "N.v.t.", "Met een niveau", *catalogue["levels"]]
    book.sheet("Normen", headers, below)

    def spread_row(scope):
        all_figures = [board["figures"][scope] for board in boards]
        reached = sum(figure["reached"] for figure in all_figures)
        applicable = sum(figure["applicable"] for figure in all_figures)
        share = round(100 * reached / applicable, 1) if applicable else None
        part = catalogue["parts"].get(catalogue["part_of"].get(scope), "")
        return [scopes[scope], part, *spreads[scope], reached, applicable, share]

    headers = [
        "Domein", "Onderdeel", "Besturen", "Zonder cijfer", "Laagste", "Eerste kwartiel", "Midden",
        "Derde kwartiel", "Hoogste", "Gemiddelde", "Op streefniveau", "Toepasselijk", "In %",
    ]
    rows = [spread_row(scope) for scope in ["Geheel", *parts, *weakest]]
    book.sheet("Spreiding", headers, rows)
    chart = book.book.add_chart({"type": "bar"})
    first = 2 + 1 + len(parts)
    cells = (first, first + len(weakest) - 1)
    chart.add_series({
        "categories": ["Spreiding", cells[0], 0, cells[1], 0],
        "values": ["Spreiding", cells[0], 6, cells[1], 6],
        "data_labels": {"value": True},
    })
    chart.set_title({"name": "Het middelste bestuur per domein"})
    chart.set_y_axis({"reverse": True})
    page.insert_chart(9, 0, chart)

    def place_row(board):
        found = (place_of[scope].get(board["figures"][scope]["exact"]) for scope in scopes)
        return [board["name"], board["figures"]["Geheel"]["open"], *found]

    book.sheet("Plaats", wide, map(place_row, reversed(by_mean)))

    kinds = [
        ("Toepasselijk", "applicable"), ("Op streefniveau", "reached"), ("In %", "share"),
        ("Onderbouwd", "evidenced"), ("Open", "open"), ("N.v.t.", "not_applicable"), ("Gemiddelde", "mean"),
        ("Laagste niveau", "lowest"), ("Normen met dat niveau", "ids"),
    ]

    def all_figures(board):
        found = (board["figures"][scope][key] for scope in scopes for _, key in kinds)
        return [board["name"], board["year"], *found]

    headers = ["Bestuur", "Verslagjaar", *(f"{name} {kind}" for name in scopes.values() for kind, _ in kinds)]
    decimals = {
        2 + index * len(kinds) + column: book.decimal for index in range(len(scopes)) for column in (2, 6)
    }
    book.sheet("Alle cijfers", headers, map(all_figures, boards), decimals)
    if unreadable:
        book.sheet("Niet gelezen", ["Bestand", "Waarom"], unreadable)
    book.book.close()


main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
