"""Comparative text analytics for Chinese government work reports.

>>> from analysis import load_corpus
>>> len(load_corpus())
33
"""

from analysis.corpus.corpus import Corpus, load_corpus
from analysis.corpus.types import Report
from analysis.errors import InputError

__all__ = ["Corpus", "InputError", "Report", "load_corpus"]
