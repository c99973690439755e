"""What stopped runs leave in a corpus: removed if it is surely theirs, else named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.ingest.addition import checksum
from analysis.ingest.leftovers import JOURNAL, journal, left_over, tidied
from analysis.ingest.survey import survey
from analysis.ingest.writing import write
from tests.ingest.makers import report_of
from tests.ingest.test_add import put, snapshot

TEMPORARY = ".work-reports-0123456789abcdef.tmp"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus with a report, in which a run was stopped: of its files one is whole, one was changed since,
    and one is in the manifest; others lie beside them.
    """
    folder = tmp_path / "corpus"
    write(survey([put(tmp_path / "in" / "安徽省2021.txt", report_of("安徽省", 2021))], folder))
    whole, changed = (put(folder / "raw" / name, b"x") for name in ("whole.txt", "changed.txt"))
    put(folder / "received" / "whole.pdf", b"pdf")
    put(folder / "raw" / TEMPORARY, b"hal")
    put(folder / "raw" / "mine.txt", b"x")
    put(folder / "raw" / ".hidden", b"x")
    put(tmp_path / "outside.txt", b"x")
    files = {f"raw/{path.name}": checksum(b"x") for path in (whole, changed)}
    files |= {
        "raw/anhui-2021.txt": checksum((folder / "raw" / "anhui-2021.txt").read_bytes()),
        "raw/../../outside.txt": checksum(b"x"),
        str(tmp_path / "outside.txt"): checksum(b"x"),
        "received/whole.pdf": checksum(b"pdf"),
        "raw/never.txt": checksum(b"x"),
    }
    put(folder / JOURNAL, json.dumps(files))
    put(changed, b"edited")
    return folder


STAY = ("raw/changed.txt", "raw/mine.txt")
GO = ("raw/whole.txt", "received/whole.pdf", f"raw/{TEMPORARY}")


def test_what_is_surely_of_a_stopped_run_goes(corpus: Path) -> None:
    before = snapshot(corpus.parent)
    first, second = tidied(corpus)
    assert first.startswith("removed what a run that was stopped had left in ")
    assert all(name in first for name in GO) and all(name in second for name in STAY)
    gone = before.keys() - snapshot(corpus.parent).keys()
    assert gone == {f"corpus/{name}" for name in (*GO, JOURNAL)}
    assert tidied(corpus) == [second]


def test_the_check_names_and_touches_nothing(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(corpus)
    assert main(["check", "--corpus", str(corpus), "--output", str(corpus.parent / "check")]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("LEFT OVER: ")]
    assert lines == [f"LEFT OVER: {sentence}" for sentence in left_over(corpus)] and len(lines) == 5
    for name in STAY:
        assert f"LEFT OVER: {name} is named in no row of reports.csv; add one, or move the file away" in lines
    for name in GO:
        assert any(name in line and "“add”" in line for line in lines)
    assert snapshot(corpus) == before
    assert (corpus.parent / "check" / "warnings.csv").read_text(encoding="utf-8-sig").count("left_over") == 5
    assert (corpus.parent / "check" / "quality.html").read_text(encoding="utf-8").count(
        '<p class="warn">'
    ) == 5


def test_the_next_add_says_what_it_removed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = put(corpus.parent / "甘肃省2021.txt", report_of("甘肃省", 2021, seed=3))
    assert main(["add", str(more), "--corpus", str(corpus)]) == 0
    err = capsys.readouterr().err
    assert "removed what a run that was stopped had left" in err and "raw/mine.txt" in err
    assert main(["check", "--corpus", str(corpus)]) == 0


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"raw/mine.txt": 1}', b'{"raw/mine.txt": null}'])
def test_a_journal_that_is_none(content: bytes, corpus: Path) -> None:
    put(corpus / JOURNAL, content)
    tidied(corpus)
    assert (corpus / "raw" / "mine.txt").exists() and (corpus / "raw" / "whole.txt").exists()


def test_a_folder_that_leads_elsewhere(tmp_path: Path) -> None:
    """``raw`` is a link: nothing behind it is removed."""
    elsewhere = put(tmp_path / "elsewhere" / "a.txt", b"x")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "raw").symlink_to(elsewhere.parent)
    put(tmp_path / "corpus" / JOURNAL, json.dumps({"raw/a.txt": checksum(b"x")}))
    put(elsewhere.with_name(TEMPORARY), b"x")
    tidied(tmp_path / "corpus")
    assert elsewhere.exists() and elsewhere.with_name(TEMPORARY).exists()


def test_a_journal_ends_with_its_run(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), journal(tmp_path, {"raw/a.txt": "0"}):
        assert json.loads((tmp_path / JOURNAL).read_text()) == {"raw/a.txt": "0"}
        1 / 0  # noqa: B018
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_corpus_has_no_left_overs() -> None:
    assert left_over(None) == []
