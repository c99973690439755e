"""The shipped word lists are what they claim to be, and a user's slip is named by file and row."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError
from analysis.text.lexicon import load_regions, load_stopwords, load_terms, place_names


def test_terms_are_many_sourced_and_plain() -> None:
    terms = load_terms()
    assert len(terms) >= 600
    assert (terms["source"].str.len() >= 6).all()
    assert (terms["category"] != "").all()
    assert not terms["term"].str.contains("[“”‘’\"']").any()
    for term in ("放管服", "新质生产力", "粤港澳大湾区", "一带一路", "六稳", "六保", "四个意识"):
        assert term in set(terms["term"])


def _text_of_source(corpus: Corpus, source: str) -> str | None:
    """The clean text of a source that is in the corpus."""
    tasks = {
        "国发〔2020〕6号": "national-2020-tasks",
        "国发〔2021〕6号": "national-2021-tasks",
        "咸宁市": "xianning-2020-tasks",
    }
    for beginning, report_id in tasks.items():
        if source.startswith(beginning):
            return corpus.report(report_id).text
    named = re.fullmatch(r"《(\d{4})年(.+)政府工作报告》", source)
    if named:
        for report in corpus.iter_reports():
            if report.kind == "work_report" and report.year == int(named[1]) and report.region == named[2]:
                return report.text
    return None


def test_a_term_stands_in_the_source_it_names(corpus: Corpus) -> None:
    checked = 0
    for row in load_terms().itertuples():
        text = _text_of_source(corpus, str(row.source))
        if text is not None:
            assert str(row.term) in text, f"{row.term} isn't in {row.source}"
            checked += 1
    assert checked > 1000


def test_stopwords_have_kinds_and_sources() -> None:
    words = load_stopwords()
    assert set(words["kind"]) == {"function", "unit", "formula", "head"}
    assert (words["source"] != "").all()
    assert {"的", "和", "亿元", "各位代表"} <= set(words["word"])
    assert not set(words["word"]) & set(load_terms()["term"]), "a word is a term or a stop word, not both"


def test_regions_are_the_divisions_of_gb_t_2260() -> None:
    regions = load_regions().set_index("code")
    provinces = regions[regions["level"] == "province"]
    assert len(provinces) == 34
    assert (
        len(regions[regions["level"] == "city"]) == 333
    )  # 293 cities, 7 prefectures, 30 autonomous prefectures, 3 leagues
    names = regions.loc[regions["level"] == "city", "name"]
    assert names.str.endswith("自治州").sum() == 30
    assert names.str.endswith("盟").sum() == 3
    assert names.str.endswith("地区").sum() == 7
    assert regions.loc["100000", ["name", "name_en"]].tolist() == ["全国", "China"]
    assert regions.loc["421200", ["name", "parent", "name_en"]].tolist() == ["咸宁市", "420000", "Xianning"]
    assert provinces["economic_region"].value_counts().to_dict() == {
        "西部": 12,
        "东部": 10,
        "中部": 6,
        "": 3,
        "东北": 3,
    }


def test_counties_stand_under_their_cities() -> None:
    """Every county-level unit: under a prefecture or a province whose code begins like its own; names repeat,
    codes don't.
    """
    regions = load_regions()
    counties = regions[regions["level"] == "county"]
    assert 2840 <= len(counties) <= 2860
    above = regions.set_index("code")
    for row in counties.itertuples():
        assert str(row.parent)[:2] == str(row.code)[:2]
        assert above.loc[row.parent, "level"] in ("province", "city")
    assert sorted(above.loc[counties.loc[counties["name"] == "鼓楼区", "parent"], "name"]) == [
        "南京市",
        "开封市",
        "徐州市",
        "福州市",
    ]
    assert above.loc["421224", ["name", "short", "parent"]].tolist() == ["通山县", "通山", "421200"]
    upper = set(regions.loc[regions["level"].isin(["province", "city"]), "short"])
    assert not set(counties["short"]) & upper, "a figure that prints 河南 means the province"


def test_place_names_stay_above_the_county() -> None:
    """Names such as 城区 or 和平区 would take ordinary words out of a count."""
    names = place_names()
    assert len(names) > 700
    assert not names & {"城区", "郊区", "和平区", "新城区", "东方"}
    assert {"城区", "通山县", "通山"} <= place_names(counties=True)


def test_the_tile_map_has_31_tiles_that_do_not_overlap() -> None:
    regions = load_regions()
    tiles = regions[regions["grid_row"].notna()]
    assert len(tiles) == 31
    assert set(tiles["level"]) == {"province"}
    assert not tiles.duplicated(["grid_row", "grid_col"]).any()
    at = tiles.set_index("short")
    assert at.loc["黑龙江", "grid_row"] < at.loc["海南", "grid_row"]
    assert at.loc["新疆", "grid_col"] < at.loc["上海", "grid_col"]


def test_every_region_of_the_corpus_is_known(corpus: Corpus) -> None:
    regions = load_regions().set_index("code")
    for report in corpus.iter_reports():
        assert regions.loc[report.region_code, "name"] == report.region


def test_place_names_leave_the_nation_out() -> None:
    names = place_names(
        pd.DataFrame({"level": ["national", "city"], "name": ["全国", "咸宁市"], "short": ["全国", "咸宁"]})
    )
    assert names == {"咸宁市", "咸宁"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("word\n放管服\n", "row 1: column term is missing"),
        ("term\n放管服\n\n放管服\n", "row 4: “放管服” stands already in row 2"),
        ("term,category\n放管服,改革\n,改革\n", "row 3: term is empty"),
        ("term\n稳\n", "row 2: the term “稳” has one character"),
        ("term\n放管服,改革\n", "row 2: 2 cells under 1 headings"),
    ],
)
def test_a_slip_in_a_list_of_terms_is_named(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(f"mine.csv, {message}")):
        load_terms(file)


def test_a_list_in_another_encoding_or_missing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gbk.csv"
    file.write_bytes("term\n放管服\n".encode("gbk"))
    with pytest.raises(InputError, match=r"gbk\.csv: it can't be read as CSV in UTF-8"):
        load_terms(file)
    with pytest.raises(InputError, match="there is no such file"):
        load_terms(tmp_path / "none.csv")


def test_a_users_list_needs_only_its_first_column(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("\ufeffterm\n最多跑一次\n", encoding="utf-8")
    assert load_terms(file).to_dict("list") == {"term": ["最多跑一次"], "category": [""], "source": [""]}
    file.write_text("word\n的\n", encoding="utf-8")
    assert load_stopwords(file)["kind"].tolist() == ["function"]
    file.write_text("word,kind\n的,funktion\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2: the kind “funktion” is unknown"):
        load_stopwords(file)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("12345,province,甲省,甲,A,,,,", "the code “12345” isn't six digits"),
        ("123456,state,甲省,甲,A,,,,", "the level “state” is unknown"),
        ("123456,province,,甲,A,,,,", "the name is missing"),
        ("123456,province,甲省,甲,A,999999,,,", "the parent 999999 isn't in the file"),
        ("123456,province,甲省,甲,A,,,x,1", "grid_row and grid_col are whole numbers"),
    ],
)
def test_a_slip_in_a_list_of_regions_is_named(tmp_path: Path, row: str, message: str) -> None:
    file = tmp_path / "regions.csv"
    file.write_text(
        f"code,level,name,short,name_en,parent,economic_region,grid_row,grid_col\n{row}\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=f"row 2: {message}"):
        load_regions(file)
