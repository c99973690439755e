"""A large corpus made from the shipped one, to measure with: real lengths, real shapes, changed wording.

    python benchmarks/corpora.py FOLDER [--years 16] [--regions 375]

Every region (the nation, the provinces, prefecture-level cities, then counties) has one report a year, and
every year one task division of the nation and four of cities. A report keeps the headings of one shipped
report; its body paragraphs are drawn, in random order, from all shipped ones of the same part, the years
moved to its own, four words of five exchanged for others of the corpus, and the figures changed: so lengths,
words, quantities and parts are those of real reports, while hardly a sentence stands in two of them. A tenth
of the paragraphs is taken over from last year's report unchanged. The same arguments give the same files.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis import Report, TokenOptions, load_corpus
from analysis.text.lexicon import load_regions
from analysis.text.tokens import tokeniser

CITY_DIVISIONS = 4  # task divisions of cities, a year


class Line(NamedTuple):
    """A paragraph cut into pieces that join to it; the places of those that may be exchanged."""

    pieces: list[str]
    places: np.ndarray
    part: str
    body: bool


def cut(report: Report) -> list[Line]:
    """The paragraphs of a report, in pieces."""
    cutter = tokeniser(TokenOptions(engine="rjieba"))
    lines = []
    for paragraph in report.paragraphs:
        text = report.text[paragraph.start : paragraph.end]
        pieces: list[str] = []
        places, at = [], 0
        for start, end in cutter.spans(text):
            if start > at:
                pieces.append(text[at:start])
            if re.fullmatch("[\u4e00-\u9fff]{2}", text[start:end]) and text[start:end] not in cutter.terms:
                places.append(len(pieces))
            pieces.append(text[start:end])
            at = end
        pieces.append(text[at:])
        lines.append(
            Line(
                pieces,
                np.array(places, dtype=np.int64),
                paragraph.part,
                paragraph.level == 0 and len(text) > 40,
            )
        )
    return lines


def changed(line: Line, words: list[str], years: dict[str, str], chance: np.random.Generator) -> str:
    """A paragraph with four of five two-character words exchanged, other figures, other years."""
    pieces = list(line.pieces)
    hit = line.places[chance.random(len(line.places)) < 0.8]
    for place, word in zip(hit, chance.integers(0, len(words), len(hit)), strict=True):
        pieces[place] = words[word]
    text = "".join(pieces)
    text = re.sub(
        r"(?<![\d.])\d{1,2}(?=[\d.]*[%万亿个])", lambda m: str(chance.integers(1, 10 ** len(m.group()))), text
    )
    return re.sub(r"(?<!\d)20[12]\d(?=年)", lambda m: years.get(m.group(), m.group()), text)


def compose(
    base: list[Line],
    pool: dict[str, list[Line]],
    words: list[str],
    shift: int,
    last: list[str],
    chance: np.random.Generator,
) -> list[str]:
    """The lines of a report: the skeleton of ``base``, other paragraphs of the same part in it, some of last
    year's.
    """
    years = {str(y): str(y + shift) for y in range(2010, 2030)}
    lines = []
    for line in base:
        if not line.body:
            lines.append(changed(line._replace(places=line.places[:0]), words, years, chance))
        elif last and chance.random() < 0.1:
            lines.append(last[int(chance.integers(len(last)))])
        else:
            drawn = pool[line.part][int(chance.integers(len(pool[line.part])))]
            lines.append(changed(drawn, words, years, chance))
    return lines


def regions(count: int) -> list[tuple[str, str, str]]:
    """Level, name and code of so many regions, from the nation down."""
    table = load_regions()
    table = table[table["level"].isin(["national", "province", "city", "county"])]
    order = {"national": 0, "province": 1, "city": 2, "county": 3}
    table = (
        table.assign(order=table["level"].map(order))
        .sort_values(["order", "code"], kind="stable")
        .drop_duplicates("name")
        .head(count)
    )
    return list(zip(table["level"], table["name"], table["code"].astype(str), strict=True))


def make(folder: Path, years: int, count: int, seed: int = 0) -> int:
    """Write the corpus; returns how many reports it has."""
    corpus = load_corpus()
    reports = [r for r in corpus.iter_reports() if r.level == "province"]
    divisions = [r for r in corpus.iter_reports() if r.kind == "task_division"]
    cuts = {r.report_id: cut(r) for r in [*reports, *divisions]}
    pool: dict[str, list[Line]] = {}
    for report in reports:
        for line in cuts[report.report_id]:
            if line.body:
                pool.setdefault(line.part, []).append(line)
    words = [line.pieces[place] for lines in cuts.values() for line in lines for place in line.places]
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    rows = []
    places = regions(count)
    last: dict[str, list[str]] = {}
    for year in range(2024 - years + 1, 2025):
        for number, (level, name, code) in enumerate(places):
            chance = np.random.default_rng([seed, year, int(code)])
            base = reports[int(chance.integers(len(reports)))]
            lines = compose(cuts[base.report_id], pool, words, year - 2020, last.get(name, []), chance)
            last[name] = [line for line in lines if len(line) > 40]
            rows.append(_write(raw, f"{code}-{year}", level, name, code, year, "work_report", lines))
            if level == "national" or (level == "city" and number % max(1, count // CITY_DIVISIONS) == 0):
                base = divisions[int(chance.integers(len(divisions)))]
                own = {str(y): str(y + year - base.year) for y in range(2010, 2030)}
                lines = [changed(line, words, own, chance) for line in cuts[base.report_id]]
                rows.append(
                    _write(raw, f"{code}-{year}-tasks", level, name, code, year, "task_division", lines)
                )
    with (folder / "reports.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["report_id", "level", "region", "region_code", "year", "kind", "source", "sha256"])
        writer.writerows(rows)
    return len(rows)


def _write(
    raw: Path, name: str, level: str, region: str, code: str, year: int, kind: str, lines: list[str]
) -> list[str]:
    data = ("\n".join(lines) + "\n").encode("utf-8")
    (raw / f"{name}.txt").write_bytes(data)
    return [name, level, region, code, str(year), kind, f"{name}.txt", hashlib.sha256(data).hexdigest()]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--years", type=int, default=16)
    parser.add_argument("--regions", type=int, default=375)
    options = parser.parse_args()
    print(make(options.folder, options.years, options.regions), "reports")


if __name__ == "__main__":
    main()
