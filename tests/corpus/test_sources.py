"""What the verbs take: the same things everywhere, and a wrong one refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import (
    Corpus,
    InputError,
    attention,
    extract_targets,
    find_reuse,
    load_corpus,
    read_report,
    tasks_table,
    theme_ranks,
    without_attributions,
)
from analysis.corpus.plain import attribution_spans, body_sentences
from analysis.corpus.selection import comparable_groups, years_by_region
from analysis.corpus.sources import as_corpus, as_reports, as_table, as_tables
from analysis.quantities.quantities import quantities_table
from analysis.reuse.reuse import stock_phrases
from analysis.text.concordance import collocates, concordance
from analysis.text.matrix import term_matrix
from analysis.text.phrases import PhraseOptions, find_phrases
from analysis.text.sources import as_matrix
from analysis.text.tokens import CONTENT, TokenOptions, tokenise_corpus
from analysis.themes.codebook import theme_hits
from analysis.themes.commitment import commitment
from analysis.themes.counting import count_themes
from analysis.themes.published import word_share
from analysis.words.frequency import keyword_frequencies
from analysis.words.keyness import keyness
from analysis.words.spread import keyword_spread
from analysis.words.tfidf import distinctive_terms

SENTENCE = "今年地区生产总值增长6%左右。"


@pytest.fixture(scope="module")
def two(corpus: Corpus) -> Corpus:
    return corpus.select(region=["安徽", "浙江"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    for year in (2024, 2025):
        (tmp_path / "files" / f"{year}年甲市政府工作报告.txt").write_text(
            f"政府工作报告\n{SENTENCE}\n", encoding="utf-8"
        )
    return tmp_path


def test_every_form_of_a_source(two: Corpus) -> None:
    for source in (two, two.items, list(two), iter(two), two.iter_reports(), (report for report in two)):
        assert as_reports(source) == two.items  # type: ignore[arg-type]
    assert as_reports(two[0]) == two.items[:1]
    assert as_corpus(two) is two
    assert as_corpus(list(two)) == Corpus(two.items)
    assert as_tables(two) is two
    plain = without_attributions(two)
    assert as_tables(plain) is plain
    assert as_table(two.reports) is two.reports


def test_paths(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["2024年甲市政府工作报告", "2025年甲市政府工作报告"]
    files = folder / "files"
    for source in (
        files,
        str(files),
        f"{files}/",
        sorted(files.iterdir()),
        [str(path) for path in sorted(files.iterdir())],
    ):
        assert [report.report_id for report in as_reports(source)] == names  # type: ignore[arg-type]
    one = files / f"{names[0]}.txt"
    assert as_reports(one) == as_reports(str(one)) == (read_report(one),) == (read_report(str(one)),)
    monkeypatch.chdir(folder)
    assert [report.year for report in as_reports("files")] == [2024, 2025]
    assert as_reports(f"files/{names[1]}.txt")[0].year == 2025


def test_a_corpus_is_found_from_below(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "my-corpus"
    (mine / "raw").mkdir(parents=True)
    (tmp_path / "notebooks" / "src").mkdir(parents=True)
    (mine / "raw" / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (mine / "reports.csv").write_text("region,year,source\n安徽省,2025,a.txt\n", encoding="utf-8")
    for below in (tmp_path, tmp_path / "notebooks", tmp_path / "notebooks" / "src"):
        monkeypatch.chdir(below)
        assert load_corpus("my-corpus")[0].year == 2025
        assert as_reports("my-corpus") == load_corpus(mine).items
    with pytest.raises(InputError, match=r"my-korpus isn't a folder in .* or the folders above it"):
        load_corpus("my-korpus")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="did you mean 'my-corpus'"):
        load_corpus("my-corpse")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (None, "None is no source of reports; give a corpus"),
        (3, "the number 3 is no source of reports"),
        (b"text", "a bytes is no source"),
        (pd.DataFrame(), "a DataFrame is no source"),
        ({"a": 1}, "a dict is no source"),
        ([3], "item 0 is the number 3, which is no report"),
        ("", "the text is empty"),
        ("。，\n", "the text is empty"),
        ("x.docx", "there is no file or folder 'x.docx'"),
        ("nowhere/report", "there is no file or folder 'nowhere/report'"),
        ("报告.pdf", "there is no file or folder '报告.pdf'"),
        (Path("安徽省"), "there is no file or folder '安徽省'"),
    ],
)
def test_what_is_no_source(source: Any, sentence: str) -> None:
    for verb in (
        as_reports,
        as_corpus,
        as_tables,
        extract_targets,
        quantities_table,
        tasks_table,
        count_themes,
        tokenise_corpus,
    ):
        with pytest.raises(InputError) as raised:
            verb(source)  # type: ignore[operator]
        assert sentence in str(raised.value)


def test_a_name_close_to_a_file_is_suggested(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "files")
    with pytest.raises(InputError, match=r"did you mean '2024年甲市政府工作报告\.txt'"):
        extract_targets("2024年甲市政府工作报告.docx")


def test_folders_lose_no_report(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="in folders below it"):
        as_reports(folder)
    (folder / "files" / "scan.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError, match=r"scan\.pdf: files of the kind \.pdf aren't read"):
        as_reports(folder / "files")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no report"):
        as_reports(tmp_path / "empty")


def test_tables_alone_are_no_reports(two: Corpus) -> None:
    for verb in (extract_targets, find_reuse, tasks_table):
        with pytest.raises(InputError, match="a PlainTables holds tables without their reports"):
            verb(without_attributions(two))  # type: ignore[operator]


def test_an_id_stands_once(two: Corpus) -> None:
    with pytest.raises(InputError, match="more than one is called 'anhui-2020'"):
        as_corpus([*two, two["anhui-2020"]])
    assert [report.report_id for report in as_reports([SENTENCE, SENTENCE])] == ["text-1", "text-2"]


def test_a_sentence_has_targets_and_no_invented_year() -> None:
    table = extract_targets(SENTENCE)
    assert table[["indicator", "low", "high", "unit", "qualifier"]].values.tolist() == [
        ["gdp", 6.0, 6.0, "%", "around"]
    ]
    assert table["year"].isna().all()
    assert str(table["year"].dtype) == str(quantities_table(SENTENCE)["year"].dtype) == "Int64"
    assert (
        extract_targets("到2030年，地区生产总值增长6%左右。")["year"].isna().all()
    )  # a year that the text speaks of
    titled = extract_targets(f"2025年政府工作报告\n{SENTENCE}")
    assert titled["year"].tolist() == [2025]
    assert as_reports(SENTENCE, year=2024)[0].year == 2024
    assert count_themes("大力发展数字经济。\n", parts=["other"]).strata["year"].isna().all()


def test_known_years_stay_plain_numbers(two: Corpus) -> None:
    for table in (two.reports, two.lengths, extract_targets(two), quantities_table(two)):
        assert table["year"].dtype == "int64"


def test_the_calls_of_a_newcomer(corpus: Corpus, two: Corpus) -> None:
    """Each verb gives for a corpus what it gave for its reports, or for what is made of it."""
    pairs: list[tuple[Callable[..., pd.DataFrame], Any, Any]] = [
        (extract_targets, two, two.iter_reports()),
        (quantities_table, two, list(two)),
        (tasks_table, corpus, corpus.iter_reports()),
        (find_reuse, two, two.iter_reports()),
        (stock_phrases, two, two.items),
        (body_sentences, two, list(two)),
        (theme_hits, two, body_sentences(two)),
        (attention, two, count_themes(two)),
        (theme_ranks, two, count_themes(list(two))),
        (commitment, two, list(two)),
    ]
    for verb, first, second in pairs:
        pd.testing.assert_frame_equal(verb(first), verb(second))
    assert attribution_spans(corpus) == attribution_spans(corpus.iter_reports())
    assert len(tasks_table(corpus)) > 0
    pd.testing.assert_frame_equal(
        commitment(two), commitment(without_attributions(two), quantities_table(two)), check_like=True
    )
    assert comparable_groups(corpus) == comparable_groups(corpus.reports)
    assert years_by_region(corpus).equals(years_by_region(corpus.reports))


def test_words_of_a_corpus_are_counted_as_said(two: Corpus) -> None:
    matrix = term_matrix(
        tokenise_corpus(without_attributions(two), TokenOptions(stop_kinds=CONTENT)), unit="paragraph"
    )
    made = as_matrix(two, "paragraph")
    assert made.terms == matrix.terms
    assert (made.counts != matrix.counts).nnz == 0
    pd.testing.assert_frame_equal(keyness(two, {"region": "安徽"}), keyness(matrix, {"region": "安徽省"}))
    reports = as_matrix(two, "report")
    for verb in (keyword_spread, distinctive_terms, keyword_frequencies):
        pd.testing.assert_frame_equal(verb(two), verb(reports))  # type: ignore[operator]


def test_text_verbs_take_a_text(two: Corpus) -> None:
    text = "优化营商环境。持续优化营商环境。\n"
    assert concordance(text, "营商环境")["start"].tolist() == [2, 11]
    assert collocates(text, "营商环境", min_count=2)["term"].tolist() == ["优化"]
    assert len(find_phrases(text * 3, PhraseOptions(min_count=2, min_documents=1))) >= 0
    assert word_share(text, "营商环境")["count"].tolist() == [2]
    pd.testing.assert_frame_equal(concordance(two, "长三角"), concordance(list(two), "长三角"))
