"""The records of a JSON document: those that hold texts, however deep they lie and by whatever keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.formats.columns import WORDS, guess_columns

_LONG = 500  # characters: the text of a report, where keys are titles or years


def records_of(value: Any) -> list[Any]:
    """The records of a JSON document.

    Parameters
    ----------
    value
        What the document holds.

    Returns
    -------
    list
        Those that hold texts, with the keys that lead to them as titles or years, and those beside them; or
        the items of its longest list, or the document itself.

    Examples
    --------
    >>> long = "推进改革。" * 200
    >>> records_of({"data": {"items": [{"name": "甲", "body": long}, {"name": "乙"}]}, "total": 2})[1]
    {'name': '乙'}
    >>> [(r["title"], r["year"]) for r in records_of({"甲省": {"2021": long, "2022": long}})]
    [('甲省', '2021'), ('甲省', '2022')]
    """
    found = _texts_in(value, {})
    if isinstance(value, list) or len(found) > 1:
        return found or value
    if found and guess_columns(list(found[0])).keys() > {"text"}:
        return found
    lists = [part for part in value.values() if isinstance(part, list) and any(map(_is_record, part))]
    return max(lists, key=len) if lists else [value]


def _texts_in(value: Any, keys: dict[str, str]) -> list[Any]:
    """The records with long texts in a value, with the keys that lead to them (not ``data``, ``items``), and
    those beside them.
    """
    if isinstance(value, str):
        return [{**keys, "text": value}] if _is_long(value) else []
    if isinstance(value, list):
        return _below([(item, keys) for item in value], always=True, whole=True)
    if not isinstance(value, dict):
        return []
    if _is_one_text(value):
        return [{**keys, **value}]
    keyed = [(value[key], inner) for key, inner in _keys_below(value, keys).items()]
    long = sum(map(_is_long, value.values()))
    return _below(keyed, always=long > 0 or all(map(_is_record, value.values())))


def _below(parts: Sequence[tuple[Any, dict[str, str]]], always: bool, whole: bool = False) -> list[Any]:
    """The records of some parts; ``always``: each part is a record or holds some, where any does; ``whole``:
    one that holds a single text is the record.
    """
    found = [(part, keys, _texts_in(part, keys)) for part, keys in parts]
    if not any(texts for _, _, texts in found):
        return []
    bare = [({**keys, **part} if isinstance(part, dict) else part) for part, keys, _ in found]
    several = [
        [rest] if (whole and sum(map(_has_text, texts)) == 1) or (always and not texts) else texts
        for (_, _, texts), rest in zip(found, bare, strict=True)
    ]
    return [record for texts in several for record in texts]


def _has_text(record: object) -> bool:
    return isinstance(record, dict) and any(map(_is_long, record.values()))


def _is_one_text(value: dict[str, Any]) -> bool:
    """Whether a record holds a text; not where each of its keys has one of its own."""
    long = sum(map(_is_long, value.values()))
    named = any(key.lower() in WORDS["text"] for key in value)
    return long > 0 and (named or long < len(value) or not all(isinstance(v, str) for v in value.values()))


def _keys_below(value: dict[str, Any], keys: dict[str, str]) -> dict[str, dict[str, str]]:
    """For each key of a record those that lead to what it holds: with the key, where it may be a title."""
    name = _key_of(value)
    one = sum(isinstance(part, dict | list) for part in value.values()) == 1 and name == "title"
    return {key: keys if one and key.isascii() else _with_key(keys, name, key) for key in value}


def _is_long(value: object) -> bool:
    """Whether a value is a text: a long string, or paragraphs that are long together."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return sum(map(len, value)) > _LONG > max(map(len, value), default=0)
    return isinstance(value, str) and len(value) > _LONG


def _with_key(keys: dict[str, str], name: str, key: str) -> dict[str, str]:
    """The keys that lead to a text, with one more; titles in titles are joined.

    >>> _with_key({"title": "华东"}, "title", "甲省"), _with_key({"title": "甲省"}, "year", "2021")
    ({'title': '华东 甲省'}, {'title': '甲省', 'year': '2021'})
    """
    return {**keys, name: f"{keys[name]} {key}" if name in keys else key}


def _key_of(value: dict[str, Any]) -> str:
    """What the keys of a document are: years, or titles."""
    return "year" if all(re.fullmatch(r"(?:19|20)\d\d年?", key) for key in value) else "title"


def _is_record(value: object) -> bool:
    return isinstance(value, dict)
