"""The grammar of a measured quantity: number, scale, unit, range and the words that bound it.

One pass goes from number to number (``forms``); what stands before a number is looked up behind it.
"""

from __future__ import annotations

from analysis.quantities.exclusions import idle, quoted
from analysis.quantities.forms import NUMBERS, read_form
from analysis.quantities.numerals import fold_numbers
from analysis.quantities.qualifiers import QuantityMention

_JOINTS = frozenset(["、", "和", "及", "与", "或", ","])


def scan(text: str) -> list[QuantityMention]:
    """Every measured quantity of a text, in order, with its bounds and unit; dates, ordinals, names and list
    numbers left out.

    A number without a unit of its own takes that of the next in a list (5.1、7.2和8.3个百分点).

    Parameters
    ----------
    text : str
        Any text; full-width digits are read as ASCII digits.

    Returns
    -------
    list of QuantityMention
        In the order of the text; offsets are characters into ``text``.

    Examples
    --------
    >>> text = "增长6%—6.5%，新增就业900万人以上，控制在4.5%以内，近500家，翻一番"
    >>> for m in scan(text):
    ...     print(m.low, m.high, m.unit, m.qualifier)
    6.0 6.5 % range
    900.0 None 万人 at_least
    None 4.5 % at_most
    None 500.0 家 at_most
    2.0 2.0 倍 exact
    """
    return scan_folded(fold_numbers(text))


def scan_folded(text: str) -> list[QuantityMention]:
    """``scan`` of a text whose digits are ASCII digits.

    >>> [mention.low for mention in scan_folded("增长6%")]
    [6.0]
    """
    mentions: list[QuantityMention] = []
    floor = 0
    for match in NUMBERS.finditer(text):
        start = match.start()
        if start < floor:
            continue
        mention = read_form(text, match, floor)
        if mention is None or quoted(text, start, mention.end) or idle(text, mention):
            continue
        floor = mention.right
        mentions.append(mention)
    return _share_units(text, mentions)


def _points(text: str, mention: QuantityMention, after: QuantityMention) -> bool:
    """高于全国4.2个、全省2.1个百分点."""
    between = text[mention.right : min(after.left, mention.right + 10)]
    return (
        "." in text[mention.start : mention.end]
        and after.left - mention.right < 10
        and "，" not in between
        and "。" not in between
    )


def _joined(text: str, mention: QuantityMention, after: QuantityMention) -> bool:
    return text[mention.right : after.left] in _JOINTS


def _with_unit_of(text: str, mention: QuantityMention, after: QuantityMention) -> QuantityMention | None:
    """The quantity with the unit of the next one where it has none of its own; None where it gets none."""
    if not mention.unit and mention.kind == "amount":
        takes = after.kind == "amount" and _joined(text, mention, after)
        return mention._replace(unit=after.unit) if takes else None
    points = mention.unit == "个" and after.unit == "百分点"
    if points and (_joined(text, mention, after) or _points(text, mention, after)):
        return mention._replace(unit="百分点")
    return mention


def _share_units(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """Numbers without a unit take the next one's across 、 and 和, and 1.5个和2个百分点 are both 百分点; the
    rest are dropped.
    """
    shared: list[QuantityMention] = []
    for mention in reversed(mentions):
        if shared:
            with_unit = _with_unit_of(text, mention, shared[-1])
        else:
            with_unit = None if mention.kind == "amount" and not mention.unit else mention
        if with_unit is not None:
            shared.append(with_unit)
    return shared[::-1]
