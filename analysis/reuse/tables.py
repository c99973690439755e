"""The tables of wording in common that a build writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.reuse.reuse import reuse_and_phrases, reuse_pairs
from analysis.tables import column_types

if TYPE_CHECKING:
    from analysis.corpus.types import Report
    from analysis.reuse.fingerprints import Fingerprint


def reuse_tables(
    reports: Sequence[Report], fingerprints: Mapping[str, Fingerprint], newcomers: Iterable[str], year: int
) -> dict[str, pd.DataFrame]:
    """Wording that the reports of a year have in common, with one another and with those of the year before.

    Parameters
    ----------
    reports : sequence of Report
        Those of a year and of the year before, with texts and paragraphs.
    fingerprints : mapping of str to Fingerprint
        Theirs, by ``report_id``.
    newcomers : iterable of str
        The ``report_id`` of the year's reports: of each pair one at the least is among them.
    year : int
        The year.

    Returns
    -------
    dict of str to DataFrame
        ``reuse`` (passages), ``reuse_pairs`` (how much two reports have in common), ``stock_phrases`` (with
        ``year``), with the columns that ``analysis.tables`` declares.
    """
    reuse, stock = reuse_and_phrases(reports, fingerprints=fingerprints, newcomers=newcomers)
    lengths = pd.DataFrame(
        {"report_id": [r.report_id for r in reports], "characters": [len(r.text) for r in reports]}
    )
    return {
        "reuse": reuse,
        "reuse_pairs": reuse_pairs(reuse, lengths),
        "stock_phrases": stock.assign(year=year)[list(column_types("stock_phrases"))],
    }
