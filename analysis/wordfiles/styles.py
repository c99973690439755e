"""What paragraphs and runs have from their styles: a list and its level, hidden text."""

from __future__ import annotations

from typing import Any, NamedTuple

from analysis.wordfiles.package import VAL, W, is_on, number_of, value_of

_LONGEST_CHAIN = 64  # styles based on one another; Word takes eleven


class Listed(NamedTuple):
    """What a paragraph, or its style, says of its list: ``None`` for what isn't said.

    ``style`` is the style that names the list, where a style does.
    """

    num_id: str | None = None
    level: int | None = None
    style: str = ""


def listed(properties: Any) -> Listed:
    """What ``w:pPr`` says of a list."""
    if properties is None:
        return Listed()
    level = value_of(properties, "numPr", "ilvl")
    return Listed(value_of(properties, "numPr", "numId"), None if level is None else number_of(level, 0))


def _hidden(properties: Any) -> bool | None:
    text = value_of(properties, "vanish")
    return None if text is None else is_on(text)


class _Style(NamedTuple):
    name: str
    based_on: str
    listed: Listed
    hidden: bool | None


class Styles:
    """The styles of a document."""

    def __init__(self, root: Any) -> None:
        self.default = ""
        self._styles: dict[str, _Style] = {}
        self._chains: dict[str, tuple[_Style, ...]] = {}
        for element in root.iterfind(W + "style") if root is not None else ():
            key = element.get(W + "styleId", "")
            self._styles[key] = _Style(
                (value_of(element, "name") or "").lower(),
                value_of(element, "basedOn") or "",
                listed(element.find(W + "pPr"))._replace(style=key),
                _hidden(element.find(W + "rPr")),
            )
            if element.get(W + "type") == "paragraph" and is_on(element.get(W + "default")):
                self.default = key

    def _chain(self, key: str) -> tuple[_Style, ...]:
        """A style and those that it is based on, itself first."""
        if key not in self._chains:
            chain: list[_Style] = []
            at = key
            while at in self._styles and len(chain) < _LONGEST_CHAIN:
                chain.append(self._styles[at])
                at = chain[-1].based_on
            self._chains[key] = tuple(chain)
        return self._chains[key]

    def is_contents(self, key: str) -> bool:
        """Whether paragraphs of a style are lines of a table of contents (``toc 1`` … in every language)."""
        return key in self._styles and self._styles[key].name.startswith("toc ")

    def is_hidden(self, run: Any, paragraph: str) -> bool:
        """Whether text is hidden: as its own properties (``w:rPr``) say, else its paragraph's style or its
        own, of which one undoes the other.
        """
        own = _hidden(run)
        if own is not None:
            return own
        keys = (paragraph, value_of(run, "rStyle") or "")
        said = [next((s.hidden for s in self._chain(key) if s.hidden is not None), False) for key in keys]
        return said[0] != said[1]

    def list_of(self, properties: Any, style: str) -> Listed:
        """The list and level of a paragraph; ``num_id`` is ``None`` where it has none."""
        own = listed(properties)
        chain = self._chain(style)
        given = next((s.listed for s in chain if s.listed.num_id is not None), Listed())
        level = next((s.listed.level for s in chain if s.listed.level is not None), None)
        return Listed(
            given.num_id if own.num_id is None else own.num_id,
            level if own.level is None else own.level,
            given.style if own == Listed() else "",
        )


def style_of(properties: Any, default: str) -> str:
    """The style that ``w:pPr`` names."""
    found = properties.find(W + "pStyle") if properties is not None else None
    return default if found is None else found.get(VAL, default)
