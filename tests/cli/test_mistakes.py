"""Every mistake gets one sentence and status 2, and nothing is written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.cli import main
from analysis.resources import DATA
from tests.ingest.makers import report_of

ROOT = Path(__file__).resolve().parents[2]
REPORT = report_of("安徽省", 2021)
HEADER = "region,year,source,level"
MANIFESTS = {
    "wrong-header": "regoin,year,source\n安徽省,2021,a.txt\n",
    "no-rows": f"{HEADER}\n",
    "year": f"{HEADER}\n安徽省,20205,a.txt,\n",
    "early": f"{HEADER}\n安徽省,1948,a.txt,\n",
    "level": f"{HEADER}\n安徽省,2021,a.txt,provnce\n",
    "file": f"{HEADER}\n安徽省,2021,b.txt,\n",
    "twice": f"{HEADER}\n安徽省,2021,a.txt,\n安徽省,2021,a.txt,\n",
    "date": "region,year,source,date\n安徽省,2021,a.txt,1920-01-01\n",
}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else b""
        for p in sorted(folder.rglob("*"))
    }


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with reports, files that are none, and corpora with a slip each."""
    for name, data in {
        "a.txt": REPORT.encode(), "empty.txt": b"", "blank.txt": "　\n\n".encode(),
        "binary.txt": b"\0\1\2" * 99, "torn.docx": b"PK\3\4 not a zip", "a.pdf": b"%PDF-1.4",
        "yearless.txt": "政府工作报告\n各位代表：\n".encode(),
        "early1930.txt": "政府工作报告\n各位代表：\n".encode(), "deep/a.txt": REPORT.encode(),
        "none/notes.txt": b"milk, bread",
        "table.csv": "省份,年份,正文\n安徽,1930,{}\n".format(REPORT.replace("\n", "　")).encode(),
        "out/files.csv": b"file\nthesis.docx\n", "out/thesis.docx": b"mine",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "empty").mkdir()
    for name, manifest in MANIFESTS.items():
        (tmp_path / name / "raw").mkdir(parents=True)
        (tmp_path / name / "raw" / "a.txt").write_text(REPORT, encoding="utf-8")
        (tmp_path / name / "reports.csv").write_text(manifest, encoding="utf-8")
    shutil.copy(DATA / "raw" / "national-2020-tasks.txt", tmp_path / "tasks.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


YEAR = "year is '20205'; write the year that the report plans for, 1949 to 2100"
MISTAKES = [
    # commands and options
    ("", "no command was given; give one of build, add, check"),
    ("tagets a.txt", "no command 'tagets'; did you mean 'targets'?"),
    ("Check", "no command 'Check'; did you mean 'check'?"),
    ("frobnicate",
     "no command 'frobnicate'; known: add, build, check, concordance, keyness, phrases, targets, tasks"),
    ("--verison",
     "no option '--verison' before the command of python -m analysis; did you mean '--version'?"),
    ("build --corpsu x", "no option '--corpsu' of build; did you mean '--corpus'?"),
    ("build --corp x", "no option '--corp' of build; did you mean '--corpus'?"),
    ("build --corpsu=x", "no option '--corpsu' of build; did you mean '--corpus'?"),
    ("keyness --traget region=x", "no option '--traget' of keyness; did you mean '--target'?"),
    ("concordance -就业", "no option '-就业' of concordance"),
    ("concordance -就业", "put -- before a word that begins with a dash"),
    ("concordance",
     "the following arguments are required: QUERY; “python -m analysis concordance --help” shows how it is "
     "used"),
    ("concordance a b", "unrecognized arguments: b; “python -m analysis --help” shows how it is used"),
    ("targets a.txt --year", "--year: expected one argument"),
    # values
    ("build --engine jiebba", "no engine 'jiebba'; did you mean 'jieba'"),
    ("build --languages zh,fr", "no language 'fr' for figures; known: en, zh"),
    ("build --languages ,", "--languages names no language; give zh or en, or --no-figures"),
    ("build --jobs 0", "--jobs: '0' is no number of processes; give a whole number, 1 or more"),
    ("build --jobs -1", "--jobs: '-1' is no number of processes"),
    ("build --jobs two", "--jobs: 'two' is no number of processes"),
    ("phrases --top 0", "--top: '0' is no number of rows to show"),
    ("concordance 就业 --top 0", "--top: '0' is no number of lines to show"),
    ("concordance 就业 --width 0", "--width: '0' is no number of characters"),
    ("concordance 就业 --sort rigth", "no order 'rigth'; did you mean 'right'?"),
    ("keyness --target region=广东省 --top 99999999999999999999999",
     "--top: '99999999999999999999999' is no number"),
    ("keyness --target 广东省", "“广东省” is no choice of reports; write it as region=广东省"),
    ("keyness --target region=广东省;region=海南省",
     "names region twice; write its values together, such as region=广东省,海南省"),
    ("keyness --target regoin=广东省", "no column 'regoin' in the documents; did you mean 'region'?"),
    ("keyness --target mask=1", "no column 'mask'"),
    ("keyness --target region=广东省 --among self=1", "no column 'self'"),
    ("keyness --target region=火星", "火星"),
    ("keyness --target part=plna", "plna"),
    ("keyness --target year=20205", "20205"),
    ("keyness --target year=2020 --reference rest --among year=2020", "reference"),
    # years
    ("targets a.txt --year 20205", f"--year: {YEAR}"),
    ("tasks tasks.txt --year 20205", f"--year: {YEAR}"),
    ("add a.txt --year 20205", f"--year: {YEAR}"),
    ("add a.txt --year 1948", "--year: year is '1948'"),
    ("add a.txt --year 2101", "--year: year is '2101'"),
    ("add a.txt --year ２０２０年", "--year: year is '２０２０年'"),
    ("targets yearless.txt", "yearless.txt doesn't tell the year it plans for; give it with --year"),
    ("targets early1930.txt", "early1930.txt doesn't tell the year it plans for; give it with --year"),
    ("add table.csv", "table.csv, row 2 has the year '1930'; write it as 2025 (1949 to 2100)"),
    ("check --corpus year", f"reports.csv, row 2: {YEAR}"),
    ("check --corpus early", "reports.csv, row 2: year is '1948'"),
    ("check --corpus date", "reports.csv, row 2: date is 1920-01-01"),
    # names
    ("add a.txt --level provnce", "--level: no level 'provnce'; did you mean 'province'?"),
    ("add a.txt --kind work_reprot", "--kind: no kind 'work_reprot'; did you mean 'work_report'?"),
    ("add a.txt --region 安微省", "no region is called '安微省' (did you mean 安徽省?)"),
    ("add a.txt --region 火星", "no region is called '火星'; give its full official name"),
    ("add a.txt --region 123456", "the code 123456 is no region's"),
    # files
    ("targets nowhere.txt", "nowhere.txt is not in "),
    ("targets no*.txt", "no*.txt: no file has such a name"),
    ("add no*.txt", "no*.txt: there is no such file or folder"),
    *((f"{command} {name}", text) for command in ("targets", "tasks", "add") for name, text in (
        ("empty.txt", "empty.txt is empty"), ("blank.txt", "blank.txt is empty"),
        ("binary.txt", "binary.txt is not a text file"), ("torn.docx", "torn.docx is"), ("a.pdf", "a.pdf"),
    )),
    ("targets empty", "empty holds no report (.docx, .md, .txt)"),
    ("tasks empty", "empty holds no task division (.docx, .md, .txt)"),
    ("add empty", "there are no reports among these files"),
    ("tasks a.txt", "a.txt: this is not a task division"),
    ("tasks tasks.txt --align deep", "deep is a folder; give --align one task division"),
    ("tasks tasks.txt --xlsx a.txt", "a.txt is a file; give --xlsx a folder"),
    ("check --output a.txt", "a.txt is a file; give --output a folder"),
    ("build --output a.txt", "a.txt is a file; give --output a folder"),
    ("build --output out", "files.csv is not the list of files that a build writes, so nothing was touched"),
    ("add a.txt --corpus tasks.txt", "tasks.txt is a file; give a folder with --corpus"),
    # one thing twice
    ("targets a.txt ./a.txt", "a.txt is given twice (a.txt is the same); give it once"),
    ("targets deep deep/a.txt", "is given twice (deep/a.txt is the same); give it once"),
    ("targets a.txt deep", "a.txt and deep/a.txt have the same name, which is their id"),
    ("tasks tasks.txt --align tasks.txt", "tasks.txt is given twice"),
    ("add a.txt deep/a.txt", "a.txt has the same words as a.txt; leave one of them out"),
    # corpora
    *((f"{command} --corpus {name}", text)
      for command in ("build", "check", "phrases", "concordance 就业", "keyness --target year=2020")
      for name, text in (
        ("nowhere", "nowhere isn't a folder"), ("a.txt", "a.txt isn't a folder"),
        ("empty", "reports.csv is missing; a corpus is a folder with reports.csv and raw/"),
        ("wrong-header", "reports.csv has no column region (is it 'regoin'?)"),
        ("no-rows", "reports.csv names no report"),
        ("level",
         "level is 'provnce'; it must be one of national, province, city, county; did you mean 'province'?"),
        ("file", "b.txt is named in reports.csv and isn't in raw/"),
        ("twice", "report_id '安徽省-2021' stands in row 2 too"),
    )),
    ("targets wrong-header", "reports.csv has no column region"),
    ("targets twice", "stands in row 2 too"),
    ("targets early --year 2020",
     "--year is for files; the reports of early have their years in reports.csv"),
    ("add a.txt --corpus wrong-header", "reports.csv has no column region"),
    ("add a.txt --corpus twice", "stands in row 2 too"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "sentence"), MISTAKES, ids=[words for words, _ in MISTAKES])
def test_mistakes(words: str, sentence: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole of standard error is one line, standard output is empty, status 2, and every file is as it
    was.
    """
    before = snapshot(place)
    assert main(words.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ") and err.count("\n") == 1 and "Traceback" not in err
    assert sentence in err
    assert snapshot(place) == before


@pytest.mark.parametrize(
    "words",
    [
        "targets a.txt",
        "targets deep",
        "tasks a.txt",
        "add a.txt",
        "check --corpus good",
        "concordance 就业 --corpus good",
    ],
)
def test_a_file_without_permission(
    words: str, place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated, for whoever runs the tests may be allowed everything."""
    shutil.copytree(place / "file", place / "good")
    (place / "good" / "reports.csv").write_text(f"{HEADER}\n安徽省,2021,a.txt,\n", encoding="utf-8")
    before, real = snapshot(place), Path.open

    def refuse(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert main(words.split()) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert "a.txt: Permission denied; check the path, its permissions and the disk" in err
    assert snapshot(place) == before


def test_a_folder_of_other_things(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was passed over is named before the sentence."""
    assert main(["targets", "none"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].startswith(
        "passed over: notes.txt (no reports, as far as their titles and names tell"
    )
    assert err.splitlines()[1].startswith("error: none holds no report")


def test_a_process_ends_with_status_2() -> None:
    result = subprocess.run(
        [sys.executable, "-W", "error", "-m", "analysis", "tagets"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (
        2,
        "",
        "error: no command 'tagets'; did you mean 'targets'?\n",
    )


def test_a_terminal_that_lacks_hanzi() -> None:
    """Numbers of characters, and no traceback."""
    command = [sys.executable, "-m", "analysis", "concordance", "强富美高"]
    import os

    result = subprocess.run(
        command,
        capture_output=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert r"\u6c5f\u82cf\u7701" in result.stdout.decode("ascii")


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_whoever_reads_may_stop_reading() -> None:
    result = subprocess.run(
        f"'{sys.executable}' -m analysis concordance 的 --csv | head -n 1",
        shell=True,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert result.stdout.decode().startswith("report_id,") and result.stderr == b""
