"""Names for topics: proposed from distinctive terms and typical paragraphs, decided by a researcher."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.output import write_table
from analysis.resources import LEXICON
from analysis.text.lexicon import read_rows
from analysis.topics.model import TopicModel, aligned

if TYPE_CHECKING:
    from analysis.text.matrix import TermMatrix

Texts = Mapping[tuple[str, int], str]
FORMULAS = LEXICON / "report_formulas.csv"
CHECKED = 10  # top words that a row of the labels must share with the model


def class_tfidf(model: TopicModel, matrix: TermMatrix, top: int = 10) -> pd.DataFrame:
    """The terms that set a topic apart from the others.

    Each document's counts are dealt to the topics by its shares; score = tf · ln(1 + A / f), with tf the
    term's part of the topic's words, f its count in all topics and A the mean number of words a topic.

    Parameters
    ----------
    model : TopicModel
        Of which the shares are.
    matrix : TermMatrix
        The counts that it was fitted on.
    top : int, default 10
        How many terms of each topic.

    Returns
    -------
    DataFrame
        ``topic, rank, term, score``.

    Raises
    ------
    InputError
        For a matrix of other documents.

    References
    ----------
    Grootendorst (2022), arXiv 2203.05794 (class-based TF-IDF), here with shares instead of hard classes.
    """
    counts = aligned(matrix, model.vocabulary)
    if counts.shape[0] != len(model.shares):
        raise InputError(
            f"the matrix has {counts.shape[0]} documents and the model {len(model.shares)}; give the matrix "
            "that the model was fitted on"
        )
    shares = np.nan_to_num(model.shares.to_numpy())
    classes = np.asarray((counts.T @ shares).T)
    words, totals = classes.sum(axis=1, keepdims=True), classes.sum(axis=0)
    rates = np.divide(classes, words, out=np.zeros_like(classes), where=words > 0)
    scores = rates * np.log1p(np.divide(words.mean(), totals, out=np.zeros_like(totals), where=totals > 0))
    names = np.array(model.vocabulary, dtype=str)
    rows = []
    for topic, score in enumerate(scores, start=1):
        order = np.lexsort((names, -np.round(score, 12)))[:top]
        rows += [
            (topic, rank, str(names[column]), float(score[column]))
            for rank, column in enumerate(order, start=1)
        ]
    return pd.DataFrame(rows, columns=["topic", "rank", "term", "score"])


def load_formulas(path: str | Path | None = None) -> list[str]:
    """The set phrases of addresses and thanks (各位代表, 请予审议): column ``phrase`` of
    ``data/lexicon/report_formulas.csv`` or of one's own file.
    """
    return [
        row["phrase"]
        for _, row in read_rows(FORMULAS if path is None else path, ("phrase",), ("source",))
        if row["phrase"]
    ]


def formula_shares(model: TopicModel, texts: Texts, phrases: list[str] | None = None) -> pd.Series[float]:
    """How much of each topic stands in paragraphs with a set phrase.

    Each paragraph counts by its words and its share of the topic. A topic with more than half can be taken as
    formula and set aside (``without_formula``).

    Parameters
    ----------
    model : TopicModel
        Of which the shares are.
    texts : mapping of (report_id, paragraph) to str
        The wording of the paragraphs.
    phrases : list of str or None, default None
        The set phrases; ``None``: ``load_formulas()``.

    Returns
    -------
    Series, by topic
        Between 0 and 1; ``NaN`` for a topic without words.
    """
    listed = load_formulas() if phrases is None else phrases
    words = model.docs["tokens"].to_numpy(dtype=np.float64)[:, None] * np.nan_to_num(model.shares.to_numpy())
    keys = zip(model.docs["report_id"], model.docs["paragraph"], strict=True)
    formal = np.array(
        [any(phrase in texts.get(key, "") for phrase in listed) for key in keys], dtype=np.float64
    )
    totals = words.sum(axis=0)
    values = np.divide(formal @ words, totals, out=np.full(len(totals), np.nan), where=totals > 0)
    return pd.Series(values, index=model.shares.columns, name="formula_share")


def without_formula(shares: pd.DataFrame, formula: list[int]) -> pd.DataFrame:
    """A table of topic shares without some topics, the rest scaled to sum to 1.

    Parameters
    ----------
    shares : DataFrame
        ``topic, share`` and maybe ``low, high, paragraphs``; its other columns make the groups.
    formula : list of int
        The topics to set aside.

    Returns
    -------
    DataFrame
        The rows of the other topics.

    Examples
    --------
    >>> table = pd.DataFrame({"topic": [1, 2, 3], "share": [0.5, 0.2, 0.3]})
    >>> without_formula(table, [1])["share"].round(3).tolist()
    [0.4, 0.6]
    """
    keys = [c for c in shares.columns if c not in ("topic", "share", "low", "high", "paragraphs")]
    kept = shares[~shares["topic"].isin(formula)].reset_index(drop=True)
    totals = (
        kept.groupby(keys, sort=False, dropna=False)["share"].transform("sum")
        if keys
        else kept["share"].sum()
    )
    columns = [c for c in ("share", "low", "high") if c in kept.columns]
    return kept.assign(**{c: kept[c] / totals for c in columns})


def typical_paragraphs(model: TopicModel, texts: Texts, top: int = 3, min_tokens: int = 20) -> pd.DataFrame:
    """The paragraphs in which each topic weighs most.

    Parameters
    ----------
    model : TopicModel
        Of which the shares are.
    texts : mapping of (report_id, paragraph) to str
        The wording of the paragraphs.
    top : int, default 3
        How many of each topic.
    min_tokens : int, default 20
        Running words that a paragraph has at least.

    Returns
    -------
    DataFrame
        ``topic, rank, report_id, paragraph, share`` (0–1), ``text`` (empty where ``texts`` lacks it).

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> texts = corpus.paragraphs.set_index(["report_id", "paragraph"])["text"].to_dict()
    >>> typical_paragraphs(model, texts, top=1)["topic"].tolist()
    [1, 2, 3, 4, 5]
    """
    rows = []
    for topic in range(1, len(model.weights) + 1):
        best = model.typical(topic, top, min_tokens)
        for rank, (report_id, paragraph, share) in enumerate(
            zip(best["report_id"], best["paragraph"], best["share"], strict=True), start=1
        ):
            rows.append((topic, rank, report_id, paragraph, share, texts.get((report_id, paragraph), "")))
    return pd.DataFrame(rows, columns=["topic", "rank", "report_id", "paragraph", "share", "text"])


def propose_labels(
    model: TopicModel, matrix: TermMatrix, texts: Texts, *, formula_least: float = 0.5
) -> pd.DataFrame:
    """Names for topics, to be edited by a researcher.

    Parameters
    ----------
    model : TopicModel
        Whose topics get names.
    matrix : TermMatrix
        The counts that it was fitted on.
    texts : mapping of (report_id, paragraph) to str
        The wording of the paragraphs.
    formula_least : float, default 0.5
        The share in paragraphs with a set phrase above which a topic is taken for formula.

    Returns
    -------
    DataFrame
        ``topic, label`` (empty), ``proposed`` (the three terms of highest class TF-IDF), ``terms`` (the
        heaviest, ``;`` between), ``share, formula_share`` (0–1), ``formula``, ``typical`` (the opening of the
        most typical paragraph, with its report).

    Raises
    ------
    InputError
        For a matrix of other documents.

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> texts = corpus.paragraphs.set_index(["report_id", "paragraph"])["text"].to_dict()
    >>> propose_labels(model, matrix, texts)["label"].tolist()
    ['', '', '', '', '']
    """
    distinctive = class_tfidf(model, matrix, 3).groupby("topic")["term"].agg("·".join)
    formula = formula_shares(model, texts)
    first = typical_paragraphs(model, texts, 1).set_index("topic")
    opening = {
        topic: f"{text[:60]}…（{report}）"
        for topic, report, text in zip(first.index, first["report_id"], first["text"], strict=True)
    }
    topics = model.topics["topic"]
    return pd.DataFrame(
        {
            "topic": topics,
            "label": "",
            "proposed": topics.map(distinctive),
            "terms": _fingerprints(model),
            "share": model.topics["share"],
            "formula_share": formula.to_numpy(),
            "formula": (formula > formula_least).to_numpy(),
            "typical": topics.map(opening).fillna(""),
        }
    )


def write_labels(table: pd.DataFrame, path: str | Path) -> Path:
    """Write the table of ``propose_labels``.

    Parameters
    ----------
    table : DataFrame
        The table.
    path : str or path
        A file that isn't there yet.

    Returns
    -------
    path

    Raises
    ------
    InputError
        For a file that is there already: it may hold somebody's work.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> table = pd.DataFrame({"topic": [1], "label": ["改革"], "terms": ["改革;开放"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_labels(table, Path(folder, "labels.csv")).name
    'labels.csv'
    """
    if Path(path).exists():
        raise InputError(
            f"{path} is there already; give another name, or remove it if nothing in it is wanted"
        )
    return write_table(table, Path(path))


def read_labels(path: str | Path, model: TopicModel) -> pd.Series[str]:
    """The names in a file of labels, by topic.

    Parameters
    ----------
    path : str or path
        As ``write_labels`` wrote it, with labels filled in.
    model : TopicModel
        Whose topics they name.

    Returns
    -------
    Series of str, by topic
        The label; the proposal where it is empty.

    Raises
    ------
    InputError
        When a row is of another model: its ``terms`` must be the topic's heaviest, so that old names don't
        stick to new topics. Also when a topic has no row.

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> import tempfile
    >>> from pathlib import Path
    >>> texts = corpus.paragraphs.set_index(["report_id", "paragraph"])["text"].to_dict()
    >>> table = propose_labels(model, matrix, texts).assign(label=list("甲乙丙丁戊"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_labels(write_labels(table, Path(folder, "labels.csv")), model).tolist()
    ['甲', '乙', '丙', '丁', '戊']
    """
    known, own = dict(enumerate(_fingerprints(model), start=1)), {}
    for number, row in read_rows(path, ("topic", "label", "proposed", "terms")):
        topic = int(row["topic"]) if row["topic"].isdigit() else -1
        if topic not in known:
            raise InputError(
                f"{Path(path).name}, row {number}: the model has no topic {row['topic']!r}; it has 1 to "
                f"{len(known)}"
            )
        if row["terms"] != known[topic]:
            raise InputError(
                f"{Path(path).name}, row {number}: the terms of topic {topic} aren't those of this model; "
                "propose labels anew and copy the names over"
            )
        own[topic] = row["label"] or row["proposed"]
    missing = sorted(set(known) - set(own))
    if missing:
        raise InputError(f"{Path(path).name} has no row for topic {missing[0]}; propose labels anew")
    return pd.Series(own, name="label").sort_index()


def _fingerprints(model: TopicModel) -> list[str]:
    return [";".join(words) for words in model.top_words(CHECKED)]
