#!/usr/bin/env python3
"""An independent calculation of the figures of an overview, from the files themselves.

Written from section 5 of the design and the rules of `help overzicht`, without looking at how the program does it: it
reads the TOML with Python's own parser, counts in exact fractions and lets Python's own `statistics` make the quartiles.

    cijfers.py NORMS-FOLDER FOLDER-OF-BOARDS OVERVIEW.json

Exits with 1 and says where, when the overview says anything else. Only the standard library is used.
"""

import bisect
import json
import pathlib
import statistics
import sys
import tomllib
from fractions import Fraction


def read_toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


class Catalogue:
    """What the framework asks, in its own order."""

    def __init__(self, folder):
        frame = read_toml(folder / "kader.toml")
        self.id, self.edition, self.target = frame["id"], frame["editie"], frame["streefniveau"]
        self.levels = len(frame["niveau"])
        self.parts = [part["id"] for part in frame["onderdeel"]]
        self.domains, self.norms, self.scopes = [], [], {"alles": []}
        self.scopes |= {part: [] for part in self.parts}
        for name in frame["domeinen"]:
            domain = read_toml(folder / f"{name}.toml")
            ids = [norm["id"] for norm in domain["norm"]]
            self.domains.append(domain["code"])
            self.norms += ids
            self.scopes["alles"] += ids
            self.scopes[domain["onderdeel"]] += ids
            self.scopes[domain["code"]] = ids


def half_up(number):
    """In tenths, half up."""
    return int(number * 10 + Fraction(1, 2))


def shown_level(number, targets):
    """A level with one decimal; below a target it never shows as that target."""
    tenths = half_up(number)
    for target in sorted(targets, reverse=True):
        if number < target and tenths >= target * 10:
            tenths = target * 10 - 1
    return tenths / 10


def shown_share(part, whole):
    """A percentage with one decimal; 100 only of all, 0 only of none."""
    if whole == 0:
        return None
    tenths = half_up(Fraction(100 * part, whole))
    if part < whole:
        tenths = min(tenths, 999)
    if part > 0:
        tenths = max(tenths, 1)
    return tenths / 10


class Board:
    """One assessment: what is known of every norm, and the figures of every scope."""

    def __init__(self, catalogue, data, file):
        self.file, self.name = file, data["bestuur"]["naam"]
        own = data["meting"].get("streefniveau", catalogue.target)
        self.norms = {}
        for norm in catalogue.norms:
            answer = data.get("antwoorden", {}).get(norm, {})
            carried = answer.get("overgenomen", False)
            self.norms[norm] = {
                "level": None if carried else answer.get("niveau"),
                "not_applicable": not carried and "niet-van-toepassing" in answer,
                "target": answer.get("streefniveau", own),
                "evidence": any(text.strip() for text in answer.get("bewijs", [])),
            }
        self.figures = {
            scope: self.scored(catalogue, [self.norms[norm] for norm in norms])
            for scope, norms in catalogue.scopes.items()
        }
        counted = [norm for norm in self.norms.values() if not norm["not_applicable"]]
        self.complies = bool(counted) and all(
            norm["level"] is not None and norm["level"] >= max(norm["target"], catalogue.target)
            for norm in counted
        )

    @staticmethod
    def scored(catalogue, norms):
        levels = [norm["level"] for norm in norms if norm["level"] is not None]
        reached = [norm for norm in norms if norm["level"] is not None and norm["level"] >= norm["target"]]
        left_out = sum(norm["not_applicable"] for norm in norms)
        mean = Fraction(sum(levels), len(levels)) if levels else None
        targets = {norm["target"] for norm in norms} | {catalogue.target}
        return {
            "exact": mean,
            "gemiddelde": None if mean is None else shown_level(mean, targets),
            "normen": len(norms),
            "niet-van-toepassing": left_out,
            "toepasselijk": len(norms) - left_out,
            "beantwoord": len(levels),
            "open": len(norms) - left_out - len(levels),
            "op-streefniveau": len(reached),
            "onderbouwd": sum(norm["evidence"] for norm in reached),
            "laagste": min(levels, default=None),
            "aandeel": shown_share(len(reached), len(norms) - left_out),
        }


def quartiles(values):
    """The three quartiles, inclusive and exact. `statistics` wants two values at least."""
    if len(values) == 1:
        return values * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def spread(catalogue, boards, scope):
    """How the means of a scope lie, over the boards that have one."""
    figures = [board.figures[scope] for board in boards]
    with_mean = sorted(
        (figure for figure in figures if figure["exact"] is not None),
        key=lambda figure: (figure["exact"], figure["gemiddelde"]),
    )
    applicable = sum(figure["toepasselijk"] for figure in figures)
    reached = sum(figure["op-streefniveau"] for figure in figures)
    found = {
        "besturen": len(with_mean),
        "zonder-cijfer": len(figures) - len(with_mean),
        "op-streefniveau": reached,
        "onderbouwd": sum(figure["onderbouwd"] for figure in figures),
        "toepasselijk": applicable,
        "open": sum(figure["open"] for figure in figures),
        "aandeel": shown_share(reached, applicable),
    }
    names = ["laagste", "kwart", "mediaan", "driekwart", "hoogste"]
    if not with_mean:
        return found | dict.fromkeys([*names, "gemiddelde"])
    exact = [figure["exact"] for figure in with_mean]
    values = [exact[0], *quartiles(exact), exact[-1]]
    for quarter, (name, value) in enumerate(zip(names, values)):
        place, rest = divmod((len(exact) - 1) * quarter, 4)
        # Where a quartile is that of one board it shows what the board shows, whose own target may be another.
        own = with_mean[place]["gemiddelde"]
        found[name] = own if rest == 0 else shown_level(value, {catalogue.target})
    found["gemiddelde"] = shown_level(statistics.mean(exact), {catalogue.target})
    return found


def places(boards, scope):
    """The place of every board with a mean: first, last and how many there are."""
    exact = {board.file: board.figures[scope]["exact"] for board in boards}
    ranked = sorted(value for value in exact.values() if value is not None)
    found = {}
    for file, value in exact.items():
        if value is None:
            found[file] = None
        else:
            better = len(ranked) - bisect.bisect_right(ranked, value)
            shared = bisect.bisect_right(ranked, value) - bisect.bisect_left(ranked, value)
            found[file] = (better + 1, shared, len(ranked))
    return found


def norms_below(catalogue, boards):
    """Per norm how many boards are where."""
    found = {}
    for norm in catalogue.norms:
        states = [board.norms[norm] for board in boards]
        levels = [(state["level"], state["target"]) for state in states if state["level"] is not None]
        found[norm] = {
            "onder-streefniveau": sum(level < target for level, target in levels),
            "op-streefniveau": sum(level >= target for level, target in levels),
            "niveaus": [
                sum(level == counted for level, _ in levels)
                for counted in range(1, catalogue.levels + 1)
            ],
            "niet-van-toepassing": sum(state["not_applicable"] for state in states),
            "open": sum(not state["not_applicable"] and state["level"] is None for state in states),
        }
    return found


def read_folder(catalogue, folder):
    """The boards of this edition, and the files that are no such thing."""
    boards, others = [], []
    for path in folder.rglob("*.toml"):
        file = path.relative_to(folder).as_posix()
        try:
            data = read_toml(path)
            if (data["meting"]["normenkader"], data["meting"]["editie"]) != (catalogue.id, catalogue.edition):
                raise KeyError("another edition")
            boards.append(Board(catalogue, data, file))
        except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError):
            others.append(file)
    return boards, others


class Comparison:
    """Collects what the overview says otherwise."""

    def __init__(self):
        self.figures, self.wrong = 0, []

    def same(self, where, found, expected):
        self.figures += 1
        if found != expected:
            self.wrong.append(f"{where}: the overview says {found!r}, and it is {expected!r}")

    def figures_of(self, where, found, expected):
        for key in ["normen", "niet-van-toepassing", "toepasselijk", "beantwoord", "open", "op-streefniveau", "onderbouwd"]:
            self.same(f"{where}, {key}", found[key], expected[key])
        self.same(f"{where}, gemiddelde", shown(found["gemiddelde"]), expected["gemiddelde"])
        self.same(f"{where}, percentage", shown(found["percentage-op-streefniveau"]), expected["aandeel"])
        lowest = found["laagste"]
        self.same(f"{where}, laagste", lowest and lowest["niveau"], expected["laagste"])


def shown(figure):
    return None if figure is None else figure["getoond"]


def by_scope(catalogue, whole, parts, domains):
    """What an overview says of every scope, under the names used here."""
    named = {"alles": whole}
    named |= {part: parts[part] for part in catalogue.parts}
    return named | {domain: domains[domain] for domain in catalogue.domains}


def compare(catalogue, boards, others, overview):
    """All that the overview says otherwise, and how many figures were compared."""
    comparison = Comparison()
    same = comparison.same
    totals = overview["aantallen"]
    same("besturen", totals["besturen"], len(boards))
    same("voldoet", totals["voldoet"], sum(board.complies for board in boards))
    incomplete = sum(board.figures["alles"]["open"] > 0 for board in boards)
    same("niet volledig", totals["niet-volledig"], incomplete)
    same("volledig", totals["volledig"], len(boards) - incomplete)
    without = sum(board.figures["alles"]["exact"] is None for board in boards)
    same("zonder cijfer", totals["zonder-cijfer"], without)
    same("niet te lezen", sorted(file["bestand"] for file in overview["niet-te-lezen"]), sorted(others))

    found = overview["spreiding"]
    parts = {part["id"]: part for part in found["onderdelen"]}
    domains = {domain["code"]: domain for domain in found["domeinen"]}
    for scope, said in by_scope(catalogue, found["geheel"], parts, domains).items():
        for key, value in spread(catalogue, boards, scope).items():
            if key == "aandeel":
                same(f"spreiding {scope}, percentage", shown(said["percentage-op-streefniveau"]), value)
            else:
                same(f"spreiding {scope}, {key}", said[key], value)

    expected = norms_below(catalogue, boards)
    same("normen", sorted(norm["id"] for norm in overview["normen"]), sorted(expected))
    for norm in overview["normen"]:
        for key, value in expected.get(norm["id"], {}).items():
            same(f"norm {norm['id']}, {key}", norm[key], value)
    below = [norm["onder-streefniveau"] for norm in overview["normen"]]
    same("normen, most often below first", below, sorted(below, reverse=True))

    ranks = {scope: places(boards, scope) for scope in catalogue.scopes}
    of_file = {board["bestand"]: board for board in overview["besturen"]}
    same("bestanden", sorted(of_file), sorted(board.file for board in boards))
    for board in boards:
        said = of_file.get(board.file)
        if said is None:
            continue
        same(f"{board.file}, voldoet", said["oordeel"]["voldoet"], board.complies)
        scopes = by_scope(catalogue, said["geheel"], said["onderdelen"], said["domeinen"])
        for scope, figures in scopes.items():
            where = f"{board.file}, {scope}"
            comparison.figures_of(where, figures, board.figures[scope])
            place = figures["plaats"]
            place = place and (place["plaats"], place["gedeeld"], place["van"])
            same(f"{where}, plaats", place, ranks[scope][board.file])
    return comparison


def main(norms, folder, overview):
    catalogue = Catalogue(pathlib.Path(norms))
    boards, others = read_folder(catalogue, pathlib.Path(folder))
    with open(overview, encoding="utf-8") as file:
        comparison = compare(catalogue, boards, others, json.load(file))
    for line in comparison.wrong[:20]:
        print(line)
    print(f"{len(boards)} boards, {len(others)} other files, {comparison.figures} figures, {len(comparison.wrong)} differ")
    return 1 if comparison.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
