"""Each cleaner by itself, on verbatim lines of the shipped files and on text that it must leave alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from analysis.cleaning import artefacts as cleaning
from analysis.cleaning.edits import Cleaner
from analysis.cleaning.markup import MARKS, MARKUP
from analysis.cleaning.pipeline import CLEANERS, clean_report
from analysis.corpus.readers import read_text
from analysis.resources import DATA

BOLD = MARKUP[-len(MARKS) :][[mark.name for mark in MARKS].index("bold")]
CASES: list[tuple[Cleaner, str, str]] = [
    (cleaning.normalise_newlines, "一\r\n二\r三\u2028四\u0085五", "一\n二\n三\n四\n五"),
    (cleaning.normalise_newlines, "\ufeff政府\u200b工作\u00ad报告", "政府工作报告"),
    (cleaning.normalise_spaces, "国\u3000务\u3000院", "国 务 院"),
    (cleaning.normalise_spaces, "北京市市长\u00a0陈吉宁\t3", "北京市市长 陈吉宁 3"),
    (
        BOLD,
        "——**高质量发展迈出新步伐**。新增高新技术企业 1200 家以上",
        "——高质量发展迈出新步伐。新增高新技术企业 1200 家以上",
    ),
    (BOLD, "**五是坚定不移保障改善民生。**坚持", "五是坚定不移保障改善民生。坚持"),
    (cleaning.flatten_subscripts, "细颗粒物（PM_{2.5}）年均浓度", "细颗粒物（PM2.5）年均浓度"),
    (cleaning.flatten_subscripts, "PM₁₀和PM_{2.5}", "PM10和PM2.5"),
    (
        cleaning.drop_collector_lines,
        "政府工作报告\n公选王遴选网整理自各大官方网站\n各位代表：\n",
        "政府工作报告\n各位代表：\n",
    ),
    (cleaning.drop_collector_lines, "而努力奋斗！\n公选王独家资料", "而努力奋斗！\n"),
    (
        cleaning.drop_collector_lines,
        "2025年四川省政府工作报告\n来源：四川日报\n各位代表：",
        "2025年四川省政府工作报告\n各位代表：",
    ),
    (cleaning.drop_contents, "目录\n【第一篇】安徽省政府工作报告(全文)..... 3\n正文", "目录\n正文"),
    (cleaning.drop_banners, "不懈奋斗！\n（新华社北京3月 12日电）\n政 府 工 作 报 告", "不懈奋斗！\n"),
    (cleaning.drop_banners, "2021年3月19日\n（此件公开发布）", "2021年3月19日\n"),
    (cleaning.drop_banners, "2020年7月6日\n(此件公开发布)\n附件1\n", "2020年7月6日\n附件1\n"),
    (cleaning.drop_banners, "一\n" * 9 + "政 府 工 作 报 告\n二", "一\n" * 9 + "二"),
    (cleaning.drop_banners, "推进\n- 12 -\n第 3 页 共 20 页\n落实", "推进\n落实"),
    (cleaning.undouble_bold, "重点工作部门分工的意见重点工作部门分工的意见", "重点工作部门分工的意见"),
    (
        cleaning.undouble_bold,
        "二、加大宏观政策实施力度，着力稳企业保就业二、加大宏观政策实施力度，着力稳企业保就业",
        "二、加大宏观政策实施力度，着力稳企业保就业",
    ),
    (
        cleaning.undouble_bold,
        "努力完成全年目标任务。一是加强组织领导。一是加强组织领导。各部门主要负责同",
        "努力完成全年目标任务。一是加强组织领导。各部门主要负责同",
    ),
    (
        cleaning.close_spaced_hanzi,
        "定 支 持 数 字 经 济 高 质 量 发 展 政 策 ，积",
        "定支持数字经济高质量发展政策，积",
    ),
    (
        cleaning.close_spaced_hanzi,
        "年 ”活 动 ，实 施“ 放 心 消 费 行 动 ”，加 强",
        "年”活动，实施“放心消费行动”，加强",
    ),
    (cleaning.close_spaced_hanzi, "国 务 院", "国务院"),
    (cleaning.close_spaced_hanzi, "宁夏回族自治区主席 咸 辉", "宁夏回族自治区主席 咸辉"),
    (cleaning.close_number_blanks, "新增高新技术企业 1200 家以上", "新增高新技术企业1200家以上"),
    (cleaning.close_number_blanks, "拟安排 7000 亿元，达到 6.5 万亿元", "拟安排7000亿元，达到6.5万亿元"),
    (cleaning.close_number_blanks, "推进 5G 网络，PM 2.5 浓度", "推进5G网络，PM2.5浓度"),
    (cleaning.close_number_blanks, "(四) 扎实推进对外开放", "(四)扎实推进对外开放"),
    (cleaning.close_number_blanks, "增长 7%和 7.5%，居 %", "增长7%和7.5%，居 %"),
    (cleaning.trim_lines, "  利获得贷款 \n ", "利获得贷款\n"),
    (cleaning.drop_note_marks, "完成 120 项 [2] ，未完成 3 项", "完成 120 项，未完成 3 项"),
    (
        cleaning.drop_note_marks,
        "“千人专项”引才工程〔26〕和“南海系列”育才工程［27］",
        "“千人专项”引才工程和“南海系列”育才工程",
    ),
    (cleaning.narrow_ascii, "１．下降３％、７×２４小时，“旅游＋”", "1.下降3%、7×24小时，“旅游+”"),
    (cleaning.narrow_ascii, "中国－东盟自贸区", "中国—东盟自贸区"),
    (
        cleaning.widen_punctuation,
        "(牵头单位:市财政局;责任单位:市直各单位,各县、市、区人民政府)",
        "（牵头单位：市财政局；责任单位：市直各单位，各县、市、区人民政府）",
    ),
    (cleaning.widen_punctuation, "增长7%,实际利用外资增长3%!", "增长7%，实际利用外资增长3%！"),
    (cleaning.widen_punctuation, "(一)坚决打好三大攻坚战", "（一）坚决打好三大攻坚战"),
    (
        cleaning.widen_punctuation,
        "《国务院关于落实<政府工作报告>重点工作部门分工的意见》",
        "《国务院关于落实〈政府工作报告〉重点工作部门分工的意见》",
    ),
    (cleaning.widen_punctuation, "细颗粒物(PM2.5)浓度", "细颗粒物（PM2.5）浓度"),
    (cleaning.drop_blank_lines, "\n\n一\n\n\n二\n\n", "一\n二"),
]


@pytest.mark.parametrize(
    ("step", "raw", "clean"), CASES, ids=lambda v: v.name if isinstance(v, Cleaner) else None
)
def test_artefact_is_removed(step: Cleaner, raw: str, clean: str) -> None:
    assert step(raw) == clean
    assert step(clean) == clean


UNTOUCHED = [
    "国发〔2020〕6号",
    "琼府办〔2016〕41号",
    "出口1,000万吨",
    "三次产业结构优化为20.1:20.6:59.3，第三产业",
    "总体车桩比在3:1以下",
    "引进OPPO、vivo等企业",
    "省人民政府省长 李国英",
    "扎实开展“遵行四条标准 争做先进僧尼”教育实践活动",
    "建设苹果iCloud数据中心，推广Apple Music和WPS Office",
    "细颗粒物（PM2.5）年均浓度下降1个单位至16微克/立方米",
    "增长6%—6.5%，提高0.5个百分点",
    "7×24小时不打烊",
    "2~3项为全国领先",
    "2018-2020年，COVID-19",
    "中国-东盟信息港",
    "深化“1+N”政策体系",
    "推进中国—东盟自贸区3.0版谈判",
    "自治区主席 雪克来提·扎克尔",
    "各位代表！",
    "年内持续推进。年内持续落实。",
    "一件一件抓，一年接着一年干",
    "共建共治共享，居民共建共享",
]


@pytest.mark.parametrize("text", UNTOUCHED)
@pytest.mark.parametrize("step", CLEANERS, ids=lambda step: step.name)
def test_sound_text_stays(step: Cleaner, text: str) -> None:
    assert step(text) == text


@pytest.mark.parametrize("text", UNTOUCHED)
def test_sound_text_passes_through_all_cleaners(text: str) -> None:
    assert clean_report(text).text == text


def test_running_head_is_a_title_at_the_top() -> None:
    """政府工作报告 is the title in the first lines and a banner below."""
    text = "政府工作报告\n各位代表：\n" + "一、工作。\n" * 9 + "政府工作报告\n"
    assert cleaning.drop_banners(text) == "政府工作报告\n各位代表：\n" + "一、工作。\n" * 9


def _in_order(text: str, *steps: Cleaner) -> str:
    for step in steps:
        text = step(text)
    return text


def test_order_of_steps_matters() -> None:
    """The other order leaves the artefact in, for three pairs that the pipeline orders."""
    wide = "PM２.５\u3000浓度"
    spaces, blanks = cleaning.normalise_spaces, cleaning.close_number_blanks
    assert (
        _in_order("新增\u30005\u3000家", spaces, blanks)
        == "新增5家"
        != _in_order("新增\u30005\u3000家", blanks, spaces)
    )
    doubled = "**一是加强领导。**一是加强领导。各部门"
    bold, undouble = BOLD, cleaning.undouble_bold
    assert _in_order(doubled, bold, undouble) == "一是加强领导。各部门" != _in_order(doubled, undouble, bold)
    marked = "完成120项 [2] ，未完成3项"
    marks = cleaning.drop_note_marks
    assert _in_order(marked, marks, blanks) == "完成120项，未完成3项"
    assert wide not in cleaning.narrow_ascii(wide)
    order = [step.name for step in CLEANERS]
    for before, after in (("normalise_spaces", "close_number_blanks"), ("drop_markdown", "undouble_bold"),
        ("drop_markdown", "join_lines"),
                          ("drop_collector_lines", "join_lines"), ("join_lines", "close_spaced_hanzi"),
                          ("join_lines", "restore_order")):  # fmt: skip
        assert order.index(before) < order.index(after)


def test_closing_spaced_hanzi_before_joining_would_lose_paragraphs() -> None:
    """A line spaced out to fill its column is full; closed too early it looks like a paragraph's last."""
    raw = read_text(DATA / "raw" / "national-2024.txt")
    assert clean_report(raw).text.count("\n") == 54
    assert clean_report(cleaning.close_spaced_hanzi(raw)).text.count("\n") > 54


ALPHABET = (
    "一二三是工作报告新增0123456789.,:;!?()（）《》“”‘’、，。；：！？%％ \u3000\n\t*_{}[]〔〕—－.…<>|"
    "PMvivo附件公选王省长李"
)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=120))
def test_cleaning_never_fails_and_accounts_for_itself(text: str) -> None:
    """On any text: no error, and what the steps say is the difference, character for character."""
    cleaned = clean_report(text)
    balance = Counter(text)
    for step in (*cleaned.steps, *cleaned.note_steps):
        balance.subtract(step.removed)
        balance.update(step.added)
    assert +balance == Counter(cleaned.text + cleaned.notes)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=120))
@pytest.mark.parametrize("step", [c for c in CLEANERS if c.name != "join_lines"], ids=lambda step: step.name)
def test_digits_and_hanzi_survive_the_character_steps(step: Cleaner, text: str) -> None:
    """No step that works on blanks, marks or punctuation takes a hanzi away; digits go only with the marks
    and lines made to hold them.
    """
    if step.name in {"drop_collector_lines", "drop_contents", "drop_banners", "undouble_bold"}:
        return
    before, after = (Counter(c for c in t if "\u4e00" <= c <= "\u9fff") for t in (text, step(text)))
    assert before == after
