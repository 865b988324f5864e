#!/usr/bin/env python3
"""An independent calculation of the figures of an overview, from the files themselves.

Written from section 5 of the design and the rules of `help overzicht`, without looking at how the program does it: it
reads the TOML with Python's own parser, counts in exact fractions and lets Python's own `statistics` make the quartiles.

    cijfers.py NORMS-FOLDER FOLDER-OF-BOARDS OVERVIEW.json

Exits with 1 and says where, when the overview says anything else. Only the standard library is used.
"""

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
    ranked = [value for value in exact.values() if value is not None]
    found = {}
    for file, value in exact.items():
        if value is None:
            found[file] = None
        else:
            better = sum(other > value for other in ranked)
            found[file] = (better + 1, sum(other == value for other in ranked), len(ranked))
    return found


def norms_below(catalogue, boards):
    """Per norm how many boards are where."""
    found = {}
    for norm in catalogue.norms:
        states = [board.norms[norm] for board in boards]
        levels = [(state["level"], state["target"]) for state in states if state["level"] is not None]
        found[norm] = {
            "onder": sum(level < target for level, target in levels),
            "op": sum(level >= target for level, target in levels),
            "niet-van-toepassing": sum(state["not_applicable"] for state in states),
            "open": sum(not state["not_applicable"] and state["level"] is None for state in states),
        }
    return found


def read_folder(catalogue, folder):
    """The boards of this edition, and the files that are no such thing."""
    boards, others = [], []
    for path in sorted(folder.rglob("*.toml")):
        file = path.relative_to(folder).as_posix()
        try:
            data = read_toml(path)
            if (data["meting"]["normenkader"], data["meting"]["editie"]) != (catalogue.id, catalogue.edition):
                raise KeyError("another edition")
            boards.append(Board(catalogue, data, file))
        except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError):
            others.append(file)
    return boards, others
