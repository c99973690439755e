"""A text read in every way that the package has."""

from __future__ import annotations

from analysis.checks.single import single_report_checks
from tests.ingest.makers import report_of


def read_all() -> None:
    """…"""
