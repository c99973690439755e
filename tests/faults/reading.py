"""A text read in every way that the package has."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from analysis.checks.single import warnings_of
from analysis.cleaning.collections import find_articles
from analysis.cleaning.paragraphs import needs_paragraphs, recover_paragraphs
from analysis.cleaning.pipeline import clean_report
from analysis.corpus.single import text_report
from analysis.errors import InputError
from analysis.formats.collection import collection_of
from analysis.formats.html import looks_like_html, read_page
from analysis.identity.identity import identify
from analysis.quantities.quantities import read_quantities
from analysis.targets.targets import read_targets
from analysis.tasks.ledger import tasks_table
from tests.ingest.makers import report_of

DIVISION = (
    "关于落实《政府工作报告》重点工作分工的意见\n一、推进改革\n"
    "（一）建粮库3座，投资5.2亿元。（牵头单位：县发改委，配合单位：县财政局、县农业农村局；完成时限：12月底前）\n"
    "（二）植树1200亩。\n责任单位：县林业局\n"
)


def _page(text: str) -> None:
    if looks_like_html(text):
        read_page(text, "a.html")


def _paragraphs(text: str) -> None:
    if needs_paragraphs(text):
        recover_paragraphs(text)


def _identity(text: str) -> None:
    identify(text, "a.txt", ())


def _check(text: str) -> None:
    warnings_of(text_report(text, 2021))


def _quantities(text: str) -> None:
    report = text_report(text, 2021)
    read_targets(report, quantities=read_quantities(report))


def _tasks(text: str) -> None:
    tasks_table([text_report(text, 2021, kind="task_division")])


READERS: dict[str, Callable[[str], object]] = {
    "collection": collection_of,
    "articles": find_articles,
    "page": _page,
    "paragraphs": _paragraphs,
    "cleaning": clean_report,
    "identity": _identity,
    "report": lambda text: text_report(text, 2021),
    "check": _check,
    "quantities": _quantities,
    "tasks": _tasks,
}


def read_in(way: str, text: str) -> None:
    """A text read in one way; a sentence about it will do."""
    with contextlib.suppress(InputError):
        READERS[way](text)


def read_all() -> None:
    """A report, a task division and a page, read in every way."""
    report = report_of("安徽省", 2021)
    for text in (report, DIVISION, f"<html><body><p>{report}</p><p>a</p>", "一、推进改革。" * 400):
        for way in READERS:
            read_in(way, text)
