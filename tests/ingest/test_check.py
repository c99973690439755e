"""The quality report: what is wrong is named, what is right isn't."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from analysis import text_report
from analysis.checks.damage import recognition_errors, traditional_share
from analysis.checks.duplicates import (
    LENGTH,
    near_duplicates,
    repeated_share,
    resemblance,
    shingles,
    sketch,
    sketches_of,
)
from analysis.checks.single import warnings_of
from analysis.cli import main
from analysis.corpus.corpus import Corpus
from analysis.identity.identity import Told
from analysis.ingest.check import check_folder, check_lines
from analysis.ingest.check_page import quality_page, quality_table, warning_table
from analysis.ingest.survey import survey
from analysis.ingest.writing import write
from tests.growth import LINEAR, exponent
from tests.ingest.makers import shipped
from tests.ingest.test_add import put


def garbled(text: str, share: float, seed: int = 1) -> str:
    rng = random.Random(seed)
    return "".join(
        chr(rng.randrange(0x4E00, 0x9000)) if "\u4e00" <= c <= "\u9fff" and rng.random() < share else c
        for c in text
    )


def exact(a: str, b: str) -> float:
    """Jaccard index of the sets of shingles, the slow way."""
    sets = [
        {t[i : i + LENGTH] for i in range(len(t) - LENGTH + 1)}
        for t in (re.sub(r"[\W_]+", "", x) for x in (a, b))
    ]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@pytest.mark.parametrize("share", [0.0, 0.01, 0.03, 0.1])
def test_resemblance_is_the_jaccard_index(share: float) -> None:
    text = shipped("hebei-2020").text
    other = garbled(text, share)
    assert resemblance(sketch(text), sketch(other)) == pytest.approx(exact(text, other), abs=0.1)


def test_near_duplicates_of_the_shipped_reports_are_none(corpus: Corpus) -> None:
    """Every pair compared the slow way: only the city's division of the national tasks comes near."""
    reports = list(corpus.iter_reports())
    sketches = sketches_of(r.text for r in reports)
    assert near_duplicates(sketches) == []
    alike = {
        (reports[a].report_id, reports[b].report_id)
        for a, b in combinations(range(len(reports)), 2)
        if resemblance(sketches[a], sketches[b]) > 0.1
    }
    assert alike == {("national-2020-tasks", "xianning-2020-tasks")}


def test_near_duplicates_are_found_among_many(corpus: Corpus) -> None:
    texts = [r.text for r in corpus.iter_reports()][:20]
    found = near_duplicates(
        sketches_of([*texts, garbled(texts[7], 0.02), texts[9], texts[9][: len(texts[9]) // 2]])
    )
    n = len(texts)
    assert {(p.first, p.second) for p in found} == {(7, n), (9, n + 1), (9, n + 2), (n + 1, n + 2)}
    assert found[0].resemblance == 1.0


def test_a_hundred_copies_are_a_chain() -> None:
    """So that the work grows with the reports and not with the pairs."""
    pairs = near_duplicates([sketch(shipped("hebei-2020").text)] * 100)
    assert [(p.first, p.second) for p in pairs] == [(n, n + 1) for n in range(99)]


def test_near_duplicates_in_linear_time() -> None:
    rng = np.random.default_rng(0)

    def run(reports: int) -> Callable[[], object]:
        sketches = [np.unique(rng.integers(0, 2**63, 256, dtype=np.uint64)) for _ in range(reports)]
        return partial(near_duplicates, sketches)

    assert exponent(run, 400) <= LINEAR


@given(st.text(alphabet="一二三四五六七八九十增长", max_size=80))
@settings(max_examples=100, deadline=None)
def test_shingles_are_equal_where_the_words_are(text: str) -> None:
    hashes = shingles(text, 5)
    words = [text[i : i + 5] for i in range(len(text) - 4)]
    assert len(hashes) == max(0, len(text) - 4)
    assert len(set(hashes.tolist())) == len(set(words))
    assert all(
        (hashes[i] == hashes[j]) == (words[i] == words[j]) for i, j in combinations(range(len(words)), 2)
    )


def test_a_report_twice_over() -> None:
    text = shipped("hebei-2020").text
    assert repeated_share(text) < 0.03
    assert repeated_share(text + "\n" + text) > 0.99
    assert repeated_share(text + "\n" + garbled(text, 0.005)) > 0.7


def test_clean_reports_have_no_damage(corpus: Corpus) -> None:
    for report in corpus.iter_reports():
        assert recognition_errors(report.text) <= 1
        assert traditional_share(report.text) < 0.001


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda t: t[: len(t) // 2].rstrip("。！？”") + "，推进", "ends in the middle of a sentence"),
        (lambda t: t[: t.rindex("。", 0, len(t) * 2 // 3) + 1], "no closing appeal"),
        (
            lambda t: t.translate(
                str.maketrans(
                    "国会发经济业关产实现应对环节设与报区为", "國會發經濟業關產實現應對環節設與報區為"
                )
            ),
            "traditional characters",
        ),
        (
            lambda t: t.replace("2020年", "2O20年").replace("发展", "发l展").replace("，", "，，", 30),
            "bad recognition",
        ),
        (lambda t: t.replace("的", "\ufffd", 9), "9 unreadable characters"),
        # Nothing is left that shows where paragraphs began.
        (
            lambda t: re.sub("[\n　]|[（(]?[一二三四五六七八九十]+[)）、]|各位代表|——", "", t),
            "the line ends were lost",
        ),
        (lambda t: t[t.index("二、") :], "its chapters begin at 二"),
        (lambda t: t.encode().decode("gb18030", "ignore"), "noise"),
    ],
)
def test_damage_is_named(spoil, words: str) -> None:  # type: ignore[no-untyped-def]
    spoilt = text_report(spoil(shipped("hebei-2020").text), year=2020)
    assert any(words in warning.sentence for warning in warnings_of(spoilt))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with a good report, its near duplicate of another year, one twice over, and one cut short."""
    top = tmp_path_factory.mktemp("check")
    good = shipped("hebei-2020").text
    twice = shipped("hunan-2020").text
    files = [
        put(top / "河北2020.txt", good),
        put(top / "河北2021.txt", garbled(good, 0.02).replace("2019", "2020 ").replace("2020年1", "2021年1")),
        put(top / "湖南2020.txt", twice + "\n" + twice.split("\n", 5)[5]),
        put(top / "湖北2020.txt", shipped("hubei-2020").text[:9000].rstrip("。")),
    ]  # fmt: skip
    for path in files:
        year = int(re.sub(r"\D", "", path.stem))
        write(survey([path], top / "corpus", Told(year=year, region=path.stem[:2])))
    return top / "corpus"


def test_the_report_names_what_is_wrong(folder: Path) -> None:
    rows = {r.report_id: r for r in check_folder(folder)}
    warnings = {i: "; ".join(r.warnings) for i, r in rows.items()}
    assert re.search(r"is a near duplicate of \(\d\d %\) hebei-2021", warnings["hebei-2020"])
    assert re.search(r"is a near duplicate of \(\d\d %\) hebei-2020", warnings["hebei-2021"])
    assert "stands twice over" in warnings["hunan-2020"]
    assert "ends in the middle of a sentence" in warnings["hubei-2020"]
    assert rows["hebei-2020"].headline
    assert (
        rows["hebei-2020"].review + rows["hebei-2020"].plan + rows["hebei-2020"].other
        > 0.98 * rows["hebei-2020"].characters
    )


def test_lines_table_and_page(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--corpus", str(folder), "--output", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4 + 1 + 3
    assert lines[4].startswith("4 reports read, checksums right, ")
    with (tmp_path / "quality.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["report_id"] for row in rows] == ["hebei-2020", "hebei-2021", "hunan-2020", "hubei-2020"]
    text = (tmp_path / "quality.html").read_text(encoding="utf-8")
    assert text.count("<tr>") == 5
    assert "near duplicate" in text
    first = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert main(["check", "--corpus", str(folder), "--output", str(tmp_path)]) == 0
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == first


def test_a_page_escapes_what_it_shows(folder: Path) -> None:
    row = check_folder(folder)[0]._replace(region="<script>alert(1)</script>", warnings=("<b>",))
    page = quality_page([row])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_shipped_corpus(corpus: Corpus) -> None:
    rows = check_folder(None)
    table = warning_table(rows)
    assert table[["report_id", "check"]].to_numpy().tolist() == [
        ["national-2024", "chapters"],
        ["national-2024", "review"],
    ]
    assert len(list(check_lines(rows))) == len(corpus) + 1
    assert [r.report_id for r in rows if r.warnings] == [
        "national-2024"
    ]  # its review isn't in the file, as the manifest says
    assert sum(bool(r.known_gaps) for r in rows) >= 5
    assert quality_table(rows)["headline"].sum() >= 31


def test_names_and_codes_of_regions_that_do_not_agree(tmp_path: Path) -> None:
    """Each slip is said once a report, in a sentence; former names and those with the unit above are none."""
    rows = [
        ("a", "county", "鼓楼区", "320106", 2020), ("b", "county", "鼓楼区", "350102", 2021),
        ("c", "city", "咸宁市", "421200", 2020), ("d", "city", "咸宁地区", "421200", 2021),
        ("e", "province", "某省", "999999", 2020), ("f", "province", "安徽省", "330000", 2020),
        ("g", "county", "仙桃市", "429004", 2020), ("h", "city", "仙桃市", "429004", 2021),
        ("i", "county", "北京市朝阳区", "110105", 2020), ("j", "province", "福建省", "", 2020),
    ]  # fmt: skip
    (tmp_path / "raw").mkdir()
    with (tmp_path / "reports.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["report_id", "level", "region", "region_code", "year", "source"])
        for report_id, level, region, code, year in rows:
            out.writerow([report_id, level, region, code, year, f"{report_id}.txt"])
            (tmp_path / "raw" / f"{report_id}.txt").write_text(
                f"{year}年政府工作报告\n{report_id * 40}。\n", "utf-8"
            )
    said = {
        row.report_id: [w for w in row.warnings if w.startswith(("the name", "the code"))]
        for row in check_folder(tmp_path)
    }
    gulou = "the name 鼓楼区 stands under the codes 320106 and 350102, so these are different regions"
    xianning = "the code 421200 stands under the names 咸宁地区 and 咸宁市, which are taken for one region"
    xiantao = "the code 429004 stands at the levels city and county, so these are different regions"
    remedy = ": mend its row in reports.csv if that is a slip"
    assert {i: [w.removesuffix(remedy) for w in warnings] for i, warnings in said.items()} == {
        "a": [gulou],
        "b": [gulou],
        "c": [xianning],
        "d": [xianning],
        "e": ["the code 999999 isn't in the list of regions"],
        "f": ["the code 330000 is that of 浙江省 in the list of regions, and not of 安徽省"],
        "g": [xiantao],
        "h": [xiantao],
        "i": [],
        "j": [],
    }
