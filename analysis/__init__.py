"""Comparative text analytics for Chinese government work reports.

>>> from analysis import load_corpus
>>> len(load_corpus())
33

The names of ``__init__.pyi``, the front door, are loaded when first used, so that ``import analysis`` stays
quick.
"""

from __future__ import annotations

import lazy_loader

__version__ = "0.2.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
