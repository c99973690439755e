"""What the user told and the text denies is said, a line a report, and the report is added as told."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import Corpus
from analysis.cli import main
from analysis.corpus.manifest import read_manifest
from analysis.identity.identity import Told, contradiction, identify
from tests.ingest.makers import report_of

ANHUI = report_of("安徽省", 2021)


def said(text: str, **told: object) -> str:
    given = Told(**told)  # type: ignore[arg-type]
    return contradiction(text, identify(text, "x.txt", (), given), given)


def test_what_is_true_of_a_shipped_report_is_no_contradiction(corpus: Corpus) -> None:
    for report in corpus.iter_reports():
        assert (
            said(report.text, region=report.region, year=report.year, level=report.level, kind=report.kind)
            == ""
        ), report.report_id


def test_the_next_report_s_region_is_one(corpus: Corpus) -> None:
    reports = [r for r in corpus.iter_reports() if r.level == "province"]
    for report, other in zip(reports, [*reports[1:], reports[0]], strict=True):
        assert (
            said(report.text, region=other.region)
            == f"told region {other.region}, but its first lines name {report.region}"
        )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, ""),
        ({"region": "安徽", "year": 2021, "level": "province", "kind": "work_report"}, ""),
        ({"region": "Anhui"}, ""),
        ({"region": "340000"}, ""),
        ({"region": "四川省"}, "told region 四川省, but its first lines name 安徽省"),
        ({"region": "合肥市"}, "told region 合肥市, but its first lines name 安徽省"),
        ({"region": "全国"}, "told region 全国, but its first lines name 安徽省"),
        ({"year": 2019}, "told year 2019, but the text speaks of 2021"),
        ({"level": "city"}, "told level city, but 安徽省 is a province"),
        ({"kind": "task_division"}, "told kind task_division, but its title is that of a work_report"),
        (
            {"region": "四川", "year": 2019},
            "told region 四川省, but its first lines name 安徽省; year 2019, but the text speaks of 2021",
        ),
    ],
)
def test_contradictions(told: dict[str, object], sentence: str) -> None:
    assert said(ANHUI, **told) == sentence


def test_one_of_several_regions_of_a_name_is_none() -> None:
    text = report_of("鼓楼区", 2021, office="区长")
    assert said(text, region="福州市鼓楼区") == said(text, region="江苏省徐州市鼓楼区") == ""
    assert "its first lines name" in said(text, region="北京市朝阳区")


def test_a_text_that_names_no_region_contradicts_none() -> None:
    assert said("政府工作报告\n各位代表：\n去年很好。", region="安徽省", year=2020) == ""


def test_the_nation_s_report_told_a_province() -> None:
    text = "政府工作报告\n——2021年3月5日在第十三届全国人民代表大会第四次会议上\n国务院总理 李克强\n各位代表："
    assert said(text, region="安徽省") == "told region 安徽省, but its first lines name 全国"
    assert said(text, region="全国") == ""


@pytest.mark.parametrize("dry", [True, False])
def test_it_is_said_and_added_as_told(dry: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a.txt", ANHUI), ("b.txt", report_of("四川省", 2021, seed=5))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    args = [
        "add",
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
        "--corpus",
        str(tmp_path / "c"),
        "--year",
        "2019",
    ]
    assert main([*args, "--dry-run"] if dry else args) == 0
    err = capsys.readouterr().err
    assert err.splitlines() == [
        f"{name}: told year 2019, but the text speaks of 2021; it is taken as told"
        for name in ("a.txt", "b.txt")
    ]
    assert (tmp_path / "c").exists() != dry
    if not dry:
        assert [row.year for row in read_manifest(tmp_path / "c" / "reports.csv")] == [2019, 2019]


def test_a_table_s_cell_is_told_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.csv").write_text(
        "省份,年份,正文\n四川,2021,{}\n".format(ANHUI.replace("\n", "　　")), encoding="utf-8"
    )
    assert main(["add", str(tmp_path / "t.csv"), "--corpus", str(tmp_path / "c")]) == 0
    assert (
        capsys.readouterr().err
        == "t.csv, row 2: told region 四川省, but its first lines name 安徽省; it is taken as told\n"
    )
