"""Regions by any of their names, years as numbers or text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis import Corpus, InputError, TokenOptions, keyness, term_matrix, tokenise_corpus
from analysis.corpus.names import Named, find_regions, find_values, names_of
from analysis.text.matrix import TermMatrix


@pytest.fixture(scope="module")
def matrix(corpus: Corpus) -> TermMatrix:
    return term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba")), unit="paragraph")


@pytest.mark.parametrize(
    "name", ["安徽省", "安徽", "Anhui", "anhui", " 安徽 ", "340000", 340000, np.int64(340000), ["安徽"]]
)
def test_every_name_of_a_region(corpus: Corpus, matrix: TermMatrix, name: Any) -> None:
    assert [report.report_id for report in corpus.select(region=name)] == ["anhui-2020"]
    assert set(matrix.select(region=name).docs["report_id"]) == {"anhui-2020"}


def test_every_region_of_the_corpus_by_every_name(corpus: Corpus) -> None:
    for region, code in set(zip(corpus.reports["region"], corpus.reports["region_code"], strict=True)):
        for name in names_of(Named(region, code)):
            assert set(corpus.select(region=name).reports["region_code"]) == {code}, name


@pytest.mark.parametrize("name", ["全国", "China", "中国", "national", 100000])
def test_the_nation(corpus: Corpus, name: Any) -> None:
    assert set(corpus.select(region=name).reports["level"]) == {"national"}


def test_several_regions(corpus: Corpus) -> None:
    chosen = corpus.select(region=["Anhui", "浙江", 110000])
    assert sorted(chosen.reports["region"]) == ["北京市", "安徽省", "浙江省"]


@pytest.mark.parametrize("year", [2020, "2020", np.int64(2020), [2020], ["2020"], " 2020 "])
def test_years(corpus: Corpus, matrix: TermMatrix, year: Any) -> None:
    assert set(corpus.select(year=year).reports["year"]) == {2020}
    assert set(matrix.select(year=year).docs["year"]) == {2020}
    assert len(corpus.select(year=year)) == (corpus.reports["year"] == 2020).sum()


def test_keyness_by_any_name(matrix: TermMatrix) -> None:
    first = keyness(matrix, {"region": "海南", "year": "2020"}, {"region": ["Anhui", 330000]})
    assert first.equals(keyness(matrix, {"region": "海南省"}, {"region": ["安徽省", "浙江省"]}))


def test_a_name_of_two_regions_is_a_question(corpus: Corpus) -> None:
    base = corpus["jilin-2020"]
    city = replace(base, report_id="jilin-city-2020", level="city", region="吉林市", region_code="220200")
    both = Corpus((base, city))
    for name in ("吉林", "Jilin"):
        with pytest.raises(InputError, match=r"could be 吉林省 \(220000\) or 吉林市 \(220200\)"):
            both.select(region=name)
    assert both.select(region="吉林省").items == (base,)
    assert both.select(region="220200").items == (city,)
    assert Corpus((city,)).select(region="吉林").items == (city,)  # nothing else to choose from


def test_one_name_of_two_codes() -> None:
    places = [("鼓楼区", "350102"), ("鼓楼区", "320106")]
    with pytest.raises(InputError, match=r"鼓楼区 \(320106\) or 鼓楼区 \(350102\)"):
        find_regions("鼓楼区", places)
    assert find_regions("福州市鼓楼区", places) == {Named("鼓楼区", "350102")}


def test_regions_that_the_list_lacks() -> None:
    assert find_regions("某开发区", [("某开发区", ""), ("安徽省", "")]) == {Named("某开发区", "")}
    assert find_regions("安徽", [("某开发区", ""), ("安徽省", "")]) == {Named("安徽省", "")}
    assert find_regions("安徽省", [("安徽省", ""), ("安徽省", "340000")]) == {
        Named("安徽省", ""),
        Named("安徽省", "340000"),
    }
    with pytest.raises(InputError, match="no region ''"):
        find_regions("", [("", ""), ("安徽省", "340000")])


def test_values() -> None:
    assert find_values("paragraph", ["3", 4], [3, 4, 5]) == {3, 4}
    assert find_values("region_code", 340000, ["340000", "110000"]) == {"340000"}
