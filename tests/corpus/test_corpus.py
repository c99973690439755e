"""The corpus as a researcher holds it: tables, selections, and a folder of one's own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import Corpus, InputError, load_corpus
from analysis.corpus.raw import iter_raw
from analysis.resources import DATA

REPORT = """政府工作报告
——2024年1月8日在某县第十八届人民代表大会第四次会议上
县长 王小明
各位代表：
现在，我代表县人民政府，向大会报告工作。
一、2023年工作回顾
生产总值增长 6.1%，新增就业 1200 人。
二、2024年工作安排
今年的主要预期目标是：生产总值增长 6%左右。
各位代表！让我们携手奋斗！
"""


def folder(
    path: Path,
    rows: list[str],
    files: dict[str, str],
    header: str = "report_id,level,region,year,kind,source",
) -> Path:
    (path / "raw").mkdir(exist_ok=True)
    for name, text in files.items():
        (path / "raw" / name).write_text(text, encoding="utf-8")
    (path / "reports.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_tables_of_the_shipped_corpus(corpus: Corpus) -> None:
    assert len(corpus) == len(corpus.reports) == 33
    assert list(corpus.reports.columns) == [
        "report_id", "level", "region", "region_code", "year", "kind", "title", "date", "speaker", "source",
        "sha256",
        "characters", "paragraphs", "sentences",
    ]  # fmt: skip
    assert list(corpus.paragraphs.columns) == [
        "report_id",
        "paragraph",
        "start",
        "end",
        "part",
        "confidence",
        "level",
        "chapter",
        "section",
        "text",
    ]
    assert list(corpus.sentences.columns) == [
        "report_id",
        "paragraph",
        "sentence",
        "start",
        "end",
        "part",
        "text",
    ]
    assert list(corpus.headings.columns) == [
        "report_id",
        "paragraph",
        "start",
        "end",
        "level",
        "inline",
        "part",
        "text",
    ]
    assert len(corpus.sentences) == corpus.reports["sentences"].sum()
    assert (corpus.paragraphs["level"] == 0).sum() == corpus.reports["paragraphs"].sum()
    assert (corpus.reports["characters"] == [len(r.text) for r in corpus.iter_reports()]).all()
    for table in (corpus.paragraphs, corpus.sentences, corpus.headings):
        texts = {r.report_id: r.text for r in corpus.iter_reports()}
        assert all(texts[row.report_id][row.start : row.end] == row.text for row in table.itertuples())


def test_length_is_plausible(corpus: Corpus) -> None:
    """529,000 characters in the 29 provinces; no report was lost to a wrong split."""
    table = corpus.select(level="province").reports
    assert 500_000 < table["characters"].sum() < 560_000
    assert table["characters"].between(10_000, 26_000).all()


def test_select_by_values_and_lists(corpus: Corpus) -> None:
    assert [r.report_id for r in corpus.select(level="national").iter_reports()] == [
        "national-2020-tasks",
        "national-2021-tasks",
        "national-2024",
    ]
    assert len(corpus.select(level=["province", "city"])) == 30
    assert len(corpus.select(region={"安徽省", "北京市"}, year=2020)) == 2
    assert len(corpus.select(year=[2020, 2024], kind="work_report")) == 30
    assert len(corpus.select(report_id="tibet-2020")) == 1
    assert len(corpus.select(year=(y for y in (2021,)))) == 1
    assert len(corpus.select(year=corpus.reports["year"].max())) == 1  # a number out of a table
    assert len(corpus.select()) == 33


def test_select_by_part(corpus: Corpus) -> None:
    plan = corpus.select(level="province", part="plan")
    assert (
        set(plan.paragraphs["part"]) == set(plan.sentences["part"]) == set(plan.headings["part"]) == {"plan"}
    )
    both = corpus.select(level="province", part=["review", "plan"])
    assert set(both.paragraphs["part"]) == {"review", "plan"}
    assert set(both.select(part="review").paragraphs["part"]) == {"review"}
    assert both.select(part="other").paragraphs.empty
    assert plan.items == both.items  # texts and offsets stay whole
    assert list(plan.select(part="other").sentences.columns) == list(plan.sentences.columns)


def test_selections_of_selections(corpus: Corpus) -> None:
    provinces = corpus.select(level="province")
    assert len(provinces.select(region="海南省")) == 1
    with pytest.raises(InputError, match="全国"):
        provinces.select(region="全国")


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"region": "安微省"}, "no region '安微省' in the corpus; did you mean '安徽省'"),
        ({"region": ["安徽省", "四川省"]}, "四川省"),
        ({"year": 2019}, "no year 2019 in the corpus; known: 2020, 2021, 2024"),
        ({"year": "2020,2021"}, "no year '2020,2021'"),
        ({"level": "provinces"}, "no level 'provinces' in the corpus; did you mean 'province'"),
        ({"kind": "report"}, "no kind 'report' in the corpus; did you mean 'work_report'"),
        ({"part": "outlook"}, "no part 'outlook'; known: mixed, other, plan, review"),
        ({"report_id": "anhui"}, "no report 'anhui' in the corpus; did you mean 'anhui-2020'"),
    ],
)
def test_a_slip_of_the_pen_is_told(corpus: Corpus, condition: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        corpus.select(**condition)  # type: ignore[arg-type]


def test_report_by_id(corpus: Corpus) -> None:
    assert corpus.report("hainan-2020").speaker == "沈晓明"
    with pytest.raises(InputError, match="no report 'hainan'"):
        corpus.report("hainan")


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    """Two files, one manifest, nothing else; a county; a UTF-16 file; no checksums."""
    path = folder(
        tmp_path,
        ["x-2024,county,某县,2024,work_report,x.txt", "y-2025,city,某市,2025,work_report,y.txt"],
        {"x.txt": REPORT},
    )
    (path / "raw" / "y.txt").write_bytes(
        REPORT.replace("2024", "2025").replace("2023", "2024").encode("utf-16")
    )
    corpus = load_corpus(str(path))
    assert corpus.reports["year"].tolist() == [2024, 2025]
    assert corpus.reports["sha256"].str.len().tolist() == [64, 64]
    report = corpus.report("x-2024")
    assert "新增就业1200人。" in report.text
    assert [p.part[0] for p in report.paragraphs] == list("ooooorrppp")
    assert (
        corpus.select(level="county", part="plan").paragraphs["text"].tolist()[1]
        == "今年的主要预期目标是：生产总值增长6%左右。"
    )


def test_a_collection_of_ones_own(tmp_path: Path) -> None:
    contents = "目录\n【第一篇】甲县报告(全文).....1\n"
    text = f"{contents}【第一篇】甲县报告(全文)\n{REPORT}【第二篇】乙县报告(全文)\n{REPORT}"
    header = "report_id,level,region,year,kind,source,article"
    rows = ["a,county,甲县,2024,work_report,c.txt,甲县报告", "b,county,乙县,2024,work_report,c.txt,乙县报告"]
    corpus = load_corpus(folder(tmp_path, rows, {"c.txt": text}, header))
    assert corpus.report("a").text == corpus.report("b").text
    for bad, message in (
        (rows[0].replace("甲县报告", "丙县报告"), "0 articles titled '丙县报告'"),
        (rows[0].replace("甲县报告", ""), "holds 2 reports"),
    ):
        with pytest.raises(InputError, match=message):
            load_corpus(folder(tmp_path, [bad], {"c.txt": text}, header))


def test_what_a_user_can_mend(tmp_path: Path) -> None:
    row = "x-2024,county,某县,2024,work_report,x.txt"
    with pytest.raises(InputError, match="isn't a folder"):
        load_corpus(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"reports\.csv is missing"):
        load_corpus(tmp_path)
    folder(tmp_path, [row], {})
    with pytest.raises(InputError, match=r"x\.txt is named in reports\.csv and isn't in raw/"):
        load_corpus(tmp_path)
    folder(tmp_path, [row], {"x.txt": REPORT})
    (tmp_path / "corrections.csv").write_text(
        "file,match,replacement,reason,count\nz.txt,甲,乙,why,1\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"z\.txt"):
        load_corpus(tmp_path)
    (tmp_path / "corrections.csv").write_text(
        "file,match,replacement,reason,count\nx.txt,甲,乙,why,1\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="stands 0 times"):
        load_corpus(tmp_path)


def test_corrections_reach_the_text(tmp_path: Path) -> None:
    folder(tmp_path, ["x-2024,county,某县,2024,work_report,x.txt"], {"x.txt": REPORT})
    (tmp_path / "corrections.csv").write_text(
        "file,match,replacement,reason,count\nx.txt,携手奋斗,携手前进,why,1\n", encoding="utf-8"
    )
    assert "携手前进" in load_corpus(tmp_path).items[0].text
    (raw,) = iter_raw(tmp_path)
    assert [(s.name, s.times) for s in raw.corrections] == [("correct", 1)]


def test_loading_twice_gives_the_same(corpus: Corpus) -> None:
    again = load_corpus(DATA)
    assert again.items == corpus.items
    pd.testing.assert_frame_equal(again.paragraphs, corpus.paragraphs)


def test_reports_cannot_be_changed(corpus: Corpus) -> None:
    with pytest.raises(AttributeError):
        corpus.items[0].text = ""  # type: ignore[misc]
