"""Comparative text analytics for Chinese government work reports.

>>> from analysis import load_corpus
>>> len(load_corpus())
33

The names below are loaded when first used, so that ``import analysis`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus, load_corpus
    from analysis.corpus.single import read_report
    from analysis.corpus.types import Report
    from analysis.measures.attention import attention, count_themes
    from analysis.measures.commitment import commitment
    from analysis.measures.dispersion import dispersion
    from analysis.measures.frequency import keyword_frequencies
    from analysis.measures.keyness import KeynessOptions, keyness, keyness_by
    from analysis.measures.published import environmental_attention, word_share
    from analysis.measures.ranks import theme_ranks
    from analysis.measures.reuse import find_reuse
    from analysis.measures.spread import keyword_spread
    from analysis.measures.tfidf import distinctive_terms
    from analysis.measures.themes import load_themes, theme_hits
    from analysis.measures.topic_counts import compare_topic_counts
    from analysis.measures.topic_store import load_topics, save_topics
    from analysis.measures.topics import fit_topics
    from analysis.measures.trends import keyword_trends
    from analysis.targets.comparison import target_comparison
    from analysis.targets.quantities import quantities_table
    from analysis.targets.targets import extract_targets, targets_wide
    from analysis.tasks.ledger import tasks_table
    from analysis.tasks.plain import without_attributions
    from analysis.text.concordance import collocates, concordance
    from analysis.text.lexicon import load_regions, load_terms, place_names
    from analysis.text.matrix import TermMatrix, term_matrix
    from analysis.text.phrases import PhraseOptions, find_phrases
    from analysis.text.tokens import TokenOptions, tokenise, tokenise_corpus

__version__ = "0.2.0"

_WHERE = {
    "concordance": "text.concordance",
    "collocates": "text.concordance",
    "find_phrases": "text.phrases",
    "PhraseOptions": "text.phrases",
    "keyness": "measures.keyness",
    "keyness_by": "measures.keyness",
    "KeynessOptions": "measures.keyness",
    "dispersion": "measures.dispersion",
    "keyword_trends": "measures.trends",
    "without_attributions": "tasks.plain",
    "commitment": "measures.commitment",
    "environmental_attention": "measures.published",
    "word_share": "measures.published",
    "theme_ranks": "measures.ranks",
    "attention": "measures.attention",
    "count_themes": "measures.attention",
    "theme_hits": "measures.themes",
    "load_themes": "measures.themes",
    "Corpus": "corpus.corpus",
    "load_corpus": "corpus.corpus",
    "read_report": "corpus.single",
    "Report": "corpus.types",
    "keyword_frequencies": "measures.frequency",
    "keyword_spread": "measures.spread",
    "distinctive_terms": "measures.tfidf",
    "fit_topics": "measures.topics",
    "save_topics": "measures.topic_store",
    "load_topics": "measures.topic_store",
    "find_reuse": "measures.reuse",
    "compare_topic_counts": "measures.topic_counts",
    "target_comparison": "targets.comparison",
    "quantities_table": "targets.quantities",
    "extract_targets": "targets.targets",
    "targets_wide": "targets.targets",
    "tasks_table": "tasks.ledger",
    "load_regions": "text.lexicon",
    "load_terms": "text.lexicon",
    "place_names": "text.lexicon",
    "TermMatrix": "text.matrix",
    "term_matrix": "text.matrix",
    "TokenOptions": "text.tokens",
    "tokenise": "text.tokens",
    "tokenise_corpus": "text.tokens",
}

__all__ = [
    "Corpus",
    "InputError",
    "KeynessOptions",
    "PhraseOptions",
    "Report",
    "TermMatrix",
    "TokenOptions",
    "attention",
    "collocates",
    "commitment",
    "compare_topic_counts",
    "concordance",
    "count_themes",
    "dispersion",
    "distinctive_terms",
    "environmental_attention",
    "extract_targets",
    "find_phrases",
    "find_reuse",
    "fit_topics",
    "keyness",
    "keyness_by",
    "keyword_frequencies",
    "keyword_spread",
    "keyword_trends",
    "load_corpus",
    "load_regions",
    "load_terms",
    "load_themes",
    "load_topics",
    "place_names",
    "quantities_table",
    "read_report",
    "save_topics",
    "target_comparison",
    "targets_wide",
    "tasks_table",
    "term_matrix",
    "theme_hits",
    "theme_ranks",
    "tokenise",
    "tokenise_corpus",
    "without_attributions",
    "word_share",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    module, _, attribute = _WHERE[name].partition(":")
    return getattr(import_module(f"analysis.{module}"), attribute or name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
