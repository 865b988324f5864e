#!/usr/bin/env python3
"""Writes boards that are at an edge of the rules, for `cijfers.py` to compare.

    vreemd.py NORMS-FOLDER NEW-FOLDER
"""

import pathlib
import random
import sys

from cijfers import Catalogue

HEAD = """formaat = 1

[bestuur]
naam = "{name}"

[meting]
normenkader = "{framework}"
editie = "{edition}"
verslagjaar = 2026
{meta}
"""


def write(folder, name, catalogue, answers, meta="", edition=None, framework=None):
    text = HEAD.format(
        name=f"Stichting {name.capitalize()}",
        framework=framework or catalogue.id,
        edition=edition or catalogue.edition,
        meta=meta,
    )
    for norm, lines in answers.items():
        text += f'\n[antwoorden."{norm}"]\n' + "\n".join(lines) + "\n"
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def level(number):
    return [f"niveau = {number}"]


NOT_APPLICABLE = ['niet-van-toepassing = "Dit komt bij ons niet voor."']


def anything(chance, catalogue):
    """One answer of any kind, with or without evidence and a target of its own."""
    lines = chance.choice(
        [
            level(chance.randint(1, catalogue.levels)),
            level(chance.randint(catalogue.target - 1, catalogue.target)),
            NOT_APPLICABLE,
            ['navragen = "personeelszaken"'],
            ['toelichting = "Nog niets."'],
        ]
    )
    lines = list(lines)
    if chance.random() < 0.4:
        lines.append(chance.choice(['bewijs = ["notulen"]', 'bewijs = [" "]', "bewijs = []"]))
    if chance.random() < 0.2:
        target = chance.randint(1, catalogue.levels)
        lines.append(f"streefniveau = {target}")
        lines.append('reden = "Een tussenstap."')
    if chance.random() < 0.1:
        lines.append("overgenomen = true")
    return lines


def main(norms_folder, folder):
    catalogue = Catalogue(pathlib.Path(norms_folder))
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    norms, target = catalogue.norms, catalogue.target
    every = {norm: level(target) for norm in norms}
    write(folder, "leeg", catalogue, {})
    write(folder, "nvt", catalogue, dict.fromkeys(norms, NOT_APPLICABLE))
    write(folder, "nagevraagd", catalogue, dict.fromkeys(norms, ['navragen = "ict"']))
    write(folder, "overgenomen", catalogue, dict.fromkeys(norms, [*level(target), "overgenomen = true"]))
    write(folder, "enkel", catalogue, {norms[0]: level(1)})
    write(folder, "voldoet", catalogue, every)
    write(folder, "voldoet-ook", catalogue, every | {norms[3]: NOT_APPLICABLE})
    # The mean is so close to the target that rounding alone would reach it.
    write(folder, "net-niet", catalogue, every | {norms[5]: level(target - 1)})
    write(folder, "net-wel", catalogue, every | {norms[5]: level(target + 1)})
    write(folder, "hoger-doel", catalogue, every, meta=f"streefniveau = {target + 1}")
    almost = {norm: level(target + 1) for norm in norms} | {norms[-1]: level(target)}
    write(folder, "net-niet-hoger", catalogue, almost, meta=f"streefniveau = {target + 1}")
    lowered = [*level(target - 1), f"streefniveau = {target - 1}", 'reden = "Een tussenstap."']
    write(folder, "lager-doel", catalogue, every | {norms[1]: lowered})
    write(folder, "andere-editie", catalogue, {}, edition="1999-01-01")
    write(folder, "ander-kader", catalogue, {}, framework="iets-anders")
    (folder / "kapot.toml").write_text("formaat = 1\n[bestuur\n", encoding="utf-8")
    chance = random.Random(7)
    for number in range(40):
        few = chance.sample(norms, chance.randint(0, len(norms)))
        meta = f"streefniveau = {chance.randint(target, catalogue.levels)}" if chance.random() < 0.3 else ""
        answers = {norm: anything(chance, catalogue) for norm in sorted(few)}
        write(folder, f"willekeurig-{number}", catalogue, answers, meta=meta)


if __name__ == "__main__":
    main(*sys.argv[1:])
