"""Parts, headings, paragraphs, sentences."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus
from analysis.corpus.structure import find_heading, split_sentences, structure
from analysis.parts.course import assign_parts
from analysis.parts.headings import heading_part

GOLDEN = Path(__file__).parents[1] / "golden" / "parts.csv"


def test_parts_are_those_read_in_the_reports(corpus: Corpus) -> None:
    """Where each part starts, in all 33 reports; the table was checked by reading each boundary."""
    found = []
    for report in corpus.iter_reports():
        last = ""
        for index, p in enumerate(report.paragraphs):
            if p.part != last:
                found.append((report.report_id, p.part, index, report.text[p.start : p.end][:20]))
                last = p.part
        found.append((report.report_id, "end", len(report.paragraphs), ""))
    with GOLDEN.open(encoding="utf-8", newline="") as handle:
        golden = [
            (r["report_id"], r["part"], int(r["paragraph"]), r["opening"]) for r in csv.DictReader(handle)
        ]
    assert found == golden


def chapters(corpus: Corpus, report_id: str) -> list[tuple[str, str]]:
    table = corpus.select(report_id=report_id).headings
    table = table[table["level"] == 1]
    return list(zip(table["part"], table["text"].str[:12], strict=True))


def test_numbering_that_starts_again_inside_a_part(corpus: Corpus) -> None:
    """西藏 numbers 一 to 七 inside each part, and 一 to 四 for the government's own conduct."""
    found = chapters(corpus, "tibet-2020")
    assert [part for part, _ in found] == ["review"] * 8 + ["plan"] * 12
    assert found[1] == ("review", "一、坚定不移打赢三大攻坚战"[:12])
    assert found[8] == ("plan", "二、2020年工作目标和"[:12])
    assert found[9][1].startswith("一、持续打好三大攻坚战")


def test_plan_of_several_chapters(corpus: Corpus) -> None:
    """贵州: four chapters of the plan, of which two say nothing of a plan."""
    assert [(part, text[:7]) for part, text in chapters(corpus, "guizhou-2020")] == [
        ("review", "一、2019年"), ("plan", "二、2020年"), ("plan", "三、确保按时高"),
        ("plan", "四、奋力推动经"), ("plan", "五、大力推进政"),
    ]  # fmt: skip


def test_government_conduct_belongs_to_the_plan(corpus: Corpus) -> None:
    table = corpus.paragraphs
    conduct = table[table["chapter"].str.contains("自身建设|政府治理|服务型政府")]
    assert conduct["report_id"].nunique() >= 10
    assert (conduct["part"] == "plan").all()


@pytest.mark.parametrize(
    ("heading", "year", "part"),
    [
        ("一、2019年工作回顾", 2020, "review"),
        ("一、过去五年工作回顾", 2023, "review"),
        ("一、2020年和“十三五”时期工作回顾", 2021, "review"),
        ("一、2022年及过去五年工作", 2023, "review"),
        ("一、本届政府五年工作回顾", 2023, "review"),
        ("一、去年工作", 2023, "review"),
        ("第一部分 2019年工作回顾", 2020, "review"),
        ("二、今后五年的奋斗目标和主要任务", 2023, "plan"),
        ("二、“十四五”时期主要目标任务", 2021, "plan"),
        ("二、2018年经济社会发展总体要求和政策取向", 2018, "plan"),
        ("三、对2018年政府工作的建议", 2018, "plan"),
        ("二、关于2020年工作", 2020, "plan"),
        ("二、奋发有为做好2020年工作", 2020, "plan"),
        ("三、2021年重点工作", 2021, "plan"),
        ("二、“十三五”发展成就和“十四五”主要目标", 2021, "both"),
        ("二、“十三五”时期发展成就和“十四五”时期主要目标任务", 2021, "both"),
        ("三、确保按时高质量打赢脱贫攻坚战", 2020, None),
        ("四、全面提升政府治理能力和水平", 2020, None),
    ],
)
def test_wordings_of_chapters(heading: str, year: int, part: str | None) -> None:
    assert heading_part(heading, year) == part


def parts_of(text: str, year: int) -> str:
    return "".join(p.part[0] for p in structure(text, year).paragraphs)


BODY = "全省上下坚持稳中求进工作总基调，统筹推进各项工作，取得了新的进展。"


def test_chapter_that_looks_back_and_ahead() -> None:
    """A chapter of 2021 that holds the achievements of one period and the goals of the next is cut where it
    turns.
    """
    text = "\n".join([
        "政府工作报告", "各位代表：", "一、2020年工作回顾", BODY,
        "二、“十三五”时期发展成就和“十四五”时期主要目标任务",
        "过去五年，经济社会发展取得新的历史性成就。" + BODY, "“十三五”时期是极不平凡的五年。" + BODY,
        "“十四五”时期是开启全面建设社会主义现代化国家新征程的第一个五年。" + BODY, "主要目标任务是：" + BODY,
        "三、2021年重点工作", BODY,
    ])  # fmt: skip
    assert parts_of(text, 2021) == "oorrrrrpppp"


def test_chapter_cut_at_a_section_heading() -> None:
    text = "\n".join(
        [
            "报告",
            "一、工作回顾和2021年工作安排",
            "（一）2020年工作回顾",
            BODY,
            "（二）2021年工作安排",
            BODY,
            BODY,
        ]
    )
    assert parts_of(text, 2021) == "orrrppp"


def test_report_of_five_years() -> None:
    text = "\n".join(["政府工作报告", "各位代表：", "一、过去五年工作回顾", BODY,
        "二、今后五年工作的总体思路", BODY, "三、2023年重点工作", BODY,
                      "各位代表！让我们更加紧密地团结起来，而努力奋斗！"])  # fmt: skip
    assert parts_of(text, 2023) == "oorrppppp"


def test_report_without_headings() -> None:
    text = "\n".join(["政府工作报告", "各位代表：", "现在，我代表市人民政府，向大会报告工作。",
        "过去一年，" + BODY, "一年来，" + BODY,
                      "2024年是实现目标任务的关键一年。" + BODY, "坚持创新驱动。" + BODY,
                      "让我们携手奋斗！"])  # fmt: skip
    assert parts_of(text, 2024) == "ooorrppp"


def test_bare_chapters() -> None:
    """Chapters without numbers are found where no numbered one says what it is."""
    text = "\n".join(
        [
            "2025年政府工作报告",
            "各位代表：",
            "2024年工作回顾",
            BODY,
            "（一）扩大有效投资。" + BODY,
            "2025年工作安排建议",
            BODY,
            "加强政府自身建设",
            BODY,
        ]
    )
    shape = structure(text, 2025)
    assert [text[h.start : h.end] for h in shape.headings if h.level == 1] == [
        "2024年工作回顾",
        "2025年工作安排建议",
        "加强政府自身建设",
    ]
    assert parts_of(text, 2025) == "oorrrpppp"


@pytest.mark.parametrize(
    ("line", "level", "heading"),
    [
        ("一、2019年工作回顾", 1, "一、2019年工作回顾"),
        ("第一部分 2019年工作回顾", 1, "第一部分 2019年工作回顾"),
        ("（一）坚决打好三大攻坚战", 2, "（一）坚决打好三大攻坚战"),
        (
            "（四十三）全面准确贯彻“一国两制”、“港人治港”、“澳人治澳”、高度自治的方针。",
            2,
            "（四十三）全面准确贯彻“一国两制”、“港人治港”、“澳人治澳”、高度自治的方针。",
        ),
        ("（二）蓝天碧水更加清澈。污染减排指标控制良好。", 2, "（二）蓝天碧水更加清澈。"),
        ("——综合实力进一步提升。预计，全省生产总值增长7.5%以上。", 3, "——综合实力进一步提升。"),
        (
            "一是全力以赴抓脱贫，尽锐决战深度贫困。深入推进“春季攻势”。",
            3,
            "一是全力以赴抓脱贫，尽锐决战深度贫困。",
        ),
        ("11.宽带和专线平均资费降低15%。（牵头单位：市经信局）", 3, "11.宽带和专线平均资费降低15%。"),
        ("第一，坚定不移贯彻新发展理念。把握新时代新要求。", 3, "第一，坚定不移贯彻新发展理念。"),
        ("光网。落实“智慧海南”总体布局，加快国际海底光缆、通信出入口等项目建设。", 4, "光网。"),
        (
            "加强污染防治和生态建设。整治“散乱污”企业4549家，完成132万千瓦煤电机组改造。",
            4,
            "加强污染防治和生态建设。",
        ),
    ],
)
def test_headings(line: str, level: int, heading: str) -> None:
    assert find_heading(line) == (level, len(heading))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "政府工作报告",
        "——2020年1月12日在安徽省第十三届人民代表大会第三次会议上",
        "——二〇二〇年一月十五日在江苏省第十三届人民代表大会第三次会议上",
        "2019年工作回顾",
        "各位代表，实干铸就忠诚，创新彰显担当。让我们更加紧密地团结在党中央周围，为实现目标而努力奋斗！",
        "今年是脱贫攻坚决战决胜之年。各项工作要更精准、更精细，确保如期完成任务。",
        "我们也清醒看到，经济社会发展还面临不少困难挑战。全面小康建设还有短板，创新能力不强。",
        "一是否定不了的事实。",
    ],
)
def test_lines_without_heading(line: str) -> None:
    assert find_heading(line) is None


def test_an_item_of_one_sentence_is_body_text() -> None:
    shape = structure(
        "一、任务\n1.提高退休人员基本养老金。\n一是聚焦扩大内需，着力提消费促投资\n大力提振消费需求。"
        "开展以旧换新。"
    )
    assert [p.level for p in shape.paragraphs] == [1, 0, 3, 0]


def test_levels_of_a_whole_report(corpus: Corpus) -> None:
    headings = corpus.select(report_id="anhui-2020").headings
    assert headings["level"].value_counts()[[1, 2, 3]].to_list() == [4, 18, 13]
    plan = headings[(headings["part"] == "plan") & (headings["level"] == 2)]
    assert [text[:3] for text in plan["text"]] == [f"（{n}）" for n in "一二三四五六七八九十"]
    leads = set(headings.loc[headings["level"] == 4, "text"])
    assert {"坚决打赢精准脱贫攻坚战。", "优化职责体系，严格依法行政。"} <= leads


def test_chapter_and_section_of_a_paragraph(corpus: Corpus) -> None:
    table = corpus.select(report_id="anhui-2020").paragraphs.set_index("paragraph")
    row = table.loc[52]
    assert (row["chapter"], row["section"]) == ("三、2020年重点工作", "（一）坚决打好三大攻坚战")
    assert table.loc[3, "chapter"] == ""
    assert table.loc[97, "section"] == ""  # a new chapter ends the section


def test_offsets(corpus: Corpus) -> None:
    """Paragraphs are the lines; sentences tile the paragraphs; headings begin paragraphs."""
    for report in corpus.iter_reports():
        text = report.text
        assert [text[p.start : p.end] for p in report.paragraphs] == text.split("\n")
        for index, p in enumerate(report.paragraphs):
            own = [s for s in report.sentences if s.paragraph == index]
            assert "".join(text[s.start : s.end] for s in own) == text[p.start : p.end]
            assert {s.part for s in own} <= {p.part}
        for h in report.headings:
            p = report.paragraphs[h.paragraph]
            assert h.start == p.start < h.end <= p.end
            assert h.inline == (p.level == 0)


def test_sentences_end_with_a_stop(corpus: Corpus) -> None:
    """In running text; a sentence isn't a fragment in quotation marks."""
    table = corpus.select(level="province", part=["review", "plan"]).sentences
    bare = table[~table["text"].str.contains("[。！？][”’）》】]*$")]
    whole = {(r.report_id, p.start) for r in corpus.iter_reports() for p in r.paragraphs if p.level}
    rest = [row.text for row in bare.itertuples() if (row.report_id, row.start) not in whole]
    assert [t for t in rest if not t.endswith(("：", "附件1：")) and t != "2020年省十件民生实事"] == []
    assert not table["text"].str.match("[，、。；：”）》]").any()
    assert (table["text"].str.count("“") == table["text"].str.count("”")).all()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "牢记“时代是出卷人，人民是阅卷人。”我们将只争朝夕。",
            ["牢记“时代是出卷人，人民是阅卷人。”", "我们将只争朝夕。"],
        ),
        (
            "“暖气够不够热？保证温暖到家！”专题检视惠及千家万户。",
            ["“暖气够不够热？保证温暖到家！”专题检视惠及千家万户。"],
        ),
        (
            "增长7.5%。（牵头单位：市财政局。责任单位：各县）完成。",
            ["增长7.5%。", "（牵头单位：市财政局。责任单位：各县）完成。"],
        ),
        ("等等……今后", ["等等……", "今后"]),
        ("没有句号", ["没有句号"]),
        ("！！好。”", ["！！", "好。”"]),
        (
            "“没有收尾的引号。还要断开。再断。" + "字" * 130 + "。",
            ["“没有收尾的引号。", "还要断开。", "再断。", "字" * 130 + "。"],
        ),
    ],
)
def test_sentence_splits(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="一是推进增长，、；：。！？…“”‘’（）《》【】「」『』 0123.%的ab", max_size=80))
def test_sentences_join_to_the_paragraph(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join(sentences) == text
    assert "" not in sentences


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_sentences_join_on_any_text(text: str) -> None:
    assert "".join(split_sentences(text)) == text


LINES = ["政府工作报告", "各位代表：", "各位代表！", "一、2019年工作回顾", "二、2020年工作安排", "三、改革",
    "（一）投资", "一是落实。再落实一遍工作部署，确保取得实效。", "附件1", "国务院",
         "过去一年，成绩很大。", "2020年是收官之年。", "“十四五”时期，未来可期。", "让我们努力奋斗！", "",
         "工作回顾", "2020年重点工作"]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from([None, 2020, 2021]))
def test_structure_covers_every_character_once(lines: list[str], year: int | None) -> None:
    text = "\n".join(lines)
    shape = structure(text, year)
    assert "\n".join(text[p.start : p.end] for p in shape.paragraphs) == text
    assert "".join(text[s.start : s.end] for s in shape.sentences) == text.replace("\n", "")
    assert {p.part for p in shape.paragraphs} <= {"review", "plan", "mixed", "other"}
    assert all(
        -1 <= p.section < len(shape.headings) and -1 <= p.chapter < len(shape.headings)
        for p in shape.paragraphs
    )
    assert all(re.fullmatch("review|plan|mixed|other", s.part) for s in shape.sentences)


def test_a_look_back_inside_the_plan_needs_a_chapter_of_its_own() -> None:
    """One whose heading and words both look back is review; a paragraph or a heading alone isn't."""
    ahead = ["今年要继续推进改革，确保增收。"] * 12
    lines = [
        "一、2021年工作回顾和2022年工作安排",
        *["改革取得新的进展。"] * 6,
        "（一）2022年重点工作",
        *ahead,
    ]
    behind = ["二、2021年执行情况", *["粮食产量比上年增长，超额完成计划。"] * 8]
    for more, part in ((behind, "review"), ([behind[1]], "plan")):
        headings = [find_heading(line) for line in [*lines, *more, "三、2022年目标", *ahead]]
        parts = assign_parts([*lines, *more, "三、2022年目标", *ahead], headings, 2022).parts
        last = len(lines) + len(more)
        assert parts == ["review"] * 7 + ["plan"] * 13 + [part] * len(more) + ["plan"] * 13, last


@pytest.mark.parametrize(("length", "part"), [(800, "other"), (801, "review")])
def test_a_review_before_the_first_chapter_is_long(length: int, part: str) -> None:
    opening = "过去一年，我们"
    lines = [opening + "改" * (length - len(opening)), "一、2022年工作安排", "推进改革。"]
    assert assign_parts(lines, [find_heading(line) for line in lines], 2022).parts == [part, "plan", "plan"]


@pytest.mark.parametrize(("distance", "sentences"), [(119, 1), (120, 2)])
def test_an_open_mark_waits_for_its_partner(distance: int, sentences: int) -> None:
    text = "坚持“发展。" + "改" * distance + "”。"
    assert len(split_sentences(text)) == sentences
