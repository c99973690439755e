"""Every check, sign and line of the check's tables: its example has it and its counterexample hasn't."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from analysis import text_report
from analysis.checks.behind import BEHIND, Line, goes_on
from analysis.checks.companions import COMPARISONS, Comparison, compared, named_instead
from analysis.checks.cuts import gaps, number
from analysis.checks.damage import broken_lines, recognition_errors
from analysis.checks.endings import ending_of
from analysis.checks.seen import Check, Seen, heads
from analysis.checks.signs import CLOSED, SIGNS, SURE, Sign, points
from analysis.checks.single import CHECKS, warnings_of
from analysis.corpus.structure import structure
from analysis.corpus.types import Report


def written(example: str) -> str:
    """An example's text: stretches repeated, each time with another number in place of #, and lines apart."""
    text = re.sub(
        r"\{([^{}*]*)\*(\d+)\}",
        lambda m: "".join(m[1].replace("#", str(n)) for n in range(int(m[2]))),
        example,
    )
    return text.replace(" / ", "\n")


def report_of(text: str, **facts: Any) -> Report:
    """A clean text as a report of 2020."""
    spans = structure(text, 2020)._asdict()
    return replace(text_report("推进改革。", year=2020), text=text, **spans, **facts)


def named(rule: Sign | Line | Check | Comparison) -> str:
    return rule.name


@pytest.mark.parametrize("sign", SIGNS, ids=named)
def test_sign(sign: Sign) -> None:
    assert sign.name in points(sign.example)
    assert sign.name not in points(sign.counterexample)


@pytest.mark.parametrize("line", BEHIND, ids=named)
def test_line_behind(line: Line) -> None:
    """The first kind that matches decides, and a line of a speech is of no kind."""
    assert next(kind.name for kind in BEHIND if kind.pattern.match(line.example)) == line.name
    assert [kind.name for kind in BEHIND if kind.pattern.match(line.counterexample)] == []


@pytest.mark.parametrize("check", CHECKS, ids=named)
def test_check(check: Check) -> None:
    example = report_of(written(check.example))
    assert check.find(Seen(example))
    assert check.name in [warning.check for warning in warnings_of(example)]
    assert check.find(Seen(report_of(written(check.counterexample)))) == ""


@pytest.mark.parametrize("check", CHECKS, ids=named)
def test_a_warning_is_one_sentence_that_says_what_to_do(check: Check) -> None:
    found = {w.check: w.sentence for w in warnings_of(report_of(written(check.example)))}
    assert found[check.name].endswith(f": {check.remedy}")
    assert not re.search(r"[.!?]$|\. [A-Z]", found[check.name])


def reports_of(example: tuple[str, ...]) -> list[Report]:
    reports = []
    for place, each in enumerate(example):
        who, _, text = each.partition(": ")
        level, region, *code = who.split()
        facts = {"report_id": str(place), "level": level, "region": region, "region_code": "".join(code)}
        reports.append(report_of(written(text), **facts))
    return reports


@pytest.mark.parametrize("comparison", COMPARISONS, ids=named)
def test_comparison(comparison: Comparison) -> None:
    example, counterexample = reports_of(comparison.example), reports_of(comparison.counterexample)
    warned = [warning.check for warning in compared(example)[len(example) - 1]]
    assert comparison.name in warned
    assert comparison.find(counterexample).get(len(counterexample) - 1, []) == []


SPEECH = "过去一年，全县经济稳定增长，各项事业都有进步。\n" * 40
# How reports of other decades, cities and counties end, in our words.
ENDINGS = """
为把我国建设成为社会主义的工业国家而奋斗。
我们完全相信，全国人民在党的领导下，一定能够克服一切困难，取得建设的伟大胜利。
全省人民动员起来，为超额完成一九五八年计划而奋斗！
同志们，让我们鼓足干劲，奋勇前进！
同志们！任务是艰巨的，前途是光明的。我们要在县委领导下，振奋精神，夺取农业的全面丰收。
以上报告，请予审议。
以上报告是否妥当，请代表们审议。
我的报告完了。谢谢大家。
请各位代表审议，并请列席会议的同志提出意见。
同志们：让我们同心同德，艰苦奋斗，为振兴我县经济作出新的贡献！
各位代表！我们深信，有全市人民的共同努力，我市的明天一定会更加美好！
我们将不负重托，向全区人民交出一份满意的答卷！
以优异成绩迎接党的十六大胜利召开！
把一个更加繁荣的新县带入二十一世纪！
为全面完成今年各项任务努力奋斗！谢谢！
乘风破浪，扬帆远航，驶向胜利的彼岸！
全省各族人民大团结万岁！（长时间热烈鼓掌）
各位代表！蓝图已经绘就，续写新的篇章。
撸起袖子加油干，向着更加美好的明天阔步前行！
""".strip().split("\n")
# … and what stands in the middle of one.
MIDDLES = """
全年粮食总产量二十万吨，增长百分之三。
我代表县人民政府，向全县人民表示衷心的感谢！
各位代表！过去五年的成绩来之不易。各位代表！
各级干部要努力工作，为群众多办实事。
提请市人大常委会审议地方性法规六件。
二、今年的主要任务
存在的问题要在今后的工作中努力解决。
加快建设保障性住房三千套，让群众住有所居！
这些成绩是全市人民在市委领导下努力的结果。
""".strip().split("\n")


@pytest.mark.parametrize("ending", ENDINGS)
def test_endings_of_other_decades_close(ending: str) -> None:
    assert ending_of(SPEECH + ending).closed


@pytest.mark.parametrize("middle", MIDDLES)
def test_what_stands_in_the_middle_does_not_close(middle: str) -> None:
    assert not ending_of(SPEECH + middle).closed


BEHINDS = """
（完）
（全文完）
附件：/名词解释/1.六稳：指稳就业。
二〇〇三年二月八日
某县人民政府/2012年1月10日
责任编辑：甲乙
【打印本页】【关闭窗口】
上一篇：没有了/下一篇：县长讲话
本作品在中华人民共和国境内属于公有领域。/Public domain/false false
注释：/①“两免一补”：免杂费。
注：/[1] 规模以上工业：主营业务收入两千万元以上的工业企业。
（《人民日报》1979年6月26日 第1版）
分享到：微信 微博/扫一扫在手机打开当前页
附：2009年主要指标表/指标 | 数值 |
用户评论 0 条/我要评论
2018年为民办实事项目/一、新建幼儿园十所。/二、改造老旧小区。
""".strip().split("\n")


@pytest.mark.parametrize("behind", BEHINDS)
def test_what_is_printed_behind_a_speech_is_not_its_end(behind: str) -> None:
    speech = SPEECH + "各位代表！让我们在县委的领导下，为建设新城而努力奋斗！"
    text = speech + "\n" + behind.replace("/", "\n")
    assert ending_of(text).closed
    assert ending_of(text).end <= len(speech) + 1
    assert not [w for w in warnings_of(report_of("一、回顾\n" + text)) if w.check == "end"]


def test_an_appeal_in_the_middle_is_no_end() -> None:
    """However strong: the speech goes on behind it, in sentences or with the next chapter."""
    appeal = "各位代表！让我们更加紧密地团结在党中央周围，为建设新城而努力奋斗！"
    assert points(appeal)
    assert sum(points(appeal).values()) >= SURE
    assert not ending_of(SPEECH + appeal + "\n全年粮食总产量二十万吨，增长百分之三。").closed
    assert goes_on("二、今年的任务\n推进改革。")
    assert goes_on("\n".join(["短行"] * 31))
    assert not goes_on("\n".join(["短行"] * 30))


def test_a_weak_closing_needs_a_plan_and_what_was_announced() -> None:
    """``CLOSED`` points close a report that is whole; less is believed of one that is not."""
    weak = "各位代表！我们定要把小城建好！"
    assert CLOSED <= sum(points(weak).values()) < SURE
    review = "政府工作报告\n一、2019年工作回顾\n" + "全县经济稳定增长。\n" * 40
    plan = "二、2020年工作安排\n今年重点抓好以下三个方面：\n（一）改革\n推进改革。\n（二）开放\n扩大开放。\n"
    more = "（三）民生\n" + "改善民生。\n" * 60
    said = {
        name: [w.sentence.split(", so")[0] for w in warnings_of(report_of(text + weak)) if w.check == "end"]
        for name, text in (
            ("review", review),
            ("two", review + plan),
            ("short", review + plan + more[:12]),
            ("whole", review + plan + more),
        )
    }
    assert said == {
        "review": ["hardly closes, and no plan part was recognised"],
        "two": ["hardly closes, and it announces 三个方面 and comes to 2"],
        "short": ["hardly closes, and its plan is short beside its review"],
        "whole": [],
    }


def test_numbering() -> None:
    assert [number(n) for n in ("一", "十", "十一", "二十", "二十三", "两")] == [1, 10, 11, 20, 23, 2]
    assert gaps([]) == gaps(["三"]) == gaps(["一", "二", "一", "二", "三"]) == []
    assert gaps(["一", "三", "四", "六"]) == [("一", "三"), ("四", "六")]
    assert gaps(["一", "一", "二", "二", "一", "二", "三", "四"]) == []


def test_a_list_of_numbers_opens_no_chapter() -> None:
    """二、三产业 at the beginning of a paragraph isn't a second chapter."""
    text = (
        "一、2019年工作回顾\n经济增长。\n四、五月份价格稳定。\n二、三产业比重提高。\n"
        "二、2020年工作安排\n推进改革。"
    )
    gap = text.replace("二、2020", "三、2020")
    found = [[warning.check for warning in warnings_of(report_of(each))] for each in (text, gap)]
    assert ["chapters" in names for names in found] == [False, True]


def test_heads_of_several_reports() -> None:
    venue = "——二〇〇三年一月二十日在某县第九届人民代表大会第一次会议上\n"
    greeting = "政府工作报告\n县长 甲\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n"
    body = "推进各项改革，扩大对外开放。\n" * 300
    assert heads(venue + body) == heads(greeting + body) == heads(venue + greeting + body) == 1
    assert heads((venue + body) * 3) == heads((greeting + body) * 3) == 3
    bare = "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n"
    assert heads((bare + body) * 2) == 2
    # Thanks in the middle aren't a greeting, and two venues close together are one head.
    assert heads(greeting + body + "各位代表！我们向大家表示感谢。" + body) == 1
    assert heads(venue + venue + body) == 1


def test_recognition_knows_zeros_standards_and_questions() -> None:
    clean = "一九八○年和二百○八所。为什么?因为大家干。钱从哪里来？靠积累。够不够？还差。国六b标准。"
    assert recognition_errors(clean) == 0
    assert recognition_errors("经?济发？展，政l府○机关，，2O20年") == 6


def test_broken_lines_are_no_lists_nor_headings() -> None:
    long = "今年全县农业总产值增长百分之八" * 4
    assert broken_lines([long + "12", "月底完工。"]) == 1  # a page's number, or a bold run
    assert broken_lines([long + "，", "工业增长。"]) == 1
    assert broken_lines([long + "；", "（二）工业增长；"]) == 0
    assert broken_lines([long + "；", "工业增长。"]) == 0
    assert broken_lines([long + "（财政局负责）", "工业增长。"]) == 0
    assert broken_lines([long, "工业"]) == 0  # a long heading over a short one
    assert broken_lines(["短行", "工业增长。"]) == 0
    assert broken_lines([long + "，", "三、工业增长。"]) == 0


@pytest.mark.parametrize(
    ("level", "region", "code", "text", "told"),
    [
        ("province", "湖南省", "430000", "{湖北加快第#项发展。*8}", "湖北省"),
        ("province", "湖南省", "430000", "{湖北加快第#项发展。*7}", ""),
        ("province", "湖南省", "430000", "{湖北加快第#项发展。*15}湖南、湖南。", ""),
        ("city", "咸宁市", "421200", "{襄阳加快第#项发展。*9}咸宁。", "襄阳市"),
        ("county", "通山县", "421224", "{崇阳县加快第#项发展。*9}", "崇阳县"),
        ("county", "通山县", "421224", "{和平发展#次，新华书店。*99}", ""),
        ("national", "全国", "100000", "{湖北加快第#项发展。*99}", ""),
        ("national", "全国", "100000", "{湖北加快第#项发展，我省全省都好。*30}", "湖北省"),
        ("county", "通山县", "421224", "{荆州加快第#项发展。*9}", "荆州市"),
        ("county", "通山县", "421224", "{咸宁加快第#项发展。*9}", ""),
        ("county", "通山县", "421224", "{荆州加快第#项发展。*9}通山。", ""),
        ("county", "某某县", "", "{崇阳县加快第#项发展。*9}", "崇阳县"),
    ],
)
def test_another_region_is_named_only_when_clear(
    level: str, region: str, code: str, text: str, told: str
) -> None:
    instead = named_instead(report_of(written(text), level=level, region=region, region_code=code))
    assert (instead[0].name if instead else "") == told


def test_lengths_are_compared_within_level_and_kind() -> None:
    long, short = "{推进第#项改革。*900}", "{推进第#项改革。*300}"
    cities = [f"city 甲{n}市 : {long}" for n in range(6)]
    for others, warned in (
        (cities, True),
        (cities[:4], False),
        ([c.replace("city", "county") for c in cities], False),
    ):
        reports = reports_of((*others, f"city 乙市 : {short}"))
        found = [w.check for w in compared(reports)[len(reports) - 1]]
        assert ("length" in found) == warned
