"""The check of a corpus as tables and as a page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.corpus.types import PARTS
from analysis.ingest.check import Quality
from analysis.output import write_bytes, write_table

if TYPE_CHECKING:
    import pandas as pd


def quality_table(rows: Sequence[Quality]) -> pd.DataFrame:
    """The check as a table, one row a report; warnings are joined with ``; ``, names of checks with ``;``."""
    import pandas as pd

    cells = [r._asdict() | {"warnings": "; ".join(r.warnings), "checks": ";".join(r.checks)} for r in rows]
    return pd.DataFrame(cells, columns=list(Quality._fields))


def warning_table(rows: Sequence[Quality]) -> pd.DataFrame:
    """The warnings alone, one a row, in the order of the reports and of the checks."""
    import pandas as pd

    cells = [
        (r.report_id, r.region, r.level, r.year, r.kind, check, warning)
        for r in rows
        for check, warning in zip(r.checks, r.warnings, strict=True)
    ]
    return pd.DataFrame(cells, columns=["report_id", "region", "level", "year", "kind", "check", "warning"])


_STYLE = """
body{font:15px/1.5 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;margin:2rem;color:#222}\
table{border-collapse:collapse}
th,td{padding:.3rem .6rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}\
td.n{text-align:right;font-variant-numeric:tabular-nums}
th{position:sticky;top:0;background:#fff}.bar{display:flex;width:9rem;height:.8rem;margin-top:.35rem}.review{background:#7a9cc6}.plan{background:#d08c3c}.mixed{background:#9b7bb0}.other{background:#bbb}
td:first-child,td:nth-child(2),td:nth-child(5){white-space:nowrap}.warn{color:#8a1c1c}.gap{color:#555}
"""


def _cells(r: Quality) -> str:
    total = max(1, sum(getattr(r, part) for part in PARTS))
    bar = "".join(
        f'<span class="{part}" style="width:{100 * getattr(r, part) / total:.1f}%" '
        f'title="{part}: {getattr(r, part)}"></span>'
        for part in PARTS
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
    parts = (f'<span class="{part}">&emsp;</span> {part}' for part in PARTS)
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
    """``quality.csv``, ``warnings.csv`` and ``quality.html`` in the folder ``output``."""
    return [
        write_table(quality_table(rows), output / "quality.csv"),
        write_table(warning_table(rows), output / "warnings.csv"),
        write_bytes(output / "quality.html", quality_page(rows).encode("utf-8")),
    ]
