"""What a verb counts when it is given a corpus in place of what is made of one.

Words: the token stream without the attributions of task divisions （财政部牵头）, function words, units, set words of reports and nouns that say little
alone set aside (``CONTENT``), cut by the reference engine with the shipped lexicon.  Themes: those of the shipped codebook, in sentences of review
and plan.  For anything else make the matrix or the counts first and give these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from analysis.corpus.sources import TableSource
from analysis.errors import InputError
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import CONTENT, TokenOptions, Tokens, tokenise_corpus

if TYPE_CHECKING:
    from analysis.measures.attention import ThemeCounts

MatrixSource: TypeAlias = "TermMatrix | Tokens | TableSource"
CountSource: TypeAlias = "ThemeCounts | TableSource"


def as_tokens(source: Tokens | TableSource) -> Tokens:
    """A token stream; one passes as it is, and one is made of anything that ``tokenise_corpus`` takes."""
    if isinstance(source, Tokens):
        return source
    from analysis.tasks.plain import without_attributions

    return tokenise_corpus(without_attributions(source), TokenOptions(stop_kinds=CONTENT))


def as_matrix(source: MatrixSource, unit: str) -> TermMatrix:
    """A matrix of counts; one passes as it is, and one by ``unit`` is made of a token stream or of anything that ``tokenise_corpus`` takes.

    >>> as_matrix("扩大就业，稳定就业。", "report").keep(["就业"]).totals.tolist()
    [2]
    """
    from analysis.measures.topic_model import TopicModel

    if isinstance(source, TermMatrix):
        return source
    if isinstance(source, TopicModel):
        raise InputError("this wants a term matrix or a corpus, not a topic model; give the matrix that the model was fitted on")
    return term_matrix(as_tokens(source), unit)


def as_counts(source: CountSource, *, split: bool = False) -> ThemeCounts:
    """Counts of themes; they pass as they are, and are made of anything that ``count_themes`` takes."""
    from analysis.measures.attention import ThemeCounts, count_themes

    return source if isinstance(source, ThemeCounts) else count_themes(source, split=split)
