"""The build: every table of the contract, traceable rows, the same bytes twice."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline.build import STAGES, Settings, build
from analysis.pipeline.figures import FIGURES
from analysis.resources import DATA

CONTRACT = {
    "reports": "report_id level region region_code year kind title date speaker source sha256 characters "
    "paragraphs sentences tokens",
    "quantities": "report_id level region year part paragraph start end mention low high unit qualifier "
    "qualifier_text direction role indicator_text indicator sentence",
    "targets": "report_id level region region_code year indicator indicator_text kind low high unit "
    "direction qualifier qualifier_text headline evidence start end",
    "tasks": "report_id chapter section item unit text leads participants responsible_mode open_ended "
    "deadlines deadline_month attribution start end",
    "alignment": "report_id item matched_report_id matched_items relation similarity dropped added",
}


def table(built: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(built / "tables" / f"{name}.csv", encoding="utf-8-sig", dtype={"region_code": str})


def digests(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_columns(built: Path, name: str) -> None:
    """The columns of the contract, in their order; more may follow.

    Files begin with a byte-order mark and end lines with \\n.
    """
    data = (built / "tables" / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    wanted = CONTRACT[name].split()
    assert list(table(built, name).columns)[: len(wanted)] == wanted


def test_reports(built: Path) -> None:
    reports = table(built, "reports")
    assert len(reports) == 33
    assert reports["report_id"].is_unique
    assert (reports["region_code"].str.len() == 6).all()
    assert (reports[["characters", "paragraphs", "sentences", "tokens"]] > 0).all(axis=None)
    for row in reports.itertuples():
        text = (built / "reports" / f"{row.report_id}.txt").read_text(encoding="utf-8")
        assert len(text) == row.characters


@pytest.mark.parametrize(
    ("name", "column"), [("quantities", "mention"), ("targets", None), ("tasks", None), ("headings", "text")]
)
def test_rows_point_into_the_clean_text(built: Path, name: str, column: str | None) -> None:
    """Offsets are inside the text, and where a column holds the wording it is the wording."""
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (built / "reports").glob("*.txt")}
    rows = table(built, name)
    assert len(rows) > 100
    for row in rows.itertuples():
        assert 0 <= row.start < row.end <= len(texts[row.report_id])
        if column:
            assert texts[row.report_id][row.start : row.end] == getattr(row, column)


def test_evidence_stands_in_the_text(built: Path) -> None:
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (built / "reports").glob("*.txt")}
    targets = table(built, "targets")
    assert all(row.evidence in texts[row.report_id] for row in targets.itertuples())


def test_every_report_is_in_the_keyword_table(built: Path) -> None:
    assert set(table(built, "keywords")["report_id"]) == set(table(built, "reports")["report_id"])


def test_figures_in_all_formats_and_languages(built: Path) -> None:
    for spec in FIGURES:
        assert (built / "figures" / f"{spec.name}.csv").stat().st_size > 0
        for language in ("zh", "en"):
            for kind, magic in (("pdf", b"%PDF"), ("svg", b"<?xml"), ("png", b"\x89PNG")):
                assert (built / "figures" / language / f"{spec.name}.{kind}").read_bytes().startswith(magic)
            assert f"`{spec.name}`" in (built / "figures" / f"captions.{language}.md").read_text(
                encoding="utf-8"
            )


def test_same_bytes_twice(built: Path, tmp_path: Path) -> None:
    """A second build, in another folder, changes no byte of any table, text or figure."""
    build(Settings(output=tmp_path, engine="rjieba", jobs=2, languages=("zh",)))
    first, second = digests(built), digests(tmp_path)
    assert {name: kept for name, kept in first.items() if name in second and name != "files.csv"} == {
        n: d for n, d in second.items() if n != "files.csv"
    }
    assert all(
        "/en/" in name or ".en." in name or name.startswith(".cache/")
        for name in first.keys() - second.keys()
    )


def small_corpus(folder: Path, *names: str) -> Path:
    """A corpus of some of the shipped reports, in a folder of its own."""
    (folder / "raw").mkdir(parents=True)
    manifest = pd.read_csv(DATA / "reports.csv", dtype=str, keep_default_na=False)
    manifest = manifest[manifest["report_id"].isin(names)]
    manifest.to_csv(folder / "reports.csv", index=False)
    for source in set(manifest["source"]):
        shutil.copy(DATA / "raw" / source, folder / "raw" / source)
    return folder


def test_a_corpus_of_one_report(tmp_path: Path) -> None:
    """Everything still builds: tables that need more reports are there with their header, figures without
    numbers are left out.
    """
    heard: list[tuple[str, int, int]] = []
    build(
        Settings(
            small_corpus(tmp_path / "c", "national-2024"),
            tmp_path / "out",
            engine="rjieba",
            languages=("zh",),
        ),
        lambda *said: heard.append(said),
    )
    assert tuple(dict.fromkeys(stage for stage, _, _ in heard)) == STAGES
    assert all(0 <= done <= total for _, done, total in heard)
    assert len(table(tmp_path / "out", "reports")) == 1
    assert list(table(tmp_path / "out", "tasks").columns)[0] == "report_id"
    assert not (tmp_path / "out" / "figures" / "zh" / "gdp_targets.pdf").exists()


def test_what_an_earlier_build_left_is_tidied(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(
        Settings(
            small_corpus(tmp_path / "a", "national-2024", "national-2020-tasks"),
            out,
            engine="rjieba",
            languages=("zh",),
        )
    )
    mine = out / "reports" / "mine.txt"
    mine.write_text("a file of the user's", encoding="utf-8")
    build(
        Settings(small_corpus(tmp_path / "b", "national-2020-tasks"), out, engine="rjieba", languages=("zh",))
    )
    assert not (out / "reports" / "national-2024.txt").exists()
    assert (out / "reports" / "national-2020-tasks.txt").exists()
    assert mine.exists()
