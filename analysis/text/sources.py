"""What a verb counts when it is given a corpus in place of a term matrix.

The token stream without attributions （财政部牵头）, function words, units, set words
of reports and nouns that say little alone set aside (``CONTENT``), cut by the reference engine with the
shipped lexicon. For anything else make the matrix first and give it.
"""

from __future__ import annotations

from typing import TypeAlias

from analysis.corpus.sources import TableSource
from analysis.errors import InputError
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import CONTENT, TokenOptions, Tokens, tokenise_corpus

MatrixSource: TypeAlias = "TermMatrix | Tokens | TableSource"


def as_tokens(source: Tokens | TableSource) -> Tokens:
    """A token stream; one passes as it is, and one is made of anything that ``tokenise_corpus`` takes."""
    if isinstance(source, Tokens):
        return source
    from analysis.corpus.plain import without_attributions

    return tokenise_corpus(without_attributions(source), TokenOptions(stop_kinds=CONTENT))


def as_matrix(source: MatrixSource, unit: str) -> TermMatrix:
    """A matrix of counts; one passes as it is, and one by ``unit`` is made of a token stream or of anything
    that ``tokenise_corpus`` takes.

    >>> as_matrix("扩大就业，稳定就业。", "report").keep(["就业"]).totals.tolist()
    [2]
    """
    if isinstance(source, TermMatrix):
        return source
    if not isinstance(source, Tokens) and hasattr(source, "terms"):
        raise InputError(
            f"this wants a term matrix or a corpus, not a {type(source).__name__}; give the matrix that it "
            "was made from"
        )
    return term_matrix(as_tokens(source), unit)
