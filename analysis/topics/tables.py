"""The tables of topics that a build writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from analysis.text.matrix import TermMatrix, term_matrix
from analysis.topics.labels import propose_labels, typical_paragraphs
from analysis.topics.model import TopicModel
from analysis.topics.shares import share_intervals

if TYPE_CHECKING:
    from analysis.text.tokens import Tokens

Tables = dict[str, pd.DataFrame]
SHORTEST = 20  # running words of a paragraph that can have topics


def plan_paragraphs(tokens: Tokens, report_ids: Iterable[str]) -> TermMatrix:
    """Counts of the plan's body paragraphs of ``SHORTEST`` running words or more, of some reports.

    Parameters
    ----------
    tokens : Tokens
        The token stream of a corpus.
    report_ids : iterable of str
        The reports.

    Returns
    -------
    TermMatrix
        Paragraphs × terms.

    Examples
    --------
    >>> from analysis import TokenOptions, load_corpus, tokenise_corpus
    >>> tokens = tokenise_corpus(load_corpus().select(region="海南省"), TokenOptions(engine="rjieba"))
    >>> bool((plan_paragraphs(tokens, ["hainan-2020"]).docs["tokens"] >= SHORTEST).all())
    True
    """
    paragraphs = term_matrix(tokens, unit="paragraph")
    docs = paragraphs.docs
    chosen = (
        docs["report_id"].isin(list(report_ids))
        & (docs["part"] == "plan")
        & (docs["heading_level"] == 0)
        & (docs["tokens"] >= SHORTEST)
    )
    return paragraphs.select(chosen)


def model_tables(model: TopicModel, matrix: TermMatrix, texts: Mapping[tuple[str, int], str]) -> Tables:
    """The tables of a topic model.

    Parameters
    ----------
    model : TopicModel
        Whose tables they are.
    matrix : TermMatrix
        The counts that it was fitted on.
    texts : mapping of (report_id, paragraph) to str
        The wording of the paragraphs.

    Returns
    -------
    dict of str to DataFrame
        ``topics, topic_paragraphs, topic_labels, topic_shares``.
    """
    return {
        "topics": model.topics.merge(model.terms, on="topic"),
        "topic_paragraphs": typical_paragraphs(model, texts),
        "topic_labels": propose_labels(model, matrix, texts),
        "topic_shares": share_intervals(model, ["report_id", "region", "year"]),
    }
