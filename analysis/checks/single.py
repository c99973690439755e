"""What can be wrong with one report: an ordered table of named checks.

To add a check, add one entry to ``CHECKS``; the order is that of the warnings. Its example and
counterexample are clean texts and are run as tests (``tests/checks/test_checks.py``); both are written in one
line, the lines of the text with `` / `` between them, and repeated stretches, # being their number, as
``{推进第#项改革。*300}``. The checks of reports beside one another are in ``companions``.
"""

from __future__ import annotations

from analysis.checks.behind import has_furniture
from analysis.checks.cuts import chapters_left_out, end_missing, no_plan
from analysis.checks.damage import (
    broken_lines,
    is_noise,
    recognition_errors,
    traditional_share,
    unreadable,
)
from analysis.checks.seen import Check, Seen, Warning, heads
from analysis.checks.signs import SURE
from analysis.corpus.types import Report

_LEAST = 3000  # characters of the shortest speeches
_MOST = 65_000  # … and of the longest (1955: 56,000)
_SURE = 0.95  # of the split: the expected share of the body that stands in the right part
_LOW, _HIGH = 0.12, 0.8  # the review's share of review and plan, outside of which it can't be right
_REST = 0.3  # the share of a text that is neither, above which something was not recognised
_FURNITURE = 60  # characters of a page behind the speech that are worth a word
_TWICE = 0.7  # the repeated share of a text that stands in its file twice over


def _characters(seen: Seen) -> str:
    found = unreadable(seen.report.text)
    return f"{found} unreadable characters (wrong encoding)" if found else ""


def _noise(seen: Seen) -> str:
    return "the text is noise: it was decoded wrongly" if is_noise(seen.report.text) else ""


def _end(seen: Seen) -> str:
    return end_missing(seen.report, seen.ending) if seen.is_speech else ""


def _plan(seen: Seen) -> str:
    """A speech that closes for certain has its plan: it was only not recognised (``_split``)."""
    missing = no_plan(seen.report) and not (seen.is_speech and seen.ending.weight >= SURE)
    return "no plan part was recognised" if missing and not seen.lost else ""


def _chapters(seen: Seen) -> str:
    return chapters_left_out(seen.report, seen.ending) if seen.is_speech else ""


def _short(seen: Seen) -> str:
    size = len(seen.report.text)
    return f"only {size} characters" if size < _LEAST else ""


def _review(seen: Seen) -> str:
    missing = seen.is_speech and not {"review", "mixed"} & set(seen.report.part_sizes())
    return "no review of the past year was recognised" if missing and not seen.lost else ""


def _split(seen: Seen) -> str:
    sizes = seen.report.part_sizes()
    review, plan, total = sizes.get("review", 0), sizes.get("plan", 0), max(1, sum(sizes.values()))
    if not seen.is_speech or not review or seen.lost or sizes.get("mixed", 0) > total / 2:
        return ""
    if no_plan(seen.report):
        certain = seen.ending.weight >= SURE
        return "nothing of it was recognised as plan, though the speech closes" if certain else ""
    if not _LOW <= review / (review + plan) <= _HIGH:
        share = 100 * review / (review + plan)
        return f"the review takes {share:.0f} % of review and plan, which isn't credible"
    if seen.report.split_confidence < _SURE:
        return f"where the plan begins isn't certain ({seen.report.split_confidence:.2f} of 1)"
    if sizes.get("other", 0) > _REST * total:
        return f"{100 * sizes['other'] / total:.0f} % of the text is neither review nor plan"
    return ""


def _several(seen: Seen) -> str:
    if seen.repeated >= _TWICE:
        return ""
    count, size = heads(seen.report.text), len(seen.report.text)
    if count > 1:
        return f"{count} reports begin in this text"
    return f"{size:,} characters are more than any report has" if size > _MOST else ""


def _twice(seen: Seen) -> str:
    return "the report stands twice over in its file" if seen.repeated >= _TWICE else ""


def _again(seen: Seen) -> str:
    if 0.1 <= seen.repeated < _TWICE:
        return f"{100 * seen.repeated:.0f} % of the text stands in it more than once"
    return ""


def _one_paragraph(seen: Seen) -> str:
    return f"a paragraph of {seen.lost:,} characters, so the line ends were lost" if seen.lost else ""


def _broken(seen: Seen) -> str:
    found = broken_lines(seen.lines)
    return f"{found} paragraphs end in the middle of a sentence" if found else ""


def _furniture(seen: Seen) -> str:
    size = len(seen.ending.behind)
    if size < _FURNITURE or not has_furniture(seen.ending.behind):
        return ""
    return f"{size} characters of a page or a licence stand behind the speech"


def _traditional(seen: Seen) -> str:
    share = traditional_share(seen.report.text)
    return f"traditional characters ({100 * share:.0f} % of the hanzi)" if share >= 0.01 else ""


def _recognition(seen: Seen) -> str:
    errors = recognition_errors(seen.report.text)
    if errors >= 5 and errors >= len(seen.report.text) / 2000:
        return f"{errors} places look like bad recognition of print (OCR)"
    return ""


_WHOLE = (
    "一、2019年工作回顾 / {经济增长#点。*300} / 二、2020年工作安排 / {推进第#项改革。*300} / "
    "让我们为建设新城而努力奋斗！"
)

CHECKS: tuple[Check, ...] = (
    Check(
        "characters",
        "Marks of replacement and private characters come from a wrong encoding.",
        _characters,
        "fetch the file again, or save it anew as UTF-8",
        "经济增长\ufffd\ufffd。",
        "经济增长。",
    ),
    Check(
        "noise",
        "The commonest characters of a text that was decoded wrongly aren't those of Chinese.",
        _noise,
        "fetch the file again, or save it anew as UTF-8",
        "{鎴戜滑瑕佹帹杩涙敼闈┿€*30}",
        "{我们要推进第#项改革。*30}",
    ),
    Check(
        "end",
        "A speech closes with an appeal; a text cut short ends with any sentence.",
        _end,
        "compare its last paragraph with the source, and add the whole text",
        "一、2019年工作回顾 / 经济稳定增长。 / 二、2020年工作安排 / 推进各项改革。",
        _WHOLE,
    ),
    Check(
        "plan",
        "Every report says what is to be done; a file that ends before holds half of one.",
        _plan,
        "see whether the file stops before the plan, or give the plan's heading a line of its own",
        "一、2019年工作回顾 / 经济稳定增长。 / 民生改善。",
        _WHOLE,
    ),
    Check(
        "chapters",
        "Numbers of chapters follow one another from 一 on.",
        _chapters,
        "compare its chapters with the source, and add the whole text",
        "三、2020年工作安排 / 推进各项改革。 / 五、自身建设 / 建设法治政府。",
        _WHOLE,
    ),
    Check(
        "short",
        "The shortest reports have some thousand characters.",
        _short,
        "see whether it is an extract, and add the whole text",
        "{推进第#项改革。*300}",
        "{推进第#项改革。*400}",
    ),
    Check(
        "review",
        "A report reviews the past year; where none is recognised, what was done counts as planned.",
        _review,
        "see whether the file begins behind the review, or give the review's heading a line of its own",
        "一、2020年工作安排 / 推进各项改革。",
        _WHOLE,
    ),
    Check(
        "split",
        "Reviews take a fifth to two thirds of a report.",
        _split,
        "give the headings of review and plan lines of their own, and don't compare its parts until then",
        "一、2019年工作回顾 / 经济增长。 / 二、2020年工作安排 / {推进第#项改革。*300}",
        _WHOLE,
    ),
    Check(
        "several reports",
        "A report has one head, and hardly more than 60,000 characters.",
        _several,
        "cut the file into one file a report, and add them instead",
        "——2003年1月20日在某县第九届人民代表大会第一次会议上 / {推进第#项改革。*400} / "
        "——2004年1月20日在某县第九届人民代表大会第二次会议上 / {扩大第#项开放。*400}",
        "——2003年1月20日在某县第九届人民代表大会第一次会议上 / {推进第#项改革。*400}",
    ),
    Check(
        "twice",
        "All its words stand in it twice.",
        _twice,
        "delete one copy in its file",
        "各位代表： / {推进第#项改革。*40} / 各位代表： / {推进第#项改革。*40}",
        "各位代表： / {推进第#项改革。*40} / {扩大第#项开放。*40}",
    ),
    Check(
        "again",
        "Long stretches stand in it twice.",
        _again,
        "look for passages that were pasted twice, and delete one copy",
        "{推进第#项改革。*40} / {扩大第#项开放。*40} / {推进第#项改革。*40}",
        "{推进第#项改革。*40} / {扩大第#项开放。*40}",
    ),
    Check(
        "one paragraph",
        "Nobody writes a paragraph of eight thousand characters; without paragraphs there are no headings.",
        _one_paragraph,
        "add the file again from a source that keeps its paragraphs",
        "{推进第#项改革。*1200}",
        "{推进第#项改革。 / *1200}",
    ),
    Check(
        "broken lines",
        "A paragraph that ends in the middle of a sentence was broken at a line's end, or lost its words.",
        _broken,
        "join the lines in its file, or look for lost words there",
        "{推进第#项改革和开放，*8}扩大3 / 开放，改善民生。",
        "{推进第#项改革和开放。*8} / 扩大开放，改善民生。",
    ),
    Check(
        "page behind",
        "Links and licences of a page aren't words of the report, and are counted with them.",
        _furniture,
        "delete them in its file",
        "让我们为建设新城而努力奋斗！ / 本作品属于公有领域。 / {按第#条规定，它可以自由使用。*9}",
        "让我们为建设新城而努力奋斗！ / 附件 / {按第#条规定，它可以自由使用。*9}",
    ),
    Check(
        "traditional",
        "Words in traditional characters aren't those of other reports.",
        _traditional,
        "convert it to simplified characters before words are compared; numbers, targets and themes "
        "are read as it is",
        "推進經濟發展，改革開放與創新。",
        "推进经济发展，改革开放与创新。",
    ),
    Check(
        "recognition",
        "Recognition leaves letters in figures, lone letters and doubled marks.",
        _recognition,
        "read the text against the print before using its figures",
        "{2O20年政l府推进第#项改革。*5}",
        "{第#项改革怎么办？大家干，一九八○年。*9}",
    ),
)  # fmt: skip


def warnings_of(report: Report) -> list[Warning]:
    """What looks wrong with one report by itself, in the order of ``CHECKS``.

    >>> from analysis import text_report
    >>> report = text_report("一、今年工作\\n" + "各项改革都要推进。" * 300, year=2020)
    >>> [warning.check for warning in warnings_of(report)]
    ['end', 'short', 'review', 'twice']
    """
    seen = Seen(report)
    return [Warning(c.name, f"{said}: {c.remedy}") for c in CHECKS if (said := c.find(seen))]
