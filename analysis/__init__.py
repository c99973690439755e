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
    from analysis.measures.frequency import keyword_frequencies
    from analysis.measures.spread import keyword_spread
    from analysis.measures.tfidf import distinctive_terms
    from analysis.measures.topics import fit_topics
    from analysis.targets.comparison import target_comparison
    from analysis.targets.quantities import quantities_table
    from analysis.targets.targets import targets_table as extract_targets
    from analysis.targets.targets import targets_wide
    from analysis.tasks.ledger import tasks_table
    from analysis.text.lexicon import load_regions, load_terms, place_names
    from analysis.text.matrix import TermMatrix, term_matrix
    from analysis.text.tokens import TokenOptions, tokenise, tokenise_corpus

_WHERE = {
    "Corpus": "corpus.corpus",
    "load_corpus": "corpus.corpus",
    "read_report": "corpus.single",
    "Report": "corpus.types",
    "keyword_frequencies": "measures.frequency",
    "keyword_spread": "measures.spread",
    "distinctive_terms": "measures.tfidf",
    "fit_topics": "measures.topics",
    "target_comparison": "targets.comparison",
    "quantities_table": "targets.quantities",
    "extract_targets": "targets.targets:targets_table",
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
    "Report",
    "TermMatrix",
    "TokenOptions",
    "distinctive_terms",
    "extract_targets",
    "fit_topics",
    "keyword_frequencies",
    "keyword_spread",
    "load_corpus",
    "load_regions",
    "load_terms",
    "place_names",
    "quantities_table",
    "read_report",
    "target_comparison",
    "targets_wide",
    "tasks_table",
    "term_matrix",
    "tokenise",
    "tokenise_corpus",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    module, _, attribute = _WHERE[name].partition(":")
    return getattr(import_module(f"analysis.{module}"), attribute or name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
