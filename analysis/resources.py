"""Where the word lists, the labels of figures and the shipped corpus are: in a clone, an editable install and
a wheel.

A wheel carries the folder ``data/`` inside the package, as ``analysis/_data``; in a clone it stands beside
the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
# The shipped corpus: reports.csv and raw/
DATA = PACKAGE / "_data" if (PACKAGE / "_data").is_dir() else PACKAGE.parent / "data"
LEXICON = DATA / "lexicon"
LABELS = DATA / "labels.csv"
