"""Lines of saved pages: kinds of lines, glued lines, and whole pages around a report."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus, text_report
from analysis.cleaning.furniture import BEHIND, FRONT, LineKind, line_kind
from analysis.cleaning.heads import HEAD_PARTS, LAST_PARTS, PartRule, join_title, part_lines
from analysis.cleaning.page import is_title, set_page_apart
from analysis.cleaning.pipeline import clean_report

KINDS = [(kind, kinds) for kinds in (FRONT, BEHIND) for kind in kinds]


@pytest.mark.parametrize(("kind", "kinds"), KINDS, ids=[kind.name for kind, _ in KINDS])
def test_a_kind_holds_for_its_example_and_not_for_its_counterexample(
    kind: LineKind, kinds: tuple[LineKind, ...]
) -> None:
    found = line_kind(kind.example, kinds)
    assert found is not None
    assert found.name == kind.name
    assert not kind.holds(kind.counterexample)


@pytest.mark.parametrize("rule", [*HEAD_PARTS, *LAST_PARTS], ids=lambda rule: rule.name)
def test_a_rule_parts_its_example_and_not_its_counterexample(rule: PartRule) -> None:
    assert part_lines(rule.example) == rule.parted.replace(" / ", "\n")
    assert part_lines(rule.counterexample) == rule.counterexample


HEAD = """政府工作报告
——2024年1月9日在和田县第十七届人民代表大会第三次会议上
和田县县长 甲乙丙"""
BODY = """各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
过去一年，全县地区生产总值完成52.3亿元，增长5.4%。
二、2024年工作安排
今年主要预期目标是：地区生产总值增长6%左右，城镇新增就业2000人。
各位代表！让我们更加紧密地团结起来，为建设美好家园而努力奋斗！"""
TITLED = HEAD.replace("政府工作报告", "2024年和田县政府工作报告", 1)
# Page, what stays above the greeting.
PAGES = {
    "buttons, one a line": (
        f"下载\n打印\n【字号：\n加大\n还原\n减小\n】\n{HEAD}\n{BODY}\n相关报道：",
        HEAD,
    ),
    "menus, path, counter": (
        "首页\n政务公开\n政府工作报告\n规划计划\n魅力和田\n当前位置：\n首页\n>\n政府工作报告\n"
        "2024年和田县政府工作报告\n发布日期：2024-01-15 10:22:33\n浏览次数：\n1234\n来源：\n"
        "和田县人民政府办公室\n"
        f"字号：\n大\n中\n小\n{HEAD}\n{BODY}\n扫一扫在手机打开当前页\n打印本页\n上一篇：\n2023年和田县政府工作报告\n"
        "下一篇：\n没有了\n主办单位：和田县人民政府办公室\n网站标识码：6532210001 新ICP备12345678号\n"
        "联系电话：0903-1234567",
        f"2024年和田县政府工作报告\n{HEAD}",
    ),
    "table of an index": (
        "索引号 | 11653221/2024-00012 | 分类 | 政府工作报告\n名称 | 2024年和田县政府工作报告\n"
        f"发布机构 | 和田县人民政府 | 发文日期 | 2024-01-16\n{HEAD}\n{BODY}\n附件：报告全文.pdf",
        HEAD,
    ),
    "title in an index alone": (
        f"索引号：11653221\n标题：2024年和田县政府工作报告\n{HEAD.partition(chr(10))[2]}\n{BODY}",
        TITLED,
    ),
    "labels and captions between": (
        "和田县政府工作报告\n2024-01-12 09:30:12　来源：和田日报　　作者：丁某\n分享到：\n微信\n"
        f"{HEAD.partition(chr(10))[2]}\n图为会议现场。本报记者 丁某 摄\n{BODY}（责任编辑：丁某）\n"
        f"【打印】【关闭】\n"
        "延伸阅读\n和田县召开两会\n版权声明：凡本网注明“来源：和田日报”的作品，未经授权不得转载。",
        f"和田县{HEAD}",
    ),
    "no title": (
        f"下载\n打印\n来源：和田日报\n{HEAD.partition(chr(10))[2]}\n{BODY}\n网站地图",
        HEAD.partition("\n")[2],
    ),
    "title of another year beside": (
        f"收藏\n2022年和田县政府工作报告\n打印\n{HEAD}\n{BODY}\n返回顶部",
        HEAD,
    ),
    "telephone": (
        f"{TITLED.replace(chr(10), chr(10) + '原创 和田发布 2024-01-12 20:11 新疆' + chr(10), 1)}\n{BODY}\n"
        "编辑：丁某\n往期推荐\n阅读原文",
        TITLED,
    ),
    "wiki": (
        f"维基文库，自由的图书馆\n跳转到导航\n←2023年政府工作报告\n作者：甲乙丙\n姊妹计划: 数据项\n{HEAD}\n"
        f"{BODY.replace('回顾', '回顾[编辑]')}\n本作品在中国大陆属于公有领域，"
        f"因为根据《中华人民共和国著作权法》第五条，"
        "本作品属于法律、法规，国家机关的决议、决定、命令和其他具有立法、行政、司法性质的文件，及其官方正式译文。\n"
        "PD-PRC-exempt\n取自“https://example.org/a”\n分类：2024年政府工作报告\n"
        "本站的全部文字在知识共享 署名-相同方式共享 4.0协议之条款下提供。\n隐私政策",
        HEAD,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_set_apart(name: str) -> None:
    page, head = PAGES[name]
    cleaned = clean_report(page)
    assert cleaned.text == f"{head}\n{BODY}"
    assert cleaned.notes
    report = text_report(page, 2024)
    assert (report.date, report.speaker) == ("2024-01-09", "甲乙丙")
    assert report.title == (head.split("\n")[0] if "报告" in head else "")
    assert [p.part for p in report.paragraphs if p.part == "review"]


@pytest.mark.parametrize("name", PAGES)
def test_the_account_of_a_page_adds_up(name: str) -> None:
    """What was set apart is said by a step, and stands with the notes, character for character."""
    page, _ = PAGES[name]
    cleaned = clean_report(page)
    balance = Counter(page)
    for step in (*cleaned.steps, *cleaned.note_steps):
        balance.subtract(step.removed)
        balance.update(step.added)
    assert +balance == Counter(cleaned.text + cleaned.notes)
    (step,) = (step for step in cleaned.steps if step.name == "set_page_apart")
    assert Counter(step.removed) <= Counter(step.added)
    lines = [line.strip() for line in step.removed.split("\n") if line.strip()]
    assert step.times == len(lines)
    assert set(lines) <= set(cleaned.notes.split("\n"))


LINES = (
    "打印/政府工作报告/各位代表：/来源：甲/首页 > 甲/一、回顾/推进改革。"
    "/相关链接//甲县/12/名词解释/1.六稳：稳就业。/县长 甲乙"
    "/本报记者 丁某 摄/" + "推进改革，扩大开放。" * 9
).split("/")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_setting_apart_keeps_every_line(lines: list[str]) -> None:
    text = "\n".join(lines)
    apart = set_page_apart(text)
    assert Counter(apart.text + apart.page) == Counter(text)
    again = set_page_apart(apart.text)
    assert not apart.page or len(again.text) <= len(apart.text)


def test_a_report_without_a_page_stays_whole(corpus: Corpus) -> None:
    for report in corpus.iter_reports():
        assert set_page_apart(report.text) == (report.text, "", None), report.report_id


@pytest.mark.parametrize(
    "last",
    [
        "推进公共领域数据开放，保护著作权，推广扫码支付，" + "推进改革。" * 20,
        "附件：十件实事\n一、增加学位。\n二、改造道路。",
        "国务院\n2020年6月6日",
        "地区 | 产量\n和田 | 12万吨",
        "附件1\n重点工作\n1.主办单位要加强协调。\n2.相关链接产业加快发展。",
    ],
)
def test_what_is_the_reports_stays_at_its_end(last: str) -> None:
    text = f"{HEAD}\n{BODY}\n{last}"
    assert set_page_apart(text) == (text, "", None)


def test_a_page_above_a_glossary() -> None:
    glossary = "名词解释\n1.六稳：是指稳就业、稳金融。"
    cleaned = clean_report(f"打印\n{HEAD}\n{BODY}\n打印本页\n{glossary}\n相关链接\n甲县要闻")
    assert cleaned.text == f"{HEAD}\n{BODY}"
    assert cleaned.notes == f"{glossary}\n打印\n打印本页\n相关链接\n甲县要闻"


def test_an_editors_note_above_the_title_goes_with_the_page() -> None:
    note = "编者按：本报今日刊登县长甲乙丙在县人民代表大会上所作的报告，" + "请读者留意。" * 12
    assert clean_report(f"下载\n{note}\n{HEAD}\n{BODY}").text == f"{HEAD}\n{BODY}"
    speech = "\n".join(f"推进第{n}项改革" + "，扩大开放" * 16 + "。" for n in range(5))
    lost = f"打印\n{speech}\n政府工作报告\n{speech}"
    assert clean_report(lost).text == lost.removeprefix("打印\n")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("政 府 工 作 报 告", True),
        ("2024年和田县人民政府工作报告（全文）", True),
        ("国务院关于落实《政府工作报告》重点工作分工的意见", True),
        ("甲乙丙作政府工作报告", False),
        ("下载", False),
        ("首页 > 政府工作报告", False),
        ("标题：政府工作报告", False),
        ("关于政府工作报告的决议", False),
        ("《政府工作报告》名词解释", False),
    ],
)
def test_titles(line: str, title: bool) -> None:
    assert is_title(line) is title


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("和田县人民政府\n工作报告\n各位代表：", "和田县人民政府工作报告\n各位代表："),
        ("2024年\n和田县政府工作报告\n各位代表：", "2024年和田县政府工作报告\n各位代表："),
        ("和田县\n政府工作报告\n各位代表：", "和田县政府工作报告\n各位代表："),
        ("和田县人民政府\n政府工作报告\n各位代表：", "和田县人民政府\n政府工作报告\n各位代表："),
        ("各位代表：\n我是和田县\n政府工作报告", "各位代表：\n我是和田县\n政府工作报告"),
    ],
)
def test_a_title_on_two_lines(lines: str, joined: str) -> None:
    assert join_title(lines) == joined


def test_a_spaced_out_head_is_parted_too() -> None:
    glued = "——2024年1月9日在和田县第十七届人民代表大会第三次会议上和田县县长甲乙丙各位代表："
    spaced = " ".join("政府工作报告") + "\n" + " ".join(glued)
    assert clean_report(f"{spaced}\n{BODY.partition(chr(10))[2]}").text == f"{HEAD}\n{BODY}".replace(
        "县长 甲", "县长甲"
    )


def test_lines_broken_at_bold_runs_are_joined() -> None:
    target = "今年经济社会发展的\n主要预期目标\n是：地区生产总值增长\n6%左右\n，城镇新增就业\n2000人\n。"
    report = text_report(BODY.replace(BODY.split("\n")[5], target), 2024)
    assert target.replace("\n", "") in report.text.split("\n")


def test_a_title_with_a_year_is_no_chapter() -> None:
    """Wherever it stands, it doesn't turn the review into a plan."""
    lines = [
        *BODY.split("\n")[:2],
        "2024年和田县政府工作报告",
        "2023年工作回顾",
        "完成改革。",
        "2024年工作安排",
        "推进改革。",
    ]
    parts = [p.part for p in text_report("\n".join(lines), 2024).paragraphs]
    assert parts == ["other", "other", "other", "review", "review", "plan", "plan"]


COPIED = {
    "an encyclopedia": (
        "进入词条\n全站搜索\n帮助\n编辑\n播报\n{title}\n{head}\n",
        "\n参考资料\n1 政府工作报告．某报．2021-01-25\n词条统计\n浏览次数：12345次\n",
        "词条统计",
    ),
    "a newspaper": (
        "某某日报 2021年01月26日 星期二 第01版：要闻\n上一版 下一版\n{title}\n{head}\n",
        "\n本版编辑 甲某某 美编 乙某某\n",
        "本版编辑 甲某某 美编 乙某某",
    ),
    "a message": (
        "点击上方蓝字关注我们\n{title}\n{head}\n",
        "\n编辑丨甲某某\n校对丨乙某某\n点分享\n点在看\n",
        "校对丨乙某某",
    ),
    "a template": (
        "{{{{Header\n| title = {title}\n| author = 甲某某\n| notes = {head}\n}}}}\n",
        "\n{{{{PD-PRC-exempt}}}}\n[[Category:某县]]\n",
        "{{PD-PRC-exempt}}",
    ),
    "Markdown": (
        "---\ntitle: {title}\ntags: [a]\n---\n\n{head}\n\n",
        "\n\n[^1]: 指十项。\n\n[原文链接](http://example.org/a)\n",
        "[^1]: 指十项。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", COPIED)
def test_where_pages_are_copied_from(kind: str) -> None:
    """Title and venue stay above the greeting, what stands around goes to the notes."""
    above, below, noted = COPIED[kind]
    title, head = "2021年某县人民政府工作报告", "2021年1月20日在某县第十届人民代表大会第一次会议上"
    speech = "各位代表：\n" + "我们推进改革，扩大开放，改善民生。\n" * 30 + "让我们努力奋斗！"
    raw = above.format(title=title, head=head) + speech + below.format()
    cleaned = clean_report(raw)
    assert cleaned.text == f"{title}\n{head}\n{speech}"
    assert noted in cleaned.notes.split("\n")
