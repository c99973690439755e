"""A build deletes nothing that it did not write."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.folders.mark import MARK, Mark, first_row, read_mark, write_mark
from analysis.folders.owned import Owned
from analysis.pipeline import build as build_module
from analysis.pipeline.build import Settings, build
from analysis.pipeline.build_record import BUILD
from tests.pipeline.test_build import small_corpus

REPORTS = "tables/reports.csv"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_the_list_of_a_build(built: Path) -> None:
    """Every file of the folder but the list and what is kept, with its checksum."""
    files = {
        name: sha(data)
        for name, data in snapshot(built).items()
        if name != "files.csv" and not name.startswith(".cache/")
    }
    mark = read_mark(built, BUILD)
    assert mark == Mark("build", {name: {checksum} for name, checksum in files.items()})
    assert list(pd.read_csv(built / "files.csv", encoding="utf-8-sig").columns) == ["file", "sha256"]


GOOD = f"{REPORTS},{'0' * 64}\n"
FOREIGN = {
    "a thesis": "file\nthesis.docx\n",
    "a thesis beside tables": f"file\n{REPORTS}\nthesis.docx\n",
    "a thesis with its checksum": f"file,sha256\n{GOOD}thesis.docx,{sha(b'mine')}\n",
    "an absolute path": f"file,sha256\n{GOOD}{{outside}},{sha(b'mine')}\n",
    "a path upwards": f"file,sha256\n{GOOD}tables/../../outside.csv,{sha(b'mine')}\n",
    "a path upwards, backslashes": f"file,sha256\n{GOOD}tables\\..\\..\\outside.csv,{sha(b'mine')}\n",
    "other columns": f"name,sha256\n{GOOD}",
    "more columns": f"file,sha256,size\n{REPORTS},{'0' * 64},1\n",
    "a short row": f"file,sha256\n{REPORTS}\n",
    "no checksum": f"file,sha256\n{REPORTS},abc\n",
    "only a header": "file,sha256\n",
    "no table of reports": f"file,sha256\ntables/thesis.csv,{sha(b'mine')}\n",
    "empty": "",
    "the list of a check": f"file,sha256\nwork-report-analysis 0.2.0 check,{'0' * 64}\n",
    "a mark and a path upwards": f"file,sha256\nwork-report-analysis 0.2.0 build,{'0' * 64}\n"
    f"reports/../../outside.csv,{sha(b'mine')}\n",
    "tables that aren't as it says": f"file,sha256\n{GOOD}tables/thesis.csv,{sha(b'mine')}\n",
    "tables that no build wrote": f"file,sha256\n{REPORTS},{sha(b'mine')}\n"
    f"tables/thesis.csv,{sha(b'mine')}\n",
    "tables that no build wrote, of version 0.1": f"file\n{REPORTS}\n",
    "binary": "\0\x01\udcff\udcfe",
    "another encoding": "\udcce\udcc4\udcbc\udcfe\n",
    "an open quote": '"file\n',
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_list_stops_the_build_before_any_work(content: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outside = put(tmp_path / "outside.csv", b"mine")
    put(out / "thesis.docx", b"mine")
    put(out / "tables" / "thesis.csv", b"mine")
    put(out / REPORTS, b"mine")
    put(out / "files.csv", content.replace("{outside}", str(outside)).encode("utf-8", "surrogateescape"))
    before = snapshot(tmp_path)
    heard: list[object] = []
    with pytest.raises(
        InputError,
        match=r"files\.csv is not the list of files that a build writes.* give --output an empty folder",
    ):
        build(Settings(output=out, engine="rjieba"), lambda *said: heard.append(said))
    assert heard == [] and snapshot(tmp_path) == before


@pytest.mark.parametrize("kind", ["folder", "link", "dangling link"])
def test_a_list_that_is_no_file(kind: str, tmp_path: Path) -> None:
    if kind == "folder":
        (tmp_path / "files.csv").mkdir()
    else:
        target = tmp_path / "elsewhere.csv"
        if kind == "link":
            target.write_text(f"file,sha256\n{GOOD}", encoding="utf-8")
        (tmp_path / "files.csv").symlink_to(target)
    with pytest.raises(InputError, match=r"files\.csv is not the list"):
        read_mark(tmp_path, BUILD)


def test_a_file_for_an_output_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a file; give --output a folder"):
        build(Settings(output=put(tmp_path / "out", b"mine")))


def test_a_spreadsheet_may_have_saved_the_list(tmp_path: Path) -> None:
    put(tmp_path / "files.csv", f"\ufefffile,sha256\r\n{REPORTS},{'AB' * 32}\r\n".encode())
    assert read_mark(tmp_path, BUILD) == Mark("", {REPORTS: {"ab" * 32}})


def test_only_unchanged_files_inside_the_folder_are_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    gone, edited, current = (
        put(out / "tables" / f"{name}.csv", b"x") for name in ("gone", "edited", "current")
    )
    figure = put(out / "figures" / "en" / "f.png", b"x")
    outside = put(tmp_path / "elsewhere" / "a.txt", b"x")
    (out / "reports").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    target = put(tmp_path / "b.html", b"x")
    (out / "ledgers").mkdir()
    (out / "ledgers" / "b.html").symlink_to(target)
    (out / "tables" / "folder.csv").mkdir()
    names = [
        "tables/gone.csv",
        "tables/edited.csv",
        "figures/en/f.png",
        "reports/a.txt",
        "ledgers/b.html",
        "tables/folder.csv",
        "tables/never.csv",
        "tables/CURRENT.csv",
    ]
    edited.write_bytes(b"y")
    mine = put(out / "figures" / "mine.txt", b"mine")
    folder = Owned(out, BUILD, "0" * 64, Mark("build", {name: {sha(b"x")} for name in names}))
    folder.write("tables/current.csv", b"x")
    stay = folder.finish()
    assert stay == ["ledgers/b.html", "reports/a.txt", "tables/edited.csv", "tables/folder.csv"]
    assert not gone.exists() and not figure.exists() and not figure.parent.exists()
    assert all(
        path.exists()
        for path in (
            edited,
            current,
            outside,
            target,
            mine,
            out / "ledgers" / "b.html",
            out / "tables" / "folder.csv",
        )
    )


def test_without_checksums_nothing_is_removed(tmp_path: Path) -> None:
    """The list of version 0.1 had names only."""
    put(tmp_path / "files.csv", f"\ufefffile\nreports/a.txt\n{REPORTS}\n".encode())
    path = put(tmp_path / "reports" / "a.txt", b"x")
    folder = Owned(tmp_path, BUILD, "0" * 64, read_mark(tmp_path, BUILD))
    assert folder.finish() == [*([] if not path.exists() else ["reports/a.txt"])]
    assert path.exists()


def test_a_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    files = {REPORTS: [sha(b"x"), sha(b"z")], "reports/安徽省, 2020.txt": [sha(b"y")]}
    path = write_mark(tmp_path, first_row(BUILD, "0.2.0", "0" * 64), files)
    first = f"\ufefffile,sha256\nwork-report-analysis 0.2.0 build,{'0' * 64}\n"
    assert path.read_bytes().startswith(first.encode())
    read = Mark("build", {name: set(sums) for name, sums in files.items()})
    assert read_mark(tmp_path, BUILD) == read
    # A line that a killed process left half written is none.
    with path.open("ab") as file:
        file.write(f"tables/lengths.csv,{sha(b'a')[:20]}".encode())
    assert read_mark(tmp_path, BUILD) == read


def test_what_was_changed_is_kept_under_another_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    first = Owned(out, BUILD, "0" * 64, None)
    for name in ("tables/a.csv", "tables/b.csv", "tables/c.csv"):
        first.write(name, b"x")
    first.finish()
    put(out / "tables" / "a.csv", b"mine")
    (out / "tables" / "b.csv").unlink()
    (out / "tables" / "b.csv").symlink_to(put(tmp_path / "elsewhere.csv", b"elsewhere"))
    (out / "tables" / "d.csv").mkdir()
    for number, name in enumerate(("edited", "edited2"), 1):
        second = Owned(out, BUILD, "0" * 64, read_mark(out, BUILD))
        for own in ("a", "b", "c", "d"):
            second.write(f"tables/{own}.csv", b"y")
        stay = second.finish()
        assert stay == []
        aside = {"tables/a.csv": f"tables/a.{name}.csv"}
        if number == 1:
            aside |= {f"tables/{own}.csv": f"tables/{own}.edited.csv" for own in ("b", "d")}
        assert second.aside == aside
        assert f"tables/a.csv is now tables/a.{name}.csv" in second.remarks(stay)[0]
        assert (out / "tables" / f"a.{name}.csv").read_bytes() == b"mine"
        assert (out / "tables" / "a.csv").read_bytes() == b"y"
        put(out / "tables" / "a.csv", b"mine")
    assert (tmp_path / "elsewhere.csv").read_bytes() == b"elsewhere"
    assert (out / "tables" / "b.edited.csv").is_symlink() and (out / "tables" / "d.edited.csv").is_dir()


def test_rebuilds(tmp_path: Path) -> None:
    """A report was removed: its text goes; what the user put there or changed stays, and what was changed is
    named.
    """
    out = tmp_path / "out"
    both, first = (
        small_corpus(tmp_path / "a", "national-2024", "national-2020-tasks"),
        small_corpus(tmp_path / "b", "national-2020-tasks"),
    )
    build(Settings(both, out, "rjieba", languages=()))
    text, mine = out / "reports" / "national-2024.txt", put(out / "reports" / "mine.txt", b"mine")
    whole = text.read_bytes()
    heard: list[str] = []
    build(Settings(first, out, "rjieba", languages=()), notice=heard.append)
    assert (
        not text.exists()
        and (out / "reports" / "national-2020-tasks.txt").exists()
        and mine.read_bytes() == b"mine"
    )
    left = "left alone, being no files of a build: reports/mine.txt"
    assert heard == [left]
    build(Settings(both, out, "rjieba", languages=()))
    assert text.read_bytes() == whole
    text.write_bytes(whole + b"note")
    build(Settings(first, out, "rjieba", languages=()), notice=heard.append)
    assert text.read_bytes() == whole + b"note"
    assert heard[1:] == [
        "left where they are, though this build doesn't write them, for they aren't as an earlier build "
        "wrote them: reports/national-2024.txt",
        left,
    ]
    build(Settings(first, out, "rjieba", languages=()), notice=heard.append)
    assert heard[3:] == [f"{left}, reports/national-2024.txt"], "it is the user's from now on"


def test_a_first_build_that_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it kept is the next one's; where it kept nothing, there is nothing."""
    out = tmp_path / "out"
    settings = Settings(small_corpus(tmp_path / "a", "national-2024"), out, "rjieba", languages=())
    real = build_module._written
    for kept in (False, True):

        def interrupted(work: Any, *rest: Any, kept: bool = kept, **more: Any) -> list[Path]:
            if kept:
                settings.cache().write("rows", "0" * 64, b"x")
            raise KeyboardInterrupt

        monkeypatch.setattr(build_module, "_written", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(settings)
        assert out.exists() == kept
    monkeypatch.setattr(build_module, "_written", real)
    build(settings)
    assert (out / REPORTS).exists()


def test_over_a_build_of_version_0_1(tmp_path: Path) -> None:
    out = tmp_path / "out"
    both, first = (
        small_corpus(tmp_path / "a", "national-2024", "national-2020-tasks"),
        small_corpus(tmp_path / "b", "national-2020-tasks"),
    )
    build(Settings(both, out, "rjieba", languages=()))
    names = pd.read_csv(out / "files.csv", encoding="utf-8-sig")["file"][1:]
    put(out / "files.csv", ("\ufeff" + "\n".join(["file", *names]) + "\n").encode())
    heard: list[str] = []
    build(Settings(first, out, "rjieba", languages=()), notice=heard.append)
    assert (out / "reports" / "national-2024.txt").exists()
    assert len(heard) == 1 and heard[0].startswith("1 file of an earlier version's build")
    mark = read_mark(out, BUILD)
    assert mark is not None and mark.maker == "build" and "reports/national-2024.txt" not in mark.files


def test_over_a_build_whose_list_was_no_mark_yet(tmp_path: Path) -> None:
    """A list with checksums, of a build as its tables show: what it names and is unchanged is the build's."""
    out = tmp_path / "out"
    both, first = (
        small_corpus(tmp_path / "a", "national-2024", "national-2020-tasks"),
        small_corpus(tmp_path / "b", "national-2020-tasks"),
    )
    build(Settings(both, out, "rjieba", languages=()))
    lines = (out / MARK).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    put(out / MARK, ("\ufeff" + "".join([lines[0], *lines[2:]])).encode())
    put(out / REPORTS, b"edited")
    heard: list[str] = []
    build(Settings(first, out, "rjieba", languages=()), notice=heard.append)
    assert heard == [
        f"kept under other names, for they were changed by hand: {REPORTS} is now tables/reports.edited.csv"
    ]
    assert not (out / "reports" / "national-2024.txt").exists()
