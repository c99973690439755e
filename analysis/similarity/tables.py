"""The tables of topics and of what is alike by them that a build writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.names import economic_region
from analysis.errors import InputError
from analysis.similarity.clusters import (
    branch_support,
    branch_table,
    compare_classes,
    cut,
    leaf_order,
    linkage_tree,
)
from analysis.similarity.coefficients import (
    cosine_similarity,
    profile_similarity,
    report_profiles,
    resampled_cosines,
    resampled_profiles,
    similarity_pairs,
)
from analysis.similarity.correspondence import correspondence
from analysis.stats.permutation import affordable_resamples
from analysis.stats.threads import single_threaded
from analysis.tables import column_types
from analysis.tables.declaration import empty_table
from analysis.text.lexicon import place_names
from analysis.text.matrix import TermMatrix
from analysis.topics.fit import fit_topics
from analysis.topics.model import TopicModel
from analysis.topics.shares import share_intervals
from analysis.topics.tables import Tables, model_tables, plan_paragraphs

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus
    from analysis.corpus.selection import Group
    from analysis.text.tokens import Tokens

TOPICS = 20
RESAMPLES = 200  # of trees, in a build
# Reports: each resample of a larger tree takes seconds and a gigabyte, and nobody reads its thousands of
# branches
SUPPORTED = 1000
OF_TOPICS = (
    "topics", "topic_paragraphs", "topic_labels", "topic_shares",
    "similarity", "clusters", "branches", "cluster_agreement", "correspondence", "correspondence_inertia",
)  # fmt: skip


def topic_tables(corpus: Corpus, tokens: Tokens, group: Group, topics: int = TOPICS) -> Tables:
    """Topics of the plan paragraphs of a group and what follows from them.

    Parameters
    ----------
    corpus : Corpus
        For the wording of the paragraphs.
    tokens : Tokens
        Its token stream.
    group : Group
        Comparable reports.
    topics : int, default 20
        How many topics.

    Returns
    -------
    dict of str to DataFrame
        ``topics, topic_paragraphs, topic_labels, topic_shares``; ``similarity, clusters, branches,
        cluster_agreement`` on two bases (``terms``: cosine of TF-IDF; ``topics``: Jensen–Shannon of topic
        shares); ``correspondence, correspondence_inertia`` of reports × topics. Empty with header for a
        corpus too small.

    Examples
    --------
    >>> from analysis import TokenOptions, comparable_groups, load_corpus, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> tables = topic_tables(corpus, tokens, comparable_groups(corpus)[0], topics=5)
    >>> len(tables["topic_labels"]), len(tables["clusters"])
    (5, 0)
    """
    tables: Tables = {name: empty_table(column_types(name)) for name in OF_TOPICS}
    matrix = plan_paragraphs(tokens, group.report_ids)
    try:
        model = fit_topics(matrix, topics, exclude=sorted(place_names()))
    except InputError:  # too few paragraphs for so many topics: the tables say so by being empty
        return tables
    texts = dict(
        zip(
            zip(corpus.paragraphs["report_id"], corpus.paragraphs["paragraph"], strict=True),
            corpus.paragraphs["text"],
            strict=True,
        )
    )
    tables |= model_tables(model, matrix, texts)
    try:
        return tables | cluster_tables(matrix, model)
    except InputError:  # fewer than three reports
        return tables


@single_threaded
def cluster_tables(
    matrix: TermMatrix, model: TopicModel, *, resamples: int = RESAMPLES, seed: int = 0
) -> Tables:
    """Which reports are alike, by terms and by topics, and how firm that is.

    Terms of fewer than three paragraphs don't count. The tree is cut into as many clusters as there are
    known economic regions among the reports. Of more than
    ``SUPPORTED`` reports the support of branches isn't worked out (``NaN``).

    Parameters
    ----------
    matrix : TermMatrix
        Counts, by paragraph.
    model : TopicModel
        Its topics.
    resamples : int, default 200
        Draws of the bootstrap behind the support of branches; fewer for hundreds of reports.
    seed : int, default 0
        The seed of the draws, 0 or more. A report has the same draws in any company.

    Returns
    -------
    dict of str to DataFrame
        ``similarity, clusters, branches, cluster_agreement, correspondence, correspondence_inertia``.

    Raises
    ------
    InputError
        For fewer than three reports, for one without terms, and for one that the model doesn't know.

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> tables = cluster_tables(matrix, model, resamples=5)
    >>> tables["similarity"][["basis", "report_id", "other_id"]].head(2).values.tolist()
    [['terms', 'anhui-2020', 'hainan-2020'], ['terms', 'anhui-2020', 'beijing-2020']]
    """
    words = matrix.drop(place_names()).trim(min_docs=3)
    reports = words.group("report_id")
    resamples = affordable_resamples(len(reports.docs), resamples) if len(reports.docs) <= SUPPORTED else 0
    names = reports.docs["report_id"].tolist()
    profiles = report_profiles(model)
    if unknown := [name for name in names if name not in profiles.index]:
        raise InputError(
            f"the model has no shares of {unknown[0]}: the report has no words, or the model is of other "
            "reports; leave it out of the matrix"
        )
    regions = reports.docs.reindex(columns=["region", "region_code"], fill_value="")
    areas = [economic_region(*row) for row in regions.itertuples(index=False)]
    bases = {
        "terms": (cosine_similarity(reports), resampled_cosines(words, resamples=resamples, seed=seed)),
        "topics": (
            profile_similarity(profiles.loc[names].to_numpy()),
            resampled_profiles(model, resamples=resamples, seed=seed),
        ),
    }
    pairs, clusters, trees, agreements = [], [], [], []
    parts = max(2, len(set(areas) - {""}))
    for basis, (similarity, resampled) in bases.items():
        tree = linkage_tree(similarity)
        found = cut(tree, parts)
        place = np.argsort(leaf_order(tree))
        pairs.append(similarity_pairs(similarity, names, basis))
        own = {
            "basis": basis,
            "report_id": names,
            "region": reports.docs["region"],
            "economic_region": areas,
            "cluster": found,
            "position": place + 1,
        }
        clusters.append(pd.DataFrame(own).sort_values("position"))
        trees.append(branch_table(tree, names, branch_support(tree, resampled), basis))
        agreement = compare_classes(found.tolist(), areas, seed=seed)
        agreements.append((basis, int(found.max()), agreement.ari, agreement.p, agreement.items))
    said = share_intervals(model, "report_id", resamples=0)
    spoken = matrix.docs.groupby("report_id", sort=False)["tokens"].sum()
    said["words"] = said["share"] * said["report_id"].map(spoken)
    table = said.pivot_table(index="report_id", columns="topic", values="words", sort=False)
    found_map = correspondence(table)
    points = pd.concat(
        [found_map.rows.assign(kind="report"), found_map.columns.assign(kind="topic")], ignore_index=True
    )
    return {
        "similarity": pd.concat(pairs, ignore_index=True),
        "clusters": pd.concat(clusters, ignore_index=True),
        "branches": pd.concat(trees, ignore_index=True),
        "cluster_agreement": pd.DataFrame(agreements, columns=list(column_types("cluster_agreement"))),
        "correspondence": points.reindex(columns=list(column_types("correspondence"))),
        "correspondence_inertia": found_map.inertias,
    }
