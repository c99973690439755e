"""Folders with files of others: refused in one sentence before any work, or left alone and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.cli import main
from tests.faults.killed import snapshot

CORPUS = Path(__file__).resolve().parents[1] / "golden" / "corpus"
TASKS = CORPUS / "raw" / "xianning-2020-tasks.txt"
Prepare = Callable[[Path], object]


def put(path: Path, data: bytes = b"mine") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def linked(path: Path, to: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(to)


FOREIGN: dict[str, tuple[Prepare, str]] = {
    "a file": (lambda out: put(out / "thesis.docx"), "holds files (thesis.docx) and no list"),
    "a folder": (lambda out: put(out / "photos" / "1.png"), "holds files (photos) and no list"),
    "a table": (lambda out: put(out / "tables" / "reports.csv"), "holds files (tables) and no list"),
    "a hidden file": (lambda out: put(out / ".git" / "config"), "holds files (.git) and no list"),
    "a page": (lambda out: put(out / "quality.html"), "holds files (quality.html) and no list"),
    "a link": (
        lambda out: linked(out / "tables", out.parent / "elsewhere"),
        "holds files (tables) and no list",
    ),
    "an empty list": (lambda out: put(out / "files.csv", b""), "files.csv is not the list of files"),
    "a binary list": (
        lambda out: put(out / "files.csv", b"\x00\xff\xfe"),
        "files.csv is not the list of files",
    ),
    "a list of others": (
        lambda out: put(out / "files.csv", b"file,sha256\nthesis.docx,x\n"),
        "files.csv is not the list of files",
    ),
    "a link for a list": (
        lambda out: linked(out / "files.csv", out.parent / "elsewhere" / "e.txt"),
        "files.csv is not the list of files",
    ),
    "a link that leads nowhere": (
        lambda out: linked(out, out.parent / "nowhere"),
        "is a link that leads nowhere",
    ),
    "a file above it": (lambda out: put(out.parent / "out"), "out is a file; give --output a folder"),
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("command", ["build", "check"])
def test_refused_before_any_work(
    command: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepare, sentence = FOREIGN[name]
    put(tmp_path / "elsewhere" / "e.txt")
    prepare(tmp_path / "out")
    before = snapshot(tmp_path)
    for work in ("analysis.ingest.check.check_folder", "analysis.pipeline.build.survey_raw"):
        monkeypatch.setattr(work, lambda *_: pytest.fail("there was work"))
    assert main([command, "--corpus", str(CORPUS), "--output", str(tmp_path / "out")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and sentence in err, err
    assert snapshot(tmp_path) == before


def test_what_is_nobodys_is_no_hindrance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (".DS_Store", "Thumbs.db", ".gitkeep"):
        put(tmp_path / "out" / name)
    (tmp_path / "out" / "tables").mkdir()
    assert main(["check", "--corpus", str(CORPUS), "--output", str(tmp_path / "out")]) == 0
    assert "left alone" not in capsys.readouterr().err


def test_a_check_over_a_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also over one of a version that made no list; what was changed is kept."""
    out = tmp_path / "out"
    words = ["check", "--corpus", str(CORPUS), "--output", str(out)]
    assert main(words) == 0
    whole = snapshot(out)
    (out / "files.csv").unlink()
    assert main(words) == 0
    assert snapshot(out) == whole and capsys.readouterr().err == ""
    put(out / "warnings.csv", b"mine")
    put(out / "notes.txt")
    assert main(words) == 0
    assert snapshot(out) == whole | {"warnings.edited.csv": b"mine", "notes.txt": b"mine"}
    err = capsys.readouterr().err
    assert "warnings.csv is now warnings.edited.csv" in err and "left alone" in err and "notes.txt" in err


def test_workbooks_that_were_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["tasks", str(TASKS), "--xlsx", str(tmp_path)]
    put(tmp_path / "mine.txt")
    assert main(words) == 0 and main(words) == 0
    plan = next(tmp_path.glob("*.plan.xlsx"))
    put(plan, b"filled in")
    before = snapshot(tmp_path)
    assert len(before) == 3
    capsys.readouterr()
    assert main(words) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and f"{plan} is there and holds something else" in err
    assert snapshot(tmp_path) == before


def build(corpus: Path, output: Path) -> int:
    return main(
        [
            "build",
            "--corpus",
            str(corpus),
            "--output",
            str(output),
            "--no-figures",
            "--engine",
            "rjieba",
            "--quiet",
        ]
    )


def test_folders_within_one_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "tables"
    shutil.copytree(CORPUS, corpus)
    before = snapshot(tmp_path)
    for output, sentence in (
        (corpus, "is the corpus itself"),
        (corpus / "raw", "lies in raw/ of the corpus"),
        (corpus / "raw" / "out", "lies in raw/ of the corpus"),
        (tmp_path, "lies in tables/ of the output folder"),
    ):
        assert build(corpus, output) == 2
        err = capsys.readouterr().err
        assert sentence in err and err.count("\n") == 1
        assert snapshot(tmp_path) == before


def test_a_build_in_the_folder_of_its_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its reports are read as before; links that come later are not followed."""
    corpus, out = tmp_path / "corpus", tmp_path / "corpus" / "output"
    shutil.copytree(CORPUS, corpus)
    assert build(corpus, out) == 0
    whole = snapshot(out)
    assert build(corpus, out) == 0 and snapshot(out) == whole
    assert capsys.readouterr().err == ""
    assert main(["check", "--corpus", str(corpus)]) == 0
    assert main(["add", str(TASKS), "--corpus", str(out)]) == 2
    assert "is a folder of results, and no corpus" in capsys.readouterr().err
    shutil.move(out / "tables", tmp_path / "elsewhere")
    (out / "tables").symlink_to(tmp_path / "elsewhere")
    before = snapshot(tmp_path)
    assert build(corpus, out) == 2
    assert "tables is a link where a build writes a folder, so nothing was touched" in capsys.readouterr().err
    assert snapshot(tmp_path) == before
