"""Topics and their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.figures import style
from analysis.figures.labels import labels
from analysis.figures.spec import FigureSpec

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@style.styled
def draw_topic_terms(table: pd.DataFrame, figure: Figure | None = None, language: str = "zh", top: int = 6, columns: int = 4) -> Figure:
    """Small multiples, one a topic: the heaviest terms as bars; above them the topic's number and share.

    ``table``: ``topic, share, rank, term, weight``.
    """
    say = labels(language)
    topics = list(dict.fromkeys(table["topic"]))
    rows = -(-len(topics) // columns)
    figure = figure or style.new_figure(style.DOUBLE, 0.3 + 1.2 * rows)
    axes = figure.subplots(rows, columns, squeeze=False)
    widest = table["weight"].max()
    for ax in axes.flat[len(topics) :]:
        ax.set_visible(False)
    for ax, topic in zip(axes.flat, topics, strict=False):
        part = table[(table["topic"] == topic) & (table["rank"] <= top)]
        place = np.arange(len(part))[::-1]
        ax.barh(place, part["weight"], height=0.7, color=style.SKY)
        ax.set_yticks(place, part["term"], fontsize=6.8)
        ax.set_title(f"{say('topic')} {topic} · {part['share'].iloc[0]:.1%}", fontsize=7.5, loc="left")
        ax.set_xlim(0, widest * 1.02)
        ax.set_xticks([])
        ax.tick_params(length=0)
        ax.spines["bottom"].set_visible(False)
    return figure


SPECS = (
    FigureSpec(
        "topic_terms",
        lambda _, tables: tables["topics"][["topic", "share", "rank", "term", "weight"]],
        lambda table, language: draw_topic_terms(table, language=language),
        lambda corpus, table, say: say("caption.topic_terms", k=table["topic"].nunique()),
        "03_topics",
    ),
)
