"""The words of commitment, and what each sentence commits to.

A sentence is ``firm`` when it binds without reserve (必须, 确保, 坚决, 严禁), ``soft`` when it only strives,
explores or invites (力争, 探索, 鼓励), ``mixed`` with both and ``plain`` with neither, as most sentences are.
The word lists are ``data/lexicon/modality.csv`` and ``project_names.csv``; ``docs/methods/themes.md`` says
how often a reader agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.resources import LEXICON, kept_until_changed
from analysis.text.lexicon import load_regions, read_rows
from analysis.themes.codebook import read_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRADES = ("firm", "soft")
_TIME = re.compile("[年月季期前末天]")  # every deadline holds one of these, and nine sentences of ten none
_PROJECT = re.compile("“|行动|工程|计划")  # every quoted name holds one of these
_VAGUE = re.compile(r"(?:重大|重点|系列|一批|各项|这些|等|扶贫|各类)(?:建设)?(?:工程|行动|计划)$")
_MARK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9·—\-（）]+")
_NUMBERED = re.compile(r"[一二三四五\d]期$|[A-Z]{2,}|\d号?$")


class DeadlineRule(NamedTuple):
    """A way in which a deadline is written: its name, its pattern, a sentence with it and one without."""

    name: str
    pattern: str
    example: str
    counterexample: str


DEADLINES = (
    DeadlineRule(
        "end of a period", "年底|年末|年内|月底|月末|季度末|任期内|期末前|上半年", "年底建成通车", "年初以来"
    ),
    DeadlineRule(
        "before a month",
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}日|份)?(?:以前|之前|前|起)",
        "10月1日前完成",
        "6月1日召开",
    ),
    DeadlineRule(
        "month of a year", r"(?:20\d\d|今|明)年\d{1,2}月(?!\d{1,2}日)", "明年6月投产", "明年6月1日召开"
    ),
    DeadlineRule(
        "before a season or feast",
        "(?:第?[一二三四]季度|春节|国庆|汛期|入冬|两会)(?:之?前|末)",
        "春节前付清",
        "春节期间",
    ),
    DeadlineRule(
        "by a year",
        r"(?:到|至|于|争取|力争|确保|前)(?:20\d\d|明)年(?!以来|的)",
        "到2025年翻番",
        "到2020年的五年",
    ),
    DeadlineRule("end of a year", r"20\d\d年(?:底|末|前|之前|年底)", "2020年前脱贫", "2020年工作"),
    DeadlineRule("within years", r"[两三四五六\d]年(?:之?内|左右时间)", "三年之内建成", "三年行动"),
    DeadlineRule("in the time of years", r"用[两三四五六\d]年(?:左右)?时间", "用三年时间", "三年时间过去"),
    DeadlineRule("ahead of time", r"提前[一二三\d]+(?:年|个月)", "提前一年完成", "提前完成"),
    DeadlineRule("within months or days", r"\d+(?:个月|天)内(?!办|完成审)", "3个月内整改", "3天内办结"),
)
_DEADLINE = re.compile("|".join(rule.pattern for rule in DEADLINES))


@dataclass(frozen=True, eq=False, repr=False)
class CommitmentLexicon:
    """The words of commitment:

    ``modality`` (``term, grade``), phrases in which they aren't meant, and the words that names of projects
    are made of.
    """

    modality: pd.DataFrame
    excluded: tuple[str, ...]
    heads: tuple[str, ...]
    programmes: tuple[str, ...]
    generic: tuple[str, ...]
    places: tuple[str, ...]

    def __repr__(self) -> str:
        words = len(self.heads) + len(self.programmes)
        return f"<CommitmentLexicon: {len(self.modality):,} modal terms, {words:,} words of projects>"

    @cached_property
    def _automaton(self) -> tuple[Any, NDArray[np.int64]]:
        import ahocorasick_rs

        grade = [GRADES.index(g) for g in self.modality["grade"]] + [-1] * len(self.excluded)
        patterns = [*self.modality["term"], *self.excluded]
        how, kind = (
            ahocorasick_rs.Implementation.DFA,
            ahocorasick_rs.MatchKind.LeftmostLongest,
        )  # the fastest, and small where so few patterns are sought
        return ahocorasick_rs.AhoCorasick(patterns, matchkind=kind, implementation=how), np.array(
            grade, dtype=np.int64
        )

    def modal(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text binds (first column) and whether it hedges (second)."""
        automaton, grade = self._automaton
        found = np.array(automaton.find_matches_as_indexes("\n".join(texts)), dtype=np.int64).reshape(-1, 3)
        grades = grade[found[:, 0]]
        marks = np.zeros((len(texts), 2), dtype=np.bool_)
        marks[_text_at(texts, found[:, 1])[grades >= 0], grades[grades >= 0]] = True
        return marks

    @cached_property
    def _places(self) -> Any:
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(list(self.places))

    @cached_property
    def _heads(self) -> Any:
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(
            list(self.heads), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        def any_of(words: Sequence[str]) -> str:
            return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))

        quoted = re.compile(
            rf"“[^”]{{2,20}}”[\u4e00-\u9fff]{{0,6}}?(?:{any_of(self.programmes)})"
            r"|(?:实施|开展|启动|推进|落实|制定)好?[^，。；、和]{2,18}?(?:行动计划|行动|工程|计划)"
            r"(?![\u4e00-\u9fff])"
        )
        return quoted, re.compile(rf"(?:{any_of(self.generic)})")

    def named(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text names a project, programme, zone or institution of its own."""
        quoted = self._patterns[0]
        marks = np.zeros(len(texts), dtype=np.bool_)
        for number, text in enumerate(texts):
            if _PROJECT.search(text):
                marks[number] = any(not _VAGUE.search(match.group()) for match in quoted.finditer(text))
        joined = "\n".join(texts)
        heads = self._heads.find_matches_as_indexes(joined)
        end, rows = (
            0,
            _text_at(texts, np.fromiter((start for _, start, _ in heads), dtype=np.int64, count=len(heads))),
        )
        open_rows, before = [], []
        for number, (_, start, stop) in zip(rows.tolist(), heads, strict=True):
            if not marks[number]:
                # What stands before the head, back to a mark (a line end is one), the head before, or 16
                # characters.
                open_rows.append(number)
                before.append(_MARK.split(joined[max(end, start - 16) : start])[-1])
            end = stop
        marks[np.fromiter(compress(open_rows, self._own_names(before)), dtype=np.int64)] = True
        return marks

    def _own_names(self, before: Sequence[str]) -> list[bool]:
        """Whether the words before a head (铁路, 实验室) make a name of it: a place, a number, or more than
        generic words.
        """
        places = self._places.find_matches_as_indexes("\n".join(before))
        found = set(
            _text_at(
                before, np.fromiter((start for _, start, _ in places), dtype=np.int64, count=len(places))
            ).tolist()
        )
        return [
            len(words) >= 2 and (row in found or self._more_than_generic(words))
            for row, words in enumerate(before)
        ]

    def _more_than_generic(self, before: str) -> bool:
        if _NUMBERED.search(before):
            return True
        rest = self._patterns[1].sub("", before)
        return len(rest) >= 2 and len(rest) >= 0.5 * len(before)


def _text_at(texts: Sequence[str], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which text each offset into the texts joined by line ends falls in."""
    starts = np.concatenate(([0], np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)))
    return np.searchsorted(starts, offsets, side="right") - 1


def load_commitment(modality: str | Path | None = None, names: str | Path | None = None) -> CommitmentLexicon:
    """The words of commitment: the shipped ones, or CSV files of the same columns.

    Parameters
    ----------
    modality : str, path or None, default None
        A CSV file with ``term, grade`` (``firm`` or ``soft``) and ``exclude`` (phrases, ``;`` between).
    names : str, path or None, default None
        A CSV file with ``word, kind`` (``head``, ``programme`` or ``generic``).

    Returns
    -------
    CommitmentLexicon

    Raises
    ------
    InputError
        Naming the row, for an unknown grade or kind, an empty or doubled word, and an excluded phrase that
        doesn't hold its term.

    Examples
    --------
    >>> load_commitment().modal(["必须坚决打赢。", "力争开工。"]).tolist()
    [[True, False], [False, True]]
    """
    paths = (
        LEXICON / "modality.csv" if modality is None else Path(modality),
        LEXICON / "project_names.csv" if names is None else Path(names),
    )
    return _load(*paths)


@kept_until_changed  # with its automata: a build reads reports in batches
def _load(path: Path, names: Path) -> CommitmentLexicon:
    terms, excluded = _modal_terms(path)
    words = _project_words(names)
    regions = load_regions()
    short = {name for name in regions.loc[regions["level"] != "national", "short"] if len(name) > 1}
    return CommitmentLexicon(
        pd.DataFrame(list(terms.items()), columns=["term", "grade"]),
        excluded,
        words["head"],
        words["programme"],
        words["generic"],
        tuple(sorted(short, key=lambda word: (-len(word), word))),
    )


def _modal_terms(path: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """The grade of each term, and the excluded phrases."""
    terms: dict[str, str] = {}
    excluded: dict[str, None] = {}
    for number, row in read_rows(path, ("term", "grade"), ("exclude", "source")):
        where, term = f"{path.name}, row {number}", row["term"]
        if not term or term in terms:
            raise InputError(f"{where}: the term “{term}” is empty or stands twice; keep one row a term")
        if row["grade"] not in GRADES:
            raise InputError(f"{where}: the grade “{row['grade']}” is unknown; write {' or '.join(GRADES)}")
        terms[term] = row["grade"]
        for phrase in filter(None, (part.strip() for part in row["exclude"].split(";"))):
            if term not in phrase:
                raise InputError(
                    f"{where}: the excluded phrase “{phrase}” doesn't hold “{term}”; write the whole phrase"
                )
            excluded[phrase] = None
    if not terms:
        raise InputError(f"{path.name} names no term; write one row a term, with its grade")
    return terms, tuple(excluded)


def _project_words(path: Path) -> dict[str, tuple[str, ...]]:
    """The words that names of projects are made of, by kind."""
    words: dict[str, list[str]] = {"head": [], "programme": [], "generic": []}
    for number, row in read_rows(path, ("word", "kind"), ("source",)):
        if row["kind"] not in words or not row["word"]:
            raise InputError(
                f"{path.name}, row {number}: the kind “{row['kind']}” is unknown or the word empty; "
                f"kinds are {', '.join(words)}"
            )
        words[row["kind"]].append(row["word"])
    return {kind: tuple(of_kind) for kind, of_kind in words.items()}


def commitment_marks(
    sentences: pd.DataFrame, quantities: pd.DataFrame, lexicon: CommitmentLexicon | None = None
) -> pd.DataFrame:
    """What each sentence commits to.

    Parameters
    ----------
    sentences : DataFrame
        With ``report_id, start, end, text``.
    quantities : DataFrame
        As ``quantities_table`` gives them (``report_id, start`` are used): a sentence has a number when a
        quantity starts in it.
    lexicon : CommitmentLexicon or None, default None
        The words; ``None`` is the shipped list.

    Returns
    -------
    DataFrame
        ``firm, soft, number, deadline, named`` (truth values), in the order of ``sentences``.

    Examples
    --------
    >>> texts = {"start": [0], "end": [9], "text": ["确保6月底前完成。"]}
    >>> sentences = pd.DataFrame({"report_id": ["r"], **texts})
    >>> marks = commitment_marks(sentences, pd.DataFrame({"report_id": [], "start": []}))
    >>> [name for name in marks if marks[name].iloc[0]]
    ['firm', 'deadline']
    """
    lexicon = lexicon or load_commitment()
    texts = read_texts(sentences)
    modal = lexicon.modal(texts)
    return pd.DataFrame(
        {
            "firm": modal[:, 0],
            "soft": modal[:, 1],
            "number": _has_quantity(sentences, quantities),
            "deadline": np.fromiter(
                (bool(_TIME.search(text) and _DEADLINE.search(text)) for text in texts),
                dtype=np.bool_,
                count=len(texts),
            ),
            "named": lexicon.named(texts),
        }
    )


def _has_quantity(sentences: pd.DataFrame, quantities: pd.DataFrame) -> NDArray[np.bool_]:
    result = np.zeros(len(sentences), dtype=np.bool_)
    starts = {
        str(report): np.sort(own.to_numpy()) for report, own in quantities.groupby("report_id")["start"]
    }
    for report, own in sentences.reset_index(drop=True).groupby("report_id", sort=False):
        at = starts.get(str(report))
        if at is not None:
            result[own.index] = np.searchsorted(at, own["end"].to_numpy()) > np.searchsorted(
                at, own["start"].to_numpy()
            )
    return result
