"""Which terms set one group of documents apart from another: test, effect size, and a p-value that knows of
documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.text.matrix import TermMatrix
from analysis.text.sources import MatrixSource, as_matrix
from analysis.words.sides import KeynessOptions, Sides, join_columns, side_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.words.sides import Columns, Documents

BLOCK = 64  # groups that are compared at a time: what is held of each is as long as the vocabulary


def keyness(
    source: MatrixSource,
    target: Documents,
    reference: Documents | None = None,
    options: KeynessOptions | None = None,
) -> pd.DataFrame:
    """Each term in the target against the reference (all other documents, when none is given).

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    target, reference : conditions or array of bool, documents
        Conditions on ``docs`` (``{"part": "plan", "year": [2020, 2021]}``) or masks.
    options : KeynessOptions or None, default None
        How to compare.

    Returns
    -------
    DataFrame
        ``term, target_count, reference_count``; ``target_tokens, reference_tokens`` (running words);
        ``target_per_10k, reference_per_10k``;

        ``g2``: the log-likelihood ratio of the 2 × 2 table of this term and all other words; ``p``: its tail
        under χ² with one degree of freedom; ``q``: p after Benjamini and Hochberg over the terms of the
        table. The test takes words for independent, so it overstates;

        ``log_ratio``: log₂ of the ratio of the two rates, 1 for twice as frequent, a count of 0 taken for ½;
        ``low, high``: its interval from the spread of the term over the documents of each side (linearised
        variance of a ratio of sums, normal quantiles); ``NaN`` where a side has one document;

        ``log_odds, z``: the weighted log-odds with an informative Dirichlet prior, distributed as both sides
        together (Monroe, Colaresi & Quinn);

        with ``resamples``: ``p_resampled`` of dealing the documents out anew, never below 1 / (1 +
        resamples), and ``q_resampled``, the share of false ones among the terms at least as far apart
        (``stats.permutation.permutation_test``). These are the ones to report.

        Sorted by ``z`` downwards, then term: what the target favours comes first, what it avoids last.

    Raises
    ------
    InputError
        Where a side has no words, where both have a document in common, and for a column or value that the
        documents lack.

    References
    ----------
    The formulas and their sources stand in ``analysis.stats.association``.

    Examples
    --------
    >>> from analysis import load_corpus
    >>> from analysis.text.matrix import term_matrix
    >>> from analysis.text.tokens import TokenOptions, tokenise_corpus
    >>> matrix = term_matrix(tokenise_corpus(load_corpus(), TokenOptions(engine="rjieba")), "paragraph")
    >>> keyness(matrix, {"region": "海南省"}, {"region": ["安徽省", "浙江省"]})["term"].head(2).tolist()
    ['海南', '国际']
    """
    matrix = as_matrix(source, "paragraph")
    chosen = side_mask(matrix, target)
    others = ~chosen if reference is None else side_mask(matrix, reference)
    if (chosen & others).any():
        raise InputError(
            f"{int((chosen & others).sum())} documents are both in the target and in the reference; the two "
            "must not overlap"
        )
    return pd.DataFrame(keyness_columns(matrix, chosen, others, options or KeynessOptions())).astype(
        {"term": "str"}
    )


def keyness_columns(
    matrix: TermMatrix, target: NDArray[np.bool_], reference: NDArray[np.bool_], options: KeynessOptions
) -> Columns:
    """The columns of ``keyness`` as arrays, for many comparisons in one table.

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by paragraph.
    target, reference : arrays of bool, documents
        The two sides, which don't overlap.
    options : KeynessOptions
        How to compare.

    Returns
    -------
    dict of str to array, terms
        In the order of ``keyness``.
    """
    labels = np.where(target, 0, np.where(reference, 1, -1))
    rows = np.flatnonzero(labels >= 0)
    return Sides(matrix, rows, labels[rows], ("the target", "the reference"), options).columns(0, 1)[0]


def keyness_by(
    source: MatrixSource, by: str | Sequence[str], options: KeynessOptions | None = None
) -> pd.DataFrame:
    """``keyness`` of each group of documents against all others, one table below the other.

    One series of resamples serves all groups.

    Parameters
    ----------
    source : TermMatrix, corpus, reports, path or text
        A matrix of counts, documents × terms; of anything else one by paragraph is made (``text.sources``).
    by : str or sequence of str
        Columns of ``docs`` that make the groups.
    options : KeynessOptions or None, default None
        How to compare.

    Returns
    -------
    DataFrame
        The columns of ``by``, then those of ``keyness``, in the order of the groups' first documents. ``q``
        counts the terms of one group.

    Raises
    ------
    InputError
        For fewer than two groups, and a group without words.

    Examples
    --------
    >>> from analysis import load_corpus, term_matrix, tokenise_corpus, TokenOptions
    >>> corpus = load_corpus().select(region=["海南省", "安徽省"])
    >>> matrix = term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba")), "paragraph")
    >>> keyness_by(matrix, "region", KeynessOptions(top=1)).groupby("region").size().tolist()
    [2, 2]
    """
    matrix = as_matrix(source, "paragraph")
    keys = [by] if isinstance(by, str) else list(by)
    labels, groups = matrix.groups(keys)
    if len(groups) < 2:
        raise InputError(f"there is one group by {', '.join(keys)}; keyness needs two or more to compare")
    names = tuple(" ".join(map(str, row)) for row in groups.itertuples(index=False))
    sides = Sides(matrix, np.arange(len(labels)), labels, names, options or KeynessOptions())
    parts = [
        columns
        for first in range(0, len(groups), BLOCK)
        for columns in sides.columns(first, min(first + BLOCK, len(groups)))
    ]
    sizes = [len(part["term"]) for part in parts]
    about = {
        key: groups[key].iloc[np.repeat(np.arange(len(groups)), sizes)].reset_index(drop=True) for key in keys
    }
    return pd.DataFrame(about | join_columns(parts)).astype({"term": "str"})
