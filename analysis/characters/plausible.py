"""Whether a text can be Chinese prose: told from its commonest characters."""

from __future__ import annotations

import re

# The commonest characters of these reports: about half of any report's hanzi, and next to none of a text
# decoded wrongly. Those with a traditional form have it too.
_COMMON = frozenset(
    "的和发展全一中国社会建设经济业实化工年大政人民生高产力新市推进加行提主动资本现公开制作服务农村体保重点改革区地城基完成成以为了十二三五不上百"
    "發國會設經濟業實產動資現開務農體點區為"
)
HANZI = re.compile("[\u3400-\u9fff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")
_STRETCH = 20_000  # characters of a long line
LEAST = 0.12  # of its hanzi that are common ones: a text decoded rightly


def common_share(text: str) -> float:
    """The share of the commonest characters among the hanzi of ``text``: about 0.3 for a report, under 0.05
    for noise, 0 without hanzi.

    >>> common_share("推进经济发展") > 0.9, common_share("推進經濟發展") > 0.8
    (True, True)
    """
    hanzi = HANZI.findall(text)
    return sum(c in _COMMON for c in hanzi) / len(hanzi) if hanzi else 0.0


def rare_share(text: str) -> float:
    """The share of hanzi outside GB 2312 (6,763 characters): traditional forms, very rare ones, and what
    wrong decoding leaves.

    >>> rare_share("推进经济"), rare_share("經濟")
    (0.0, 1.0)
    """
    hanzi = "".join(HANZI.findall(text))
    return 1 - len(hanzi.encode("gb2312", "ignore")) / 2 / len(hanzi) if hanzi else 0.0


def is_control(text: str) -> bool:
    """Whether a text holds characters that no text has: control characters, marks of what can't be read.

    >>> is_control("\\x01"), is_control("\\n")
    (True, False)
    """
    return _CONTROL.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a text is mostly hanzi, common ones among them, and holds no control characters.

    >>> is_prose("推进经济发展。"), is_prose("暶烅滗")
    (True, False)
    """
    return (
        not is_control(text) and len(HANZI.findall(text)) >= 0.4 * len(text) and common_share(text) >= LEAST
    )


def is_noise(text: str) -> bool:
    """Whether a stretch of at least 40 hanzi is one that no Chinese text would hold.

    >>> is_noise("暶烅滗" * 20), is_noise("推进经济发展" * 20)
    (True, False)
    """
    return (
        len(text) >= 40
        and len(HANZI.findall(text)) >= 40
        and common_share(text) < 0.08
        and rare_share(text) > 0.1
    )


def noisy_line(text: str) -> int:
    """The number of the first line that is noise, or holds a long stretch of it; 0 when none is.

    >>> noisy_line("推进经济发展\\n" + "暶烅滗" * 20), noisy_line("推进经济发展" * 9000)
    (2, 0)
    """
    return next((number for number, line in enumerate(text.split("\n"), 1) if _is_noisy(line)), 0)


def _is_noisy(line: str) -> bool:
    """``is_noise``, of a long line by stretches: the hanzi of a whole book would fill the memory."""
    return any(is_noise(line[at : at + _STRETCH]) for at in range(0, len(line), _STRETCH))
