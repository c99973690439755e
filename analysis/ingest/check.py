"""What is in a corpus, and what looks wrong with it: a line a report, a table, a page."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.corpus.corpus import load_corpus
from analysis.corpus.manifest import read_manifest
from analysis.corpus.regions import LEVELS, listed
from analysis.ingest.damage import damage_of
from analysis.ingest.duplicates import near_duplicates, repeated_share, sketches_of
from analysis.output import write_bytes, write_table
from analysis.resources import DATA
from analysis.targets.headline import find_passages

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus.corpus import Corpus
    from analysis.corpus.types import Report


class Quality(NamedTuple):
    """A report as the check sees it; sizes in characters."""

    report_id: str
    region: str
    level: str
    year: int | None
    kind: str
    characters: int
    paragraphs: int
    sentences: int
    review: int
    plan: int
    other: int
    notes: int
    headline: bool  # a passage of main expected targets was found
    warnings: tuple[str, ...]
    known_gaps: str


def warnings_of(report: Report) -> list[str]:
    """What looks wrong with one report, each in a few words.

    A report without a plan, without a review (a work report), or with fewer than 3,000 characters; a
    paragraph that ends without a stop in the middle of a sentence; one that stands twice over in its file;
    damaged text (``analysis.ingest.damage``), and an end that is missing.
    """
    found = []
    parts = {p.part for p in report.paragraphs}
    if "plan" not in parts:
        found.append("no plan part was recognised")
    if report.kind == "work_report" and "review" not in parts:
        found.append("no review of the past year was recognised")
    if len(report.text) < 3000:
        found.append(f"only {len(report.text)} characters")
    open_ended = [
        p
        for p in report.paragraphs
        if p.level == 0 and p.end - p.start >= 50 and report.text[p.end - 1] in "，、；"
    ]
    if open_ended:
        found.append(f"{len(open_ended)} paragraphs end in the middle of a sentence")
    again = repeated_share(report.text)
    if again >= 0.7:
        found.append("the report stands twice over in its file")
    elif again >= 0.1:
        found.append(f"{100 * again:.0f} % of the text stands in it more than once")
    return [*found, *damage_of(report.text, report.kind == "work_report")]


def _alike(reports: Sequence[Report]) -> dict[int, list[str]]:
    """Warnings about reports that share their words, by their places."""
    found: dict[int, list[str]] = defaultdict(list)
    for first, second, share in near_duplicates(sketches_of(r.text for r in reports)):
        a, b = reports[first], reports[second]
        words = (
            "has the same words as" if a.text == b.text else f"is a near duplicate of ({100 * share:.0f} %)"
        )
        found[first].append(f"{words} {b.report_id}")
        found[second].append(f"{words} {a.report_id}")
    return found


def _region_doubts(reports: Sequence[Report]) -> dict[int, list[str]]:
    """Warnings about names and codes of regions that don't agree, by the places of the reports.

    A region is its level and code: one name under two codes is two regions, one code under two names is one.
    """
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    levels: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        if report.region_code:
            codes[report.level, report.region].add(report.region_code)
            names[report.level, report.region_code].add(report.region)
            levels[report.region_code].add(report.level)
    found: dict[int, list[str]] = defaultdict(list)
    for place, report in enumerate(reports):
        region, code = report.region, report.region_code
        if len(codes[report.level, region]) > 1:
            listed_codes = " and ".join(sorted(codes[report.level, region]))
            found[place].append(
                f"the name {region} stands under the codes {listed_codes}, so these are different regions"
            )
        if len(names[report.level, code]) > 1:
            both = " and ".join(sorted(names[report.level, code]))
            found[place].append(
                f"the code {code} stands under the names {both}, which are taken for one region"
            )
        if len(levels[code]) > 1:
            both = " and ".join(level for level in LEVELS if level in levels[code])
            found[place].append(
                f"the code {code} stands at the levels {both}, so these are different regions"
            )
        found[place] += _unlisted(region, code)
    return found


def _unlisted(region: str, code: str) -> list[str]:
    """What the list of regions has against a name and a code."""
    if not code:
        return []
    row = listed().by_code.get(code)
    if row is None:
        return [f"the code {code} isn't in the list of regions"]
    if region not in listed().names_of(row):
        return [f"the code {code} is that of {row.name} in the list of regions, and not of {region}"]
    return []


def check_corpus(corpus: Corpus, gaps: dict[str, str] | None = None) -> list[Quality]:
    """One row a report, in the corpus's order; ``gaps`` are the known gaps of its manifest by id."""
    reports = list(corpus.iter_reports())
    alike, doubts = _alike(reports), _region_doubts(reports)
    rows = []
    for number, r in enumerate(reports):
        sizes = {
            part: sum(p.end - p.start for p in r.paragraphs if p.part == part)
            for part in ("review", "plan", "other")
        }
        warnings = (*warnings_of(r), *doubts.get(number, []), *alike.get(number, []))
        rows.append(
            Quality(
                r.report_id, r.region, r.level, r.year, r.kind, len(r.text), len(r.paragraphs),
                len(r.sentences), sizes["review"], sizes["plan"], sizes["other"],
                len(r.notes), bool(find_passages(r)), warnings,  (gaps or {}).get(r.report_id, ""),
            )
        )  # fmt: skip
    return rows


def check_folder(path: Path | None) -> list[Quality]:
    """``check_corpus`` of a corpus folder (``None``: the shipped one)."""
    gaps = (
        {row.report_id: row.known_gaps for row in read_manifest((path or DATA) / "reports.csv")}
        if path is None or path.is_dir()
        else {}
    )
    return check_corpus(load_corpus(path), gaps)


def check_lines(rows: Sequence[Quality]) -> Iterator[str]:
    """A line a report, with its warnings, and a closing line."""
    wide = max((len(r.report_id) for r in rows), default=0) + 1
    for r in rows:
        shares = "/".join(
            f"{100 * n / max(1, r.review + r.plan + r.other):.0f}" for n in (r.review, r.plan, r.other)
        )
        sizes = f"{r.characters:>6} characters, {r.paragraphs:>4} paragraphs, review/plan/other {shares} %"
        headline = "headline targets" if r.headline else "no headline passage"
        gaps = "; known gaps noted" if r.known_gaps else ""
        yield (
            f"{r.report_id:<{wide}} {r.year} {r.level:<9}{sizes}, {headline}"
            + "".join(f"; WARNING: {w}" for w in r.warnings)
            + gaps
        )
    total = sum(len(r.warnings) for r in rows)
    yield f"{len(rows)} reports read, checksums right, {total or 'no'} warning{'' if total == 1 else 's'}"


def quality_table(rows: Sequence[Quality]) -> pd.DataFrame:
    """The check as a table, one row a report; warnings are joined with ``; ``."""
    import pandas as pd

    cells = [r._asdict() | {"warnings": "; ".join(r.warnings)} for r in rows]
    return pd.DataFrame(cells, columns=list(Quality._fields))


_STYLE = """
body{font:15px/1.5 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;margin:2rem;color:#222}\
table{border-collapse:collapse}
th,td{padding:.3rem .6rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}\
td.n{text-align:right;font-variant-numeric:tabular-nums}
th{position:sticky;top:0;background:#fff}.bar{display:flex;width:9rem;height:.8rem;margin-top:.35rem}.review{background:#7a9cc6}.plan{background:#d08c3c}.other{background:#bbb}
td:first-child,td:nth-child(2),td:nth-child(5){white-space:nowrap}.warn{color:#8a1c1c}.gap{color:#555}
"""


def _cells(r: Quality) -> str:
    total = max(1, r.review + r.plan + r.other)
    bar = "".join(
        f'<span class="{part}" style="width:{100 * getattr(r, part) / total:.1f}%" '
        f'title="{part}: {getattr(r, part)}"></span>'
        for part in ("review", "plan", "other")
    )
    remarks = "".join(f'<div class="warn">⚠ {html.escape(w)}</div>' for w in r.warnings)
    remarks += f'<div class="gap">known: {html.escape(r.known_gaps)}</div>' if r.known_gaps else ""
    plain = "".join(
        f"<td>{html.escape(str(v))}</td>"
        for v in (r.report_id, r.region, r.level, r.year, r.kind.replace("_", " "))
    )
    sizes = f'<td class="n">{r.characters:,}</td><td class="n">{r.paragraphs}</td>'
    sizes += f'<td><div class="bar">{bar}</div></td>'
    return f"<tr>{plain}{sizes}<td>{'yes' if r.headline else 'no'}</td><td>{remarks}</td></tr>"


def quality_page(rows: Sequence[Quality]) -> str:
    """The check as a page of its own: what is in the corpus, reports with warnings first."""
    years = sorted({r.year for r in rows if r.year is not None})
    warned = [r for r in rows if r.warnings]
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    head = "".join(
        f"<th>{h}</th>"
        for h in (
            "report",
            "region",
            "level",
            "year",
            "kind",
            "characters",
            "paragraphs",
            "_",
            "headline targets",
            "remarks",
        )
    )
    parts = (f'<span class="{part}">&emsp;</span> {part}' for part in ("review", "plan", "other"))
    head = head.replace("<th>_</th>", f"<th>{' '.join(parts)}</th>")
    body = "\n".join(map(_cells, [*warned, *(r for r in rows if not r.warnings)]))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Quality of the corpus</title>'
        f"<style>{_STYLE}</style></head><body>\n"
        f"<h1>Quality of the corpus</h1>\n<p>{len(rows)} reports of {len({r.region for r in rows})} regions, "
        f"{span}; {sum(r.characters for r in rows):,} characters; "
        f"{sum(r.headline for r in rows)} with headline targets; {len(warned)} with warnings.</p>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></body></html>\n"
    )


def write_check(rows: Sequence[Quality], output: Path) -> list[Path]:
    """``quality.csv`` and ``quality.html`` in the folder ``output``."""
    return [
        write_table(quality_table(rows), output / "quality.csv"),
        write_bytes(output / "quality.html", quality_page(rows).encode("utf-8")),
    ]
