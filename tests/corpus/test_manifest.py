"""The manifest: every row true of its file, and every slip named."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from analysis import Corpus, InputError, load_corpus
from analysis.corpus.manifest import COLUMNS, ManifestRow, read_manifest
from analysis.corpus.metadata import read_date, read_opening
from analysis.resources import DATA

CODES = {
    "北京市": 11, "天津市": 12, "河北省": 13, "山西省": 14, "内蒙古自治区": 15, "辽宁省": 21, "吉林省": 22,
    "黑龙江省": 23, "上海市": 31, "江苏省": 32,
    "浙江省": 33, "安徽省": 34, "福建省": 35, "江西省": 36, "山东省": 37, "河南省": 41, "湖北省": 42,
    "湖南省": 43, "广东省": 44, "广西壮族自治区": 45,
    "海南省": 46, "重庆市": 50, "四川省": 51, "贵州省": 52, "云南省": 53, "西藏自治区": 54, "陕西省": 61,
    "甘肃省": 62, "青海省": 63, "宁夏回族自治区": 64,
    "新疆维吾尔自治区": 65,
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[ManifestRow]:
    return read_manifest(DATA / "reports.csv")


def test_33_reports_of_five_files(rows: list[ManifestRow]) -> None:
    assert len(rows) == len({r.report_id for r in rows}) == 33
    assert {r.source for r in rows} == {path.name for path in (DATA / "raw").iterdir()}
    assert [r.level for r in rows].count("province") == 29
    assert {r.region for r in rows if r.level == "province"} == set(CODES) - {"四川省", "云南省"}


def test_bytes_match_the_checksums(rows: list[ManifestRow]) -> None:
    for row in rows:
        assert hashlib.sha256((DATA / "raw" / row.source).read_bytes()).hexdigest() == row.sha256


def test_original_names(rows: list[ManifestRow]) -> None:
    """One original name a file, and the digits behind its number differ from file to file."""
    names = {(r.source, r.original_name) for r in rows}
    assert len(names) == 5
    assert all(re.fullmatch(r"00[0-4]_[0-9a-f]{16}\.txt", name) for _, name in names)


def test_region_codes(rows: list[ManifestRow]) -> None:
    """GB/T 2260: province codes end in four zeros."""
    for row in rows:
        expected = {"national": "100000", "city": "421200"}.get(row.level) or f"{CODES[row.region]}0000"
        assert row.region_code == expected, row.report_id


def test_rows_agree_with_what_the_reports_say(corpus: Corpus, rows: list[ManifestRow]) -> None:
    """Title, date and speaker as printed; the year is the one the report plans for."""
    for row in rows:
        report = corpus.report(row.report_id)
        opening = read_opening(report.text)
        if row.report_id == "national-2024":
            assert (opening.date, opening.speaker) == ("", "")  # the file begins with part three
            assert "date and speaker" in row.known_gaps
            continue
        assert (opening.date, opening.speaker) == (row.date, row.speaker), row.report_id
        if row.kind == "work_report":
            assert row.title == row.region + opening.title == row.article
            assert row.region in report.text.split("\n")[1] + report.text.split("\n")[2], row.report_id
            assert f"{row.year}年" in report.text.split("\n")[1] or "二〇二〇年" in report.text.split("\n")[1]
        else:
            assert row.title.endswith(opening.title) or row.known_gaps
        assert row.year == int(row.date[:4])


def test_known_gaps_are_told(rows: list[ManifestRow]) -> None:
    gaps = {r.report_id for r in rows if r.known_gaps}
    assert gaps == {
        "national-2020-tasks",
        "national-2021-tasks",
        "national-2024",
        "xianning-2020-tasks",
        "jilin-2020",
        "shanghai-2020",
    }


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("——二〇二〇年一月十五日在江苏省", "2020-01-15"), ("二○二一年十二月三十一日", "2021-12-31"),
        ("二零二五年十月二十日", "2025-10-20"),
        ("2024年3月5日", "2024-03-05"), ("2024年3月", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates(text: str, date: str) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("lines", "date", "speaker"),
    [
        (
            [
                "——2020年1月6日在新疆维吾尔自治区第十三届人民代表大会第三次会议上",
                "自治区主席 雪克来提·扎克尔",
            ],
            "2020-01-06",
            "雪克来提·扎克尔",
        ),
        (
            ["——2025年1月14日海南省省长 刘小明在海南省第七届人民代表大会第四次会议上的讲话"],
            "2025-01-14",
            "刘小明",
        ),
        (
            ["2025年1月14日在天津市第十八届人民代表大会第三次会议上天津市市长张工同志作政府工作报告。"],
            "2025-01-14",
            "张工",
        ),
        (
            ["（2025年1月15日在北京市第十六届人民代表大会第三次会议上）", "北京市市长 殷勇"],
            "2025-01-15",
            "殷勇",
        ),
        (["市长 王一二", "（2023年1月5日）"], "2023-01-05", "王一二"),
        (["——2020年1月12日在吉林省第十三届人民代表大会第三次会议上", "景俊海"], "2020-01-12", "景俊海"),
        (["——2020年1月15日在青海省第十三届人民代表大会第四次会议上", "省长刘宁"], "2020-01-15", "刘宁"),
        (
            ["——2020年1月10日在河南省第十三届人民代表大会第三次会议上", "河南省人民政府代省长 尹弘"],
            "2020-01-10",
            "尹弘",
        ),
        (["2024年3月5日在第十四届全国人民代表大会第二次会议上", "国务院总理 李强"], "2024-03-05", "李强"),
        (["2025年1月5日在某某县第十八届人民代表大会第五次会议上"], "2025-01-05", ""),
    ],
)
def test_openings(lines: list[str], date: str, speaker: str) -> None:
    text = "\n".join(["政府工作报告", *lines, "各位代表：", "现在，我代表人民政府，向大会报告工作。"])
    assert read_opening(text) == ("政府工作报告", date, speaker)


GOOD = dict.fromkeys(COLUMNS, "") | {
    "report_id": "a-2020", "level": "city", "region": "甲市", "year": "2020", "kind": "work_report",
    "source": "a.txt",
}  # fmt: skip


def write(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "reports.csv"
    lines = [",".join(columns)] + [",".join(row.get(c, "") for c in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_good_row(tmp_path: Path) -> None:
    (row,) = read_manifest(write(tmp_path, GOOD))
    assert (row.report_id, row.year, row.sha256) == ("a-2020", 2020, "")
    columns = ("report_id", "level", "region", "year", "kind", "source")
    assert read_manifest(write(tmp_path, GOOD, columns=columns)) == [row]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"year": "20"}, "row 3: year is '20'"),
        ({"year": "2020年"}, "row 3: year"),
        ({"year": ""}, "row 3: year is empty"),
        ({"year": "²⁰²⁰"}, "row 3: year"),
        ({"year": "9999"}, "row 3: year"),
        ({"level": "village"}, "row 3: level is 'village'"),
        ({"kind": "speech"}, "row 3: kind is 'speech'"),
        ({"region": " "}, "row 3: region is empty"),
        ({"region_code": "34"}, "row 3: region_code is '34'"),
        ({"region_code": "３４００００"}, "row 3: region_code"),
        ({"report_id": "a-2020"}, "row 3: report_id 'a-2020' stands in row 2 too"),
        ({"report_id": "../b"}, "row 3: report_id"),
        ({"report_id": "b\\c"}, "row 3: report_id"),
        ({"report_id": "C:b"}, "row 3: report_id"),
        ({"source": "../../etc/passwd"}, "row 3: source"),
        ({"source": "/etc/passwd"}, "row 3: source"),
        ({"source": "..\\a.txt"}, "row 3: source"),
        ({"source": "C:a.txt"}, "row 3: source"),
        ({"source": ".."}, "row 3: source"),
        ({"date": "12 January"}, "row 3: date"),
        ({"date": "2020-13-01"}, "row 3: date"),
        ({"sha256": "abc"}, "row 3: sha256"),
        ({"known_gaps": "one, two"}, "row 3 has more cells"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        read_manifest(write(tmp_path, GOOD, GOOD | {"report_id": "b-2020"} | change))


def test_bad_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing"):
        read_manifest(tmp_path / "reports.csv")
    with pytest.raises(InputError, match="names no report"):
        read_manifest(write(tmp_path))
    with pytest.raises(InputError, match="no column year"):
        read_manifest(write(tmp_path, GOOD, columns=tuple(c for c in COLUMNS if c != "year")))
    path = tmp_path / "reports.csv"
    path.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="no column region"):
        read_manifest(path)
    path.write_bytes(write(tmp_path, GOOD).read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        read_manifest(path)


def test_wrong_checksum_names_the_file(tmp_path: Path) -> None:
    write(tmp_path, GOOD | {"sha256": "0" * 64})
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("政府工作报告", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt isn't the file that reports\.csv describes"):
        load_corpus(tmp_path)


def test_two_checksums_for_one_file(tmp_path: Path) -> None:
    """Every row's checksum counts, not the last one's."""
    text = "【第一篇】甲报告(全文)\n各位代表：\n【第二篇】乙报告(全文)\n各位代表：\n"
    sha = hashlib.sha256(text.encode()).hexdigest()
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(text.encode())
    first, second = GOOD | {"article": "甲报告"}, GOOD | {"report_id": "b-2020", "article": "乙报告"}
    write(tmp_path, first | {"sha256": sha}, second | {"sha256": sha.upper()})
    assert len(load_corpus(tmp_path)) == 2
    write(tmp_path, first | {"sha256": "0" * 64}, second | {"sha256": sha})
    with pytest.raises(InputError, match=r"a\.txt"):
        load_corpus(tmp_path)


def test_a_short_manifest_is_completed(tmp_path: Path) -> None:
    """Region, year and source are enough: level, kind and id are told from them."""
    path = tmp_path / "reports.csv"
    path.write_text(
        "region,year,source,title\n武汉市,2023,a.txt,\n湖北省,2022,b.txt,关于重点工作责任分解的通知\n",
        encoding="utf-8",
    )
    first, second = read_manifest(path)
    assert (first.report_id, first.level, first.kind) == ("武汉市-2023", "city", "work_report")
    assert (second.report_id, second.level, second.kind) == ("湖北省-2022-tasks", "province", "task_division")
    assert (first.region_code, second.region_code) == ("420100", "420000")


def test_the_code_of_a_name_that_several_regions_bear_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text(
        "region,year,source\n鼓楼区,2023,a.txt\n某县,2023,b.txt\n国务院,2023,c.txt\n", encoding="utf-8"
    )
    assert [row.region_code for row in read_manifest(path)] == ["", "", "100000"]


def test_a_level_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text("region,year,source\n某开发处,2023,a.txt\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2: level"):
        read_manifest(path)
