"""The check of a corpus as tables and as a page."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.corpus.types import PARTS
from analysis.errors import visible
from analysis.folders.mark import Maker
from analysis.folders.owned import owned
from analysis.ingest.check import Quality
from analysis.output import header_row, table_bytes

if TYPE_CHECKING:
    import pandas as pd


def quality_table(rows: Sequence[Quality]) -> pd.DataFrame:
    """The check as a table, one row a report; warnings are joined with ``; ``, names of checks with ``;``."""
    import pandas as pd

    cells = [r._asdict() | {"warnings": "; ".join(r.warnings), "checks": ";".join(r.checks)} for r in rows]
    return pd.DataFrame(cells, columns=list(Quality._fields))


def warning_table(rows: Sequence[Quality], left_over: Sequence[str] = ()) -> pd.DataFrame:
    """The warnings alone, one a row, in the order of the reports and of the checks; then, without a report,
    what is left over.
    """
    import pandas as pd

    cells: list[tuple[object, ...]] = [
        (r.report_id, r.region, r.level, r.year, r.kind, check, warning)
        for r in rows
        for check, warning in zip(r.checks, r.warnings, strict=True)
    ]
    cells += [(None, None, None, None, None, "left_over", sentence) for sentence in left_over]
    return pd.DataFrame(cells, columns=["report_id", "region", "level", "year", "kind", "check", "warning"])


_STYLE = """
body{font:15px/1.5 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;margin:2rem;color:#222}\
table{border-collapse:collapse}
th,td{padding:.3rem .6rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}\
td.n{text-align:right;font-variant-numeric:tabular-nums}
th{position:sticky;top:0;background:#fff}.bar{display:flex;width:9rem;height:.8rem;margin-top:.35rem}.review{background:#7a9cc6}.plan{background:#d08c3c}.mixed{background:#9b7bb0}.other{background:#bbb}
td:first-child,td:nth-child(2),td:nth-child(5){white-space:nowrap}.warn{color:#8a1c1c}.gap{color:#555}
"""


def _escaped(text: str) -> str:
    return html.escape(visible(text))


def _cells(r: Quality) -> str:
    total = max(1, sum(getattr(r, part) for part in PARTS))
    bar = "".join(
        f'<span class="{part}" style="width:{100 * getattr(r, part) / total:.1f}%" '
        f'title="{part}: {getattr(r, part)}"></span>'
        for part in PARTS
    )
    remarks = "".join(f'<div class="warn">⚠ {_escaped(w)}</div>' for w in r.warnings)
    remarks += f'<div class="gap">known: {_escaped(r.known_gaps)}</div>' if r.known_gaps else ""
    plain = "".join(
        f"<td>{_escaped(str(v))}</td>"
        for v in (r.report_id, r.region, r.level, r.year, r.kind.replace("_", " "))
    )
    sizes = f'<td class="n">{r.characters:,}</td><td class="n">{r.paragraphs}</td>'
    sizes += f'<td><div class="bar">{bar}</div></td>'
    return f"<tr>{plain}{sizes}<td>{'yes' if r.headline else 'no'}</td><td>{remarks}</td></tr>"


def quality_page(rows: Sequence[Quality], left_over: Sequence[str] = ()) -> str:
    """The check as a page of its own: what is in the corpus, reports with warnings first; above them what is
    left over.
    """
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
        + "".join(f'<p class="warn">⚠ {_escaped(sentence)}</p>\n' for sentence in left_over)
        + f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></body></html>\n"
    )


def _of_earlier_version(paths: Sequence[Path]) -> bool:
    """Whether these are the files of a check, as they begin."""
    found = {
        "quality.csv": header_row(Quality._fields[:3]).strip(),
        "warnings.csv": "report_id,region,level",
        "quality.html": "<!doctype html>",
    }
    return all(
        path.name in found
        and path.is_file()
        and not path.is_symlink()
        and path.read_bytes()[:60].decode("utf-8-sig", "replace").startswith(found[path.name])
        for path in paths
    )


CHECK = Maker(
    "check",
    "a check",
    "--output",
    "writing a check to",
    r"quality\.csv|warnings\.csv|quality\.html",
    earlier=_of_earlier_version,
)


def write_check(
    rows: Sequence[Quality],
    output: Path,
    left_over: Sequence[str] = (),
    notice: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """``quality.csv``, ``warnings.csv`` and ``quality.html`` in a folder.

    Parameters
    ----------
    rows : sequence of Quality
        The reports, as ``check_folder`` gives them.
    output : Path
        The folder: empty, or one that a check wrote.
    left_over : sequence of str, optional
        Sentences about files that belong to no report.
    notice : callable, optional
        Hears sentences about files there that stay, or were set aside.

    Returns
    -------
    list of Path
        The three files.

    Raises
    ------
    InputError
        For a folder with files that no check wrote; nothing is touched then.
    """
    with owned(output, CHECK) as folder:
        written = [
            folder.write("quality.csv", table_bytes(quality_table(rows))),
            folder.write("warnings.csv", table_bytes(warning_table(rows, left_over))),
            folder.write("quality.html", quality_page(rows, left_over).encode("utf-8")),
        ]
        for remark in folder.remarks(folder.finish()):
            notice(remark)
    return written
