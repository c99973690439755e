"""What isn't there told from what wasn't found: a state for each region, year and indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analysis.corpus.selection import latest_names, region_keys
from analysis.quantities.indicators import IndicatorList, read_indicators
from analysis.tables import column_types
from analysis.tables.declaration import table_of

if TYPE_CHECKING:
    import pandas as pd

STATED, RELATIVE, NOT_STATED, NO_PASSAGE, NO_REPORT = (
    "stated",
    "relative",
    "not_stated",
    "no_passage",
    "no_report",
)
_KINDS = ("work_report", "task_division")  # which document of a region and year counts before the other


class _State(NamedTuple):
    """The columns of the table."""

    region_code: str
    region: str
    level: str
    year: int
    indicator: str
    state: str
    report_id: str


def target_completeness(
    reports: pd.DataFrame, targets: pd.DataFrame, indicators: IndicatorList | None = None
) -> pd.DataFrame:
    """Whether each region states each indicator among the year's main expected targets.

    Every region of the corpus has rows for each year of which the corpus has a report of its level.

    Parameters
    ----------
    reports : DataFrame
        With ``report_id, level, region, region_code, year, kind``. Where a region has several documents of a
        year, a work report goes before a task division.
    targets : DataFrame
        The targets of these reports, as ``extract_targets`` gives them.
    indicators : IndicatorList, optional
        By default the shipped list.

    Returns
    -------
    pandas.DataFrame
        ``region_code, region`` (its latest name), ``level, year, indicator, state, report_id``. ``state`` is
        *stated* (with a number), *relative* (only without one), *not_stated* (the report has a list of such
        targets and the indicator isn't in it), *no_passage* (no list was found in the report) or *no_report*.
        Sorted by level, code, name and year; indicators in the order of their list.

    Examples
    --------
    >>> from analysis import extract_targets, load_corpus
    >>> corpus = load_corpus().select(region="安徽")
    >>> table = target_completeness(corpus.reports, extract_targets(corpus)).set_index("indicator")["state"]
    >>> table[["gdp", "trade", "exports"]].tolist()
    ['stated', 'relative', 'not_stated']
    """
    dated = reports[reports["year"].notna()]
    codes = [row.code for row in (indicators or read_indicators()).rows]
    stated = _stated(targets)
    documents = _documents(dated)
    names = latest_names(dated)
    years: dict[str, set[int]] = {}
    for level, year in zip(dated["level"], dated["year"], strict=True):
        years.setdefault(level, set()).add(int(year))
    regions = dict(
        zip(region_keys(dated), zip(dated["level"], dated["region_code"], strict=True), strict=True)
    )
    ordered = sorted(regions, key=lambda key: (regions[key][0], str(regions[key][1]), names[key]))
    rows = []
    for key in ordered:
        level, region_code = regions[key]
        for year in sorted(years[level]):
            report_id = documents.get((key, year), "")
            said = stated.get(report_id, {}) if report_id else None
            rows += [
                _State(region_code, names[key], level, year, code, _state(said, code), report_id)
                for code in codes
            ]
    return table_of(rows, column_types("target_completeness"))


def _documents(reports: pd.DataFrame) -> dict[tuple[str, int], str]:
    """The document that counts, by region and year."""
    rank = reports["kind"].map({kind: number for number, kind in enumerate(_KINDS)}).fillna(len(_KINDS))
    ordered = reports.assign(_key=region_keys(reports), _rank=rank).sort_values(
        ["_key", "year", "_rank", "report_id"]
    )
    first = ordered.drop_duplicates(["_key", "year"])
    return {
        (key, int(year)): report_id
        for key, year, report_id in zip(first["_key"], first["year"], first["report_id"], strict=True)
    }


def _stated(targets: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The state of each indicator that a report's list names; the list of a report without one is missing."""
    rows = targets[targets["headline"]]
    found: dict[str, dict[str, str]] = {}
    for report_id, code, kind in zip(rows["report_id"], rows["indicator"], rows["kind"], strict=True):
        states = found.setdefault(report_id, {})
        if kind == "numeric" or code not in states:
            states[code] = STATED if kind == "numeric" else RELATIVE
    return found


def _state(said: dict[str, str] | None, code: str) -> str:
    if said is None:
        return NO_REPORT
    return said.get(code, NOT_STATED) if said else NO_PASSAGE
