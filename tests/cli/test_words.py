"""The commands of words: phrases, concordance, keyness."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.text.lexicon import load_terms


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_candidates_are_rows_of_a_lexicon(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What is printed can be saved, pruned and used as a list of terms as it is."""
    assert main(["phrases", "--top", "20", "--csv"]) == 0
    out = capsys.readouterr().out
    assert len(rows(out)) == 20
    assert list(rows(out)[0])[:3] == ["term", "category", "source"]
    saved = tmp_path / "terms.csv"
    saved.write_text(out, encoding="utf-8")
    assert load_terms(saved)["term"].tolist() == [row["term"] for row in rows(out)]
    assert not {row["term"] for row in rows(out)} & set(load_terms()["term"])


def test_a_concordance_reads_down_the_node(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["concordance", "强富美高", "--sort", "right"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["region", "year", "part", "left", "node", "right"]
    assert len(lines) == 9
    assert all(line.startswith("江苏省  2020") and "  强富美高  " in line for line in lines)


def test_a_regular_expression_as_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["concordance", "确保[^，。]{0,6}不", "--regex", "--csv"]) == 0
    found = rows(capsys.readouterr().out)
    assert len(found) > 10
    assert all(row["node"].startswith("确保") and row["node"].endswith("不") for row in found)
    assert all(int(row["end"]) - int(row["start"]) == len(row["node"]) for row in found)


def test_keyness_of_two_groups(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "keyness",
                "--target",
                "region=海南省",
                "--among",
                "level=province;part=plan",
                "--resamples",
                "20",
                "--csv",
            ]
        )
        == 0
    )
    found = rows(capsys.readouterr().out)
    assert "自贸港" in [row["term"] for row in found[:10]]
    assert {
        "target_count",
        "reference_count",
        "g2",
        "log_ratio",
        "low",
        "high",
        "z",
        "q",
        "q_resampled",
    } <= set(found[0])
    assert (
        main(
            [
                "keyness",
                "--target",
                "part=plan",
                "--reference",
                "part=review",
                "--resamples",
                "0",
                "--top",
                "3",
            ]
        )
        == 0
    )
    assert len(capsys.readouterr().out.splitlines()) == 7


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (["phrases", "--top", "0"], "--top"),
        (["phrases", "--corpus", "nowhere"], "nowhere"),
        (["concordance", "没有这样的词"], "没有这样的词"),
        (["concordance", ""], "query is empty"),
        (["concordance", "(", "--regex"], "regular expression"),
        (["concordance", "就业", "--width", "-1"], "width"),
        (["keyness", "--target", "广东省"], "广东省"),
        (["keyness", "--target", "region=火星"], "火星"),
        (["keyness", "--target", "planet=火星"], "planet"),
        (["keyness", "--target", "year=2020", "--reference", "part=plan"], "overlap"),
        (["keyness", "--target", "year=2020", "--resamples", "-1"], "resamples"),
    ],
)
def test_bad_input_is_one_sentence(args: list[str], names: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ") and err.count("\n") == 1
    assert names in err
