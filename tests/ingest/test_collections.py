"""One file, many reports: none dropped, merged or cut without a word."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.errors import InputError, NoReportError
from analysis.formats.collection import Collection, collection_of
from analysis.formats.convert import Draft, drafts_of
from analysis.formats.received import Received
from analysis.formats.sheets import read_sheets
from analysis.formats.tables import read_table
from analysis.ingest.survey import survey
from tests.ingest.makers import report_of, zipped

REGIONS = ("安徽省", "甘肃省", "四川省", "青海省", "河北省", "云南省")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def drafts(name: str, data: bytes) -> tuple[list[Draft], list[str]]:
    said: list[str] = []
    return drafts_of(Received(name, name, (), data), said), said


def bodies(number: int) -> list[str]:
    """Reports without their titles: congress, speaker, greeting, text."""
    return [report_of(REGIONS[n], 2021, seed=n).split("\n", 1)[1] for n in range(number)]


def titled(region: str, mark: str = "") -> str:
    return f"{mark}2021年{region}政府工作报告"


@given(
    number=st.integers(2, 6),
    preface=st.sampled_from(["", "合集\n", "目录\n{contents}\n", "前言\n本书收入各地报告。\n\n"]),
    mark=st.sampled_from(["", "## ", "一、", "【第三篇】", "3. ", "*** "]),
    between=st.sampled_from(["\n", "\n\n\n", "\n——————\n"]),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_titles_part_reports(number: int, preface: str, mark: str, between: str, ends: str) -> None:
    contents = "\n".join(f"{titled(region)}……………{n}" for n, region in enumerate(REGIONS[:number]))
    parts = [f"{titled(region, mark)}\n{body}" for region, body in zip(REGIONS, bodies(number), strict=False)]
    text = (preface.format(contents=contents) + between.join(parts)).replace("\n", ends)
    found = collection_of(text)
    assert len(found.pieces) == number
    for region, piece in zip(REGIONS, found.pieces, strict=False):
        assert titled(region) in piece.text[:40]
    assert bare(found.before + "".join(piece.text for piece in found.pieces)) == bare(text)


@given(number=st.integers(2, 5), ends=st.sampled_from(["\n", "\n\n"]))
def test_greetings_part_reports_without_titles(number: int, ends: str) -> None:
    text = ends.join(bodies(number))
    found = collection_of(text)
    assert [piece.text.strip()[:5] for piece in found.pieces] == ["——202"] * number
    assert bare("".join(piece.text for piece in found.pieces)) == bare(text)


@given(
    number=st.integers(2, 6),
    separator=st.sampled_from(["\t", " | ", "|", ",", ";", "：", " "]),
    header=st.sampled_from(["", "年份\t正文\n", "历年报告\n\n"]),
    year=st.sampled_from(["{}", "{}年"]),
)
def test_a_report_a_line(number: int, separator: str, header: str, year: str) -> None:
    texts = [body.replace("\n", "　　") for body in bodies(number)]
    lines = [f"{year.format(2001 + n)}{separator}{text}" for n, text in enumerate(texts)]
    found = collection_of(header + "\n".join(lines))
    assert [piece.text for piece in found.pieces] == texts
    assert [int(piece.cells["year"][:4]) for piece in found.pieces] == [*range(2001, 2001 + number)]
    assert found.before == header.strip()


@pytest.mark.parametrize("separator", ["\t", ",", " | "])
@pytest.mark.parametrize("cell", ["2021年{}政府工作报告", "{},2021", "{}-2021.txt"])
def test_a_title_or_name_before_each_text(separator: str, cell: str, tmp_path: Path) -> None:
    """The year may stand in a title; it says of which region the text is, too."""
    texts = [body[body.index("各位代表") :].replace("\n", "　　") for body in bodies(3)]
    cells = [cell.format(region).replace(",", separator) for region in REGIONS]
    lines = [f"{head}{separator}{text}" for head, text in zip(cells, texts, strict=False)]
    file = tmp_path / "a.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    entries = survey([file], tmp_path / "c").entries
    assert [(e.who.region, e.who.year) for e in entries] == [(region, 2021) for region in REGIONS[:3]]
    assert [bare(e.draft.text) for e in entries] == [bare(text) for text in texts]


def test_a_table_whose_titles_say_of_which_region(tmp_path: Path) -> None:
    """A column of titles, or of the names of files, where the texts' heads are silent."""
    for header, cell in (("标题", "{}2021年政府工作报告"), ("filename", "{}-2021.txt")):
        rows = [
            f'{cell.format(region)},"{body[body.index("各位代表") :]}"'
            for region, body in zip(REGIONS, bodies(2), strict=False)
        ]
        (tmp_path / "a.csv").write_text("\n".join([f"{header},text", *rows]), encoding="utf-8")
        entries = survey([tmp_path / "a.csv"], tmp_path / "c").entries
        assert [(e.who.region, e.who.year) for e in entries] == [("安徽省", 2021), ("甘肃省", 2021)]


def test_rows_in_another_language_are_named() -> None:
    rows = f'lang,text\nzh,"{report_of("安徽省", 2021)}"\nen,"{"Fellow deputies. " * 50}"\n'
    found = read_table(rows.encode(), "a.csv", ".csv")
    assert len(found.rows) == 1
    assert found.said == "a.csv: 1 rows; text from text; left out: 1 rows in en"


def test_a_line_that_goes_on_and_cells_besides_the_year() -> None:
    one, two = (body.replace("\n", "　　") for body in bodies(2))
    found = collection_of(f"四川\t2001\t{one}\n又一段。\n云南\t2002\t{two}")
    assert found.pieces[0].text == f"{one}\n又一段。"
    assert [piece.cells for piece in found.pieces] == [
        {"year": "2001", "title": "四川"},
        {"year": "2002", "title": "云南"},
    ]


def test_short_cells_of_one_line_are_the_beginning_of_its_text() -> None:
    one, two = (body.replace("\n", "　　") for body in bodies(2))
    found = collection_of(f"2001\t{one}\n2002\t政府工作报告\t——2002年1月5日\t{two}")
    assert [piece.text for piece in found.pieces] == [one, f"政府工作报告\t——2002年1月5日\t{two}"]
    assert [piece.cells for piece in found.pieces] == [{"year": "2001"}, {"year": "2002"}]


@pytest.mark.parametrize(
    "text",
    [
        report_of("安徽省", 2021),
        "政府工作报告\n2021年安徽省政府工作报告\n" + bodies(1)[0],
        # Running heads of pages, and the report's name in lines that begin no report.
        "\n".join(f"政府工作报告\n{line}" for line in ("增长。" * 200 + "\n") * 1 for _ in range(9)),
        f"{titled('安徽省')}\n{bodies(1)[0]}\n{titled('安徽省')}名词解释\n" + "六稳：稳就业。" * 200,
        # A line with a tab and a year that is no record.
        "2021\t增长。\n2022\t增长。\n" + bodies(1)[0],
    ],
    ids=["a report", "two titles", "running heads", "glossary", "a small table"],
)  # fmt: skip
def test_one_report_stays_whole(text: str) -> None:
    assert collection_of(text) == Collection([collection_of(text).pieces[0]])
    assert collection_of(text).pieces[0].text == text


def test_a_report_without_title_before_the_first_is_kept() -> None:
    first, second = bodies(2)
    first = first.split("各位代表：", 1)[1]  # neither title nor greeting left
    found = collection_of(f"{first}\n{titled('甘肃省')}\n{second}")
    assert [piece.text[:4] for piece in found.pieces] == [first[:4], "2021"]


def test_what_stands_before_is_named() -> None:
    text = "全国各地报告选编\n" + "\n".join(
        f"{titled(region)}\n{body}" for region, body in zip(REGIONS, bodies(3), strict=False)
    )
    found, said = drafts("选编.txt", text.encode())
    assert [draft.label for draft in found] == [f"选编.txt, report {n}" for n in (1, 2, 3)]
    assert said == ["选编.txt: 3 reports; left out before the first: “全国各地报告选编” (8 characters)"]


def records(number: int) -> list[dict[str, Any]]:
    return [
        {"region": region, "year": 2021, "content": f"政府工作报告\n{body}"}
        for region, body in zip(REGIONS, bodies(number), strict=False)
    ]


def as_json(form: str, number: int) -> bytes:
    rows = records(number)
    made: Any = {
        "list": rows,
        "list within": {"source": "x", "data": rows},
        "records by title": {titled(row["region"]): row for row in rows},
        "texts by title": {titled(row["region"]): row["content"] for row in rows},
        "list far within": {"code": 0, "data": {"items": rows, "total": number}},
        "texts by region and year": {row["region"]: {"2021": row["content"]} for row in rows},
        "texts by year and region": {"2021": {row["region"]: row["content"] for row in rows}},
        "lists by region": {row["region"]: [{"year": 2021, "text": row["content"]}] for row in rows},
        "meta and body": [
            {"meta": {"region": r["region"], "year": 2021}, "body": {"text": r["content"]}} for r in rows
        ],
        "deep": [
            {"meta": {"region": r["region"], "year": 2021}, "text": r["content"].split("\n")} for r in rows
        ],
    }.get(form)
    if form == "lines":
        return "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    return json.dumps(made, ensure_ascii=form == "list").encode()


@pytest.mark.parametrize(
    "form",
    [
        "list", "list within", "list far within", "records by title", "texts by title",
        "texts by region and year", "texts by year and region", "lists by region", "meta and body", "deep",
        "lines",
    ],
)  # fmt: skip
def test_json(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{'jsonl' if form == 'lines' else 'json'}"
    file.write_bytes(as_json(form, 3))
    plan = survey([file], tmp_path / "c")
    assert plan.complaint() == ""
    assert [(e.who.region, e.who.year) for e in plan.entries] == [(region, 2021) for region in REGIONS[:3]]
    assert [bare(e.draft.text) for e in plan.entries] == [bare(row["content"]) for row in records(3)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", '{"text": "一"}\n{"text": \n', r"a\.jsonl, line 2 isn't a JSON record"),
        ("a.json", '{"text": ', r"a\.json isn't well-formed JSON \(line 1, character \d+\)"),
        ("a.json", "[" * 100_000, r"a\.json is nested too deeply"),
        ("a.json", "[]", r"a\.json holds no records"),
        ("a.tmx", "<tmx><body><tu>", r"a\.tmx isn't a well-formed TMX file"),
        ("a.tmx", "<tmx><body/></tmx>", r"a\.tmx holds no translation units"),
    ],
)
def test_damaged_records(name: str, data: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_sheets(data.encode(), name, Path(name).suffix)


def sentences() -> list[str]:
    return [s for s in re.split(r"(?<=。)|\n", report_of("安徽省", 2021)) if s]


def test_a_translation_memory(tmp_path: Path) -> None:
    units = "".join(
        f'<tu><tuv xml:lang="EN"><seg>Sentence {n}.</seg></tuv>'
        f'<tuv xml:lang="zh-CN"><seg>{s}</seg></tuv></tu>'
        for n, s in enumerate(sentences())
    )
    file = tmp_path / "安徽省2021.tmx"
    file.write_text(f'<?xml version="1.0"?><tmx version="1.4"><body>{units}</body></tmx>', encoding="utf-8")
    plan = survey([file], tmp_path / "c")
    [entry] = plan.entries
    assert (entry.who.region, entry.who.year) == ("安徽省", 2021)
    assert bare(entry.draft.text) == bare(report_of("安徽省", 2021))
    assert "left out: EN" in plan.said[0]


def test_parallel_rows_of_several_documents() -> None:
    rows = [
        {"doc_id": region, "year": 2021, "zh": line, "en": "Growth."}
        for region, body in zip(REGIONS, bodies(2), strict=False)
        for line in body.split("\n")
    ]
    table = read_table(pd.DataFrame(rows).to_csv(index=False).encode(), "a.csv", ".csv")
    assert [row.cells["text"] for row in table.rows] == [
        "\n".join(filter(None, b.split("\n"))) for b in bodies(2)
    ]
    assert table.said.endswith("joined to 2 texts; text from zh, year from year; left out: en")


def workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    data = io.BytesIO()
    with pd.ExcelWriter(data) as writer:
        for name, table in sheets.items():
            table.to_excel(writer, sheet_name=name, index=False)
    return data.getvalue()


def test_every_sheet_of_a_workbook() -> None:
    first, second = pd.DataFrame(records(2)), pd.DataFrame(records(3)[2:])
    log = pd.DataFrame({"步骤": ["下载", "清洗"], "次数": [1, 2]})
    table = read_table(workbook({"华东": first, "日志": log, "西南": second}), "a.xlsx", ".xlsx")
    assert [(row.place, row.cells["region"]) for row in table.rows] == [
        ("sheet 华东, row 2", "安徽省"),
        ("sheet 华东, row 3", "甘肃省"),
        ("sheet 西南, row 2", "四川省"),
    ]
    assert "sheet 日志 holds no reports and is left out" in table.said


def test_a_row_far_below_ends_in_a_sentence() -> None:
    """A row may say that it is the 2,147,483,647th; nobody waits for those before it."""
    data = workbook({"一": pd.DataFrame(records(2))})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = re.sub(rb'<row r="3"', b'<row r="2147483647"', files[sheet])
    with pytest.raises(InputError, match=r"a\.xlsx, sheet 一 has more than 100,000 empty rows"):
        read_sheets(zipped(files), "a.xlsx", ".xlsx")


def test_tables_without_reports_are_passed_over_among_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "安徽省2021.txt").write_text(report_of("安徽省", 2021), encoding="utf-8")
    (folder / "log.csv").write_text("province,reason\n", encoding="utf-8")
    (folder / "manifest.csv").write_text("province,length\n云南省,19453\n", encoding="utf-8")
    (folder / "决议.txt").write_text("关于政府工作报告的决议\n" + "会议同意。" * 1000, encoding="utf-8")
    plan = survey([folder], tmp_path / "c")
    assert (len(plan.entries), plan.problems) == (1, [])
    assert sorted(plan.passed_over) == ["log.csv", "manifest.csv", "决议.txt"]
    with pytest.raises(NoReportError, match="no column that holds reports"):
        read_table((folder / "manifest.csv").read_bytes(), "manifest.csv", ".csv")


def test_an_archive_within_an_archive(tmp_path: Path) -> None:
    inner = zipped({"安徽省2021.txt": report_of("安徽省", 2021).encode()})
    file = tmp_path / "a.zip"
    file.write_bytes(
        zipped({"华东.zip": inner, "甘肃省2021.txt": report_of("甘肃省", 2021, seed=1).encode()})
    )
    assert sorted(e.who.region for e in survey([file], tmp_path / "c").entries) == ["安徽省", "甘肃省"]


def test_sizes_are_held_against_the_others_of_the_file(tmp_path: Path) -> None:
    texts = [body.replace("\n", "　　") for body in bodies(4)]
    texts[2] += texts[2]
    texts[3] += "".join(text.replace("各位代表", "") for text in bodies(6)[4:] + bodies(3)[:1])
    file = tmp_path / "national.txt"
    file.write_text("\n".join(f"{2001 + n}\t{text}" for n, text in enumerate(texts)), encoding="utf-8")
    warnings = [entry.warnings for entry in survey([file], tmp_path / "c").entries]
    assert warnings[:2] == [(), ()]
    assert warnings[2] == ("the report stands twice over in it",)
    assert re.fullmatch(
        r"\d\.\d times as long as the middle one of its file; perhaps several reports", warnings[3][0]
    )
