"""Lines to paragraphs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus
from analysis.cleaning.lines import CUT_RULES, CutRule, ends_with_stop, is_wrapped, join_lines, width


def test_width_counts_half_for_ascii() -> None:
    assert width("达到 6.5") == 4
    assert width("") == 0


@pytest.mark.parametrize(
    ("line", "stops"),
    [
        ("任务。", True),
        ("任务。”", True),
        ("任务”", False),
        ("（年内完成）", False),
        ("任务，", False),
        ("", False),
        ("：", True),
    ],
)
def test_ends_with_stop(line: str, stops: bool) -> None:
    assert ends_with_stop(line) is stops


LONG = "全面落实河长制、湖长制，推进农村饮水安全巩固提升，解决群众身边突出环境问题。打好污染防治攻坚战，"
CUTS = [  # page ends of the collection; a paragraph is long, and often holds a stop already
    ("着力扬皖所长，全面推进城乡区域、科创产业、", "基础设施、生态环境、公共服务、体制机制等领域的一体化。"),
    ("中关村示范区企业总收入达到 6.5", "万亿元左右，增长 10%以上。"),
    ("探索“互联网+监管”，推进“", "双随机、一公开”联合监管全覆盖。"),
    ("11.", "农村低保标准每人每年不低于 4300 元。"),
    (f"{LONG}改造 1000 个农村公厕。11.", "农村低保标准每人每年不低于 4300 元。"),
    (f"{LONG}科技进步对经济增长的贡献率达到", "53.5%。兰州新区经济增长加快。"),
    (f"{LONG}收入年均增速分别达到 7%和", "7.5%，居民消费价格涨幅控制在 3%以内。"),
    (f"{LONG}支持各", "市建设中央商务区。"),
    ("加大“双招双引”", "，对非公资本不设准入门槛。"),
]


@pytest.mark.parametrize(("line", "following"), CUTS)
def test_sentence_cut_by_a_page_goes_on(line: str, following: str) -> None:
    before = "各位代表：\n现在，我代表省人民政府，向大会报告政府工作。\n"
    assert (
        join_lines(f"{before}{line}\n\n{following}\n任务完成。") == f"{before}{line}{following}\n任务完成。"
    )


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("一、2019年工作回顾", "2019年是新中国成立70周年。"),
        ("（一）坚决打好三大攻坚战", "坚决打赢精准脱贫攻坚战。今年是决胜之年。"),
        ("政府工作报告", "——2020年1月12日在安徽省第十三届人民代表大会第三次会议上"),
        ("——2020年1月12日在广西壮族自治区第十三届人民代表大会第三次会议上", "自治区主席 陈武"),
        ("自治区主席 雪克来提·扎克尔", "各位代表："),
        ("2020年省十件民生实事", "一、增加学前教育公办学位供给。新增学位100万个。"),
        ("（牵头单位：市财政局；责任单位：市直各单位，各县、市、区人民政府）", "2.综合运用降准降息。"),
        ("各县、市、区人民政府，咸宁高新区管委会：", "为深入贯彻落实重要讲话精神，通知如下："),
        ("一是聚焦全方位扩大内需，着力提消费促投资", "大力提振消费需求。开展消费品以旧换新。"),
        (
            "附件：1.2020年国务院《政府工作报告》重点工作责任分解",
            "2.2020年国务院《政府工作报告》重点工作落实方案（样表）",
        ),
    ],
)
def test_headings_and_whole_lines_stay(heading: str, body: str) -> None:
    text = f"{heading}\n{body}\n任务完成。"
    assert join_lines(text) == text


def test_title_on_two_lines_is_joined() -> None:
    assert join_lines("国务院关于落实《政府工作报告》\n重点工作分工的意见\n国发〔2021〕6号").startswith(
        "国务院关于落实《政府工作报告》重点工作分工的意见\n"
    )


def wrapped(paragraphs: list[str], columns: int) -> str:
    """The paragraphs as a page prints them: two blanks lost at the front of the first line, then lines of
    ``columns`` characters.
    """
    lines = []
    for paragraph in paragraphs:
        lines.append(paragraph[: columns - 2])
        rest = paragraph[columns - 2 :]
        lines += [rest[i : i + columns] for i in range(0, len(rest), columns)]
    return "\n".join(lines)


def test_wrapped_text_gets_its_paragraphs_back() -> None:
    body = (
        "推动高质量发展，坚持稳中求进工作总基调，统筹推进稳增长、促改革、调结构、惠民生、防风险、保稳定"
        "各项工作，确保圆满收官"
    )
    paragraphs = [
        "一、总体要求",
        "（一）扩大有效投资",
        f"1.{body}。",
        f"2.{body}，{body}。",
        "二、主要目标",
        f"3.{body[:41]}。（财政部牵头，年内持续推进）",
        f"4.{body}。",
    ]
    text = wrapped(paragraphs * 2, 26)
    assert is_wrapped(text.split("\n"))
    assert join_lines(text).split("\n") == paragraphs * 2


def test_column_text_has_the_printed_paragraphs(corpus: Corpus) -> None:
    """57 printed paragraphs, less the dateline and the banner; each begins where a sentence does and ends
    with a stop.
    """
    lines = corpus.report("national-2024").text.split("\n")
    assert len(lines) == 55
    assert [line for line in lines[1:] if not re.search("[。！]$", line)] == []
    assert [line[:8] for line in lines if line.startswith("（")][:3] == [
        "（一）大力推进现",
        "（二）深入实施科",
        "（三）着力扩大国",
    ]
    assert sum(line.startswith("（") for line in lines) == 10
    assert sum(line == "各位代表！" for line in lines) == 3


def test_wrapped_document_has_the_printed_paragraphs(corpus: Corpus) -> None:
    """Title, number, addressee, preamble, 9 chapters, 45 sections, 51 items, closing, signature, date."""
    lines = corpus.report("national-2020-tasks").text.split("\n")
    assert len(lines) == 112
    assert sum(bool(re.match("[一二三四五六七八九]、", line)) for line in lines) == 9
    assert [line.split(".")[0] for line in lines if re.match(r"\d+\.", line)] == [
        str(n) for n in range(1, 52)
    ]
    assert sum(bool(re.match("（[一二三四五六七八九十]+）", line)) for line in lines) == 45


def test_page_cuts_are_mended_in_the_collection(corpus: Corpus) -> None:
    """No paragraph of a provincial report starts inside a sentence or ends before its stop, but for headings,
    titles and lists.
    """
    for report in corpus.select(level="province").iter_reports():
        whole = {p.start for p in report.paragraphs if p.level}
        for p in report.paragraphs[5:]:
            text = report.text[p.start : p.end]
            assert not re.match("[，、。；：！？”）》％%]", text), (report.report_id, text[:20])
            if p.start not in whole and not re.fullmatch("附件[0-9]：|20\\d\\d年省十件民生实事", text):
                assert re.search("[。！？：；][”’）》]?$", text), (report.report_id, text[-20:])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.text(
            alphabet="一二三、，。；：（）()“”《》0123456789.是推进工作报告各位代表附件负责牵头 ",
            min_size=1,
            max_size=70,
        ),
        max_size=40,
    )
)
def test_joining_takes_out_line_ends_only(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert join_lines(text).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize("rule", CUT_RULES, ids=[rule.name for rule in CUT_RULES])
def test_a_rule_decides_its_example_and_not_its_counterexample(rule: CutRule) -> None:
    first = next(other for other in CUT_RULES if other.holds(*rule.example))
    assert first.name == rule.name
    assert not rule.holds(*rule.counterexample)


@pytest.mark.parametrize("rule", CUT_RULES, ids=[rule.name for rule in CUT_RULES])
def test_lines_are_joined_as_the_rule_says(rule: CutRule) -> None:
    line, following = rule.example
    assert join_lines(f"{line}\n{following}") == (line + following if rule.cut else f"{line}\n{following}")
