"""The choices at the top of a notebook, checked before anything is computed with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus.names import find_regions, find_values, must_be, several
from analysis.corpus.sources import TableSource, as_tables
from analysis.corpus.types import PARTS

if TYPE_CHECKING:
    from analysis.themes.codebook import Codebook

BASES = ("terms", "topics")  # by what reports are held to be alike


def check_choices(
    source: TableSource,
    *,
    region: str | int | Iterable[str | int] | None = None,
    year: int | str | Iterable[int | str] | None = None,
    level: str | Iterable[str] | None = None,
    kind: str | Iterable[str] | None = None,
    report_id: str | Iterable[str] | None = None,
    part: str | Iterable[str] | None = None,
    theme: str | Iterable[str] | None = None,
    codebook: Codebook | str | Path | None = None,
    indicator: str | Iterable[str] | None = None,
    engine: str | Iterable[str] | None = None,
    language: str | Iterable[str] | None = None,
    basis: str | Iterable[str] | None = None,
) -> None:
    """Check the choices at the top of a notebook; nothing is said when all are known.

    Each may be one value, several, or ``None``, the default, which is passed over.

    Parameters
    ----------
    source : TableSource
        The corpus, or what else a verb takes.
    region, year, level, kind, report_id : optional
        Those of the corpus.
    part : str or iterable of str, optional
        Parts of a report (``plan``).
    theme : str or iterable of str, optional
        Themes of ``codebook``.
    codebook : Codebook, str or Path, optional
        A codebook or its file; the shipped one by default.
    indicator : str or iterable of str, optional
        Those of ``data/lexicon/indicators.csv``.
    engine, language, basis : str or iterable of str, optional
        Tokenisers, languages of figures, and by what reports are held to be alike.

    Raises
    ------
    InputError
        At the first choice that isn't known, with the nearest names.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> check_choices(load_corpus(), region="安徽", year="2020", theme="digital")
    >>> check_choices(load_corpus(), region="安徽", theme="digtal")
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: no theme 'digtal' in the codebook; did you mean 'digital'?
    """
    if language is not None:
        from analysis.drawing.labels import LANGUAGES

        _all("language", language, LANGUAGES, "of figures")
    if basis is not None:
        _all("basis", basis, BASES, "of similarity")
    if engine is not None:
        from analysis.text.engines import ENGINES

        _all("engine", engine, ENGINES, "among the tokenisers")
    reports = as_tables(source).reports
    for name, wanted in (("level", level), ("kind", kind), ("year", year), ("report_id", report_id)):
        if wanted is not None:
            find_values("report" if name == "report_id" else name, wanted, reports[name])
    if region is not None:
        find_regions(region, zip(reports["region"], reports["region_code"], strict=True))
    if part is not None:
        _all("part", part, PARTS, "")
    if theme is not None or codebook is not None:
        from analysis.themes.codebook import as_codebook

        book = as_codebook(codebook)
        _all("theme", () if theme is None else theme, book.codes, "in the codebook")
    if indicator is not None:
        from analysis.quantities.indicators import read_indicators

        _all(
            "indicator", indicator, [row.code for row in read_indicators().rows], "in the list of indicators"
        )


def _all(what: str, wanted: Any, known: Iterable[str], where: str) -> None:
    names = tuple(known)
    for value in several(wanted):
        must_be(what, value, names, where=where)
