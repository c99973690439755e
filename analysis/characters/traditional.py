"""Traditional characters read as simple ones: for telling numbers, indicators, themes and headings.

The text of a report is never changed. What reads it may read a view of it in simple characters that has the
same length, character for character, so that places in the one are places in the other. Only a report in
traditional characters has such a view: 著 and 於 are names and words of simplified texts, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analysis.characters.plausible import HANZI
from analysis.resources import LEXICON, read_rows

_SAMPLE = 4000  # characters that tell in which forms a text is printed
_LEAST = 0.1  # of its hanzi that have a simple form: a third in traditional texts, next to none in others


@lru_cache(maxsize=1)
def simple_by_traditional() -> dict[str, str]:
    """The simple form of each traditional one: ``data/lexicon/traditional.csv``.

    >>> simple_by_traditional()["億"]
    '亿'
    """
    columns = ("traditional", "simple")
    rows = read_rows(LEXICON / "traditional.csv", columns, unique="traditional")
    return {row["traditional"]: row["simple"] for _, row in rows}


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    return {ord(form): simple for form, simple in simple_by_traditional().items()}


def in_simple_forms(text: str) -> str:
    """A text with simple forms for traditional ones, whatever it is printed in; of the same length.

    >>> in_simple_forms("地區生產總值達到1.2萬億元")
    '地区生产总值达到1.2万亿元'
    """
    return text if text.isascii() else text.translate(_table())


def is_traditional(text: str) -> bool:
    """Whether a text is printed in traditional characters.

    >>> is_traditional("地區生產總值達到1.2萬億元"), is_traditional("崑山市地区生产总值达到1.2万亿元")
    (True, False)
    """
    return _is_sample_traditional(text[:_SAMPLE])


@lru_cache(maxsize=16)  # one text is asked about again and again while it is cleaned and read
def _is_sample_traditional(sample: str) -> bool:
    forms = simple_by_traditional()
    if forms.keys().isdisjoint(sample):
        return False
    hanzi = HANZI.findall(sample)
    return sum(c in forms for c in hanzi) > _LEAST * len(hanzi)


def simple_view(text: str) -> str:
    """A text in simple characters, of the same length, if it is printed in traditional ones; else the text.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        What to read; places in it are places in the text.

    Examples
    --------
    >>> simple_view("地區生產總值達到1.2萬億元"), simple_view("崑山市地区生产总值达到1.2万亿元")
    ('地区生产总值达到1.2万亿元', '崑山市地区生产总值达到1.2万亿元')
    """
    return in_simple_forms(text) if is_traditional(text) else text


def simple_views(texts: Sequence[str], owners: Sequence[object]) -> Sequence[str]:
    """``simple_view`` of stretches of several texts: all stretches of one owner are printed alike.

    Parameters
    ----------
    texts
        The stretches.
    owners
        Whose each is, such as the id of its report.

    Returns
    -------
    sequence of str
        What to read, stretch for stretch.

    Examples
    --------
    >>> simple_views(["億元。", "地區生產總值。", "億元"], ["a", "a", "b"])
    ['亿元。', '地区生产总值。', '亿元']
    """
    forms = simple_by_traditional()
    if set("".join(texts)).isdisjoint(forms):
        return texts
    samples: dict[object, str] = {}
    for text, owner in zip(texts, owners, strict=True):
        if len(samples.setdefault(owner, "")) < _SAMPLE:
            samples[owner] += text
    traditional = {owner for owner, sample in samples.items() if is_traditional(sample)}
    return [
        in_simple_forms(text) if owner in traditional else text
        for text, owner in zip(texts, owners, strict=True)
    ]
