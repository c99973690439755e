"""``python -m analysis add`` as a user meets it: files in, a corpus out, or one sentence and no change."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import os
import shutil
from pathlib import Path

import pytest

from analysis import Corpus, load_corpus
from analysis.cleaning.pipeline import clean_report
from analysis.cli import main
from analysis.corpus.manifest import read_manifest
from analysis.ingest import writing
from analysis.ingest.survey import survey
from analysis.ingest.writing import write
from analysis.resources import DATA
from tests.ingest.makers import docx, par, pdf, report_of, run as run_of, set_lines, word, zipped
from tests.ingest.test_readers import page

ANHUI = report_of("安徽省", 2021)
GANSU = report_of("甘肃省", 2021, seed=3)
XIANNING = report_of("咸宁市", 2022, assembly="第六届", office="市长", seed=7)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    status = main(["add", *map(str, args)])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder as a researcher has it: kinds mixed, names of every sort, litter."""
    folder = tmp_path / "inbox"
    put(folder / "安徽省" / "2021.txt", ANHUI.encode("gb18030"))
    put(folder / "甘肃.docx", docx(GANSU.split("\n")))
    put(
        folder / "咸宁.html",
        (
            "<html><body><div "
            f"class='nav'><a>首页</a></div><p>{XIANNING.replace(chr(10), '</p><p>')}</p></body></html>"
        ),
    )
    lines = set_lines(report_of("海南省", 2021, seed=11).split("\n"), 30)
    put(
        folder / "scan" / "海南省2021年政府工作报告.pdf",
        pdf([page(lines[at : at + 28], at // 28 + 1) for at in range(0, len(lines), 28)]),
    )
    put(
        folder / "more.zip",
        zipped({"青海省/青海省2021.txt": report_of("青海省", 2021, seed=13).encode("gbk")}, "gbk"),
    )
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["省份", "城市", "年份", "正文"])
    writer.writerow(
        ["吉林", "吉林", "2020", "　　".join(report_of("吉林市", 2020, office="市长", seed=17).split("\n"))]
    )
    writer.writerow(["江苏", "", "2019", report_of("江苏省", 2019, seed=19)])
    put(folder / "table.csv", table.getvalue().encode("utf-8-sig"))
    put(
        folder / "many.txt", f"{report_of('山东省', 2018, seed=23)}\n\n{report_of('山西省', 2018, seed=29)}\n"
    )
    put(folder / "README.md", "# What this is\nReports from several places.\n")
    put(folder / "photo.jpg", b"\xff\xd8\xff")
    put(folder / ".DS_Store", b"x")
    put(folder / "~$甘肃.docx", b"x")
    return folder


EXPECTED = {
    "anhui-2021": ("安徽省", "province"), "gansu-2021": ("甘肃省", "province"),
    "xianning-2022": ("咸宁市", "city"), "hainan-2021": ("海南省", "province"),
    "qinghai-2021": ("青海省", "province"), "220200-2020": ("吉林市", "city"),
    "jiangsu-2019": ("江苏省", "province"), "shandong-2018": ("山东省", "province"),
    "shanxi-2018": ("山西省", "province"),
}  # fmt: skip


def test_a_folder_of_everything(inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus"
    status, out, err = run(capsys, inbox, "--corpus", corpus)
    assert (status, err) == (0, "")
    assert "table.csv: 2 rows; text from 正文, year from 年份, province from 省份, city from 城市" in out
    assert out.index("table.csv: 2 rows") < out.index("added 9 reports")
    assert "passed over, being no reports: README.md, photo.jpg" in out
    rows = {r.report_id: r for r in read_manifest(corpus / "reports.csv")}
    assert {i: (r.region, r.level) for i, r in rows.items()} == EXPECTED
    assert all(
        r.speaker == "王建国" and r.date == f"{r.year}-01-15" and len(r.sha256) == 64 and r.original_name
        for r in rows.values()
    )
    # Text and Word files are kept byte for byte; the others stand beside the text that was made of them, with
    # their own checksum.
    assert (corpus / "raw" / "anhui-2021.txt").read_bytes() == ANHUI.encode("gb18030")
    assert sorted(p.suffix for p in (corpus / "raw").iterdir()) == [".docx", *[".txt"] * 8]
    with (corpus / "reports.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["received"]:
                assert (
                    hashlib.sha256((corpus / "received" / row["received"]).read_bytes()).hexdigest()
                    == row["original_sha256"]
                )
    reports = {r.report_id: r for r in load_corpus(corpus).iter_reports()}
    assert reports["anhui-2021"].text == ANHUI
    assert reports["hainan-2021"].text == report_of("海南省", 2021, seed=11)
    assert reports["xianning-2022"].text == XIANNING
    assert reports["220200-2020"].text == report_of("吉林市", 2020, office="市长", seed=17)


def test_what_a_shell_makes_of_a_pattern(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Among several files a README and a picture are passed over as in a folder; named alone they are
    refused.
    """
    status, out, err = run(
        capsys,
        *sorted(path for path in inbox.iterdir() if path.name[0] not in ".~"),
        "--corpus",
        tmp_path / "corpus",
    )
    assert (status, err) == (0, "")
    assert "passed over, being no reports: README.md, photo.jpg" in out
    assert {r.report_id for r in read_manifest(tmp_path / "corpus" / "reports.csv")} == set(EXPECTED)
    for name in ("README.md", "photo.jpg"):
        status, _, err = run(capsys, inbox / name, "--corpus", tmp_path / "corpus")
        assert status == 2 and err.startswith(f"error: {name}")


def test_the_same_files_give_the_same_corpus(inbox: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(survey([inbox], tmp_path / name))
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


def test_one_by_one_is_like_all_at_once(inbox: Path, tmp_path: Path) -> None:
    for path in sorted(inbox.rglob("*")):
        if (
            path.is_file()
            and path.suffix in (".txt", ".docx", ".html", ".pdf", ".csv", ".zip")
            and "$" not in path.name
        ):
            write(survey([path], tmp_path / "a"))
    write(survey([inbox], tmp_path / "b"))
    assert {r.report_id for r in read_manifest(tmp_path / "a" / "reports.csv")} == {
        r.report_id for r in read_manifest(tmp_path / "b" / "reports.csv")
    }


def test_dry_run_writes_nothing(inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, inbox, "--corpus", tmp_path / "corpus", "--dry-run")
    assert status == 0
    assert "9 reports understood; nothing was written" in out
    assert not (tmp_path / "corpus").exists()
    put(inbox / "what.txt", "一篇关于别的事情的文章。" * 300)
    status, out, err = run(capsys, inbox, "--corpus", tmp_path / "corpus", "--dry-run")
    assert status == 2
    assert "PROBLEM" in out
    assert "what.txt" in err


def test_a_pattern_and_options(inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, _ = run(
        capsys,
        f"{inbox}/*.docx",
        "--corpus",
        tmp_path / "c",
        "--region",
        "恩施州",
        "--year",
        "2019",
        "--kind",
        "task_division",
    )
    assert status == 0
    [row] = read_manifest(tmp_path / "c" / "reports.csv")
    assert (row.report_id, row.region, row.level, row.year, row.kind) == (
        "enshi-2019-tasks",
        "恩施土家族苗族自治州",
        "city",
        2019,
        "task_division",
    )


def test_duplicates_are_refused_by_name(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    assert run(capsys, inbox / "甘肃.docx", "--corpus", corpus)[0] == 0
    before = snapshot(corpus)
    other = put(tmp_path / "另一份.txt", GANSU + "\n又及。\n")
    for paths, message in (
        ([inbox / "甘肃.docx"], "甘肃.docx is in the corpus already, as gansu-2021"),
        (
            [other],
            "另一份.txt is the work report of 甘肃省 for 2021, which the corpus has already as gansu-2021",
        ),
        (
            [put(tmp_path / "x1.txt", XIANNING), put(tmp_path / "x2.txt", XIANNING + "\n")],
            "x2.txt has the same words as x1.txt",
        ),
        (
            [put(tmp_path / "x1.txt", XIANNING), put(tmp_path / "x3.txt", XIANNING + "\n又及。")],
            "x3.txt and x1.txt are both the work report of 咸宁市 for 2022",
        ),
    ):
        status, out, err = run(capsys, *paths, "--corpus", corpus)
        assert (status, out) == (2, "")
        assert err.startswith("error: ")
        assert err.count("\n") == 1
        assert message in err
        assert snapshot(corpus) == before
    assert run(capsys, other, "--corpus", corpus, "--year", "2020")[0] == 0


def test_one_bad_file_and_nothing_is_added(
    inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(inbox / "empty.txt", b"")
    put(inbox / "torn.docx", docx(["各位代表："])[:900])
    status, out, err = run(capsys, inbox, "--corpus", tmp_path / "corpus")
    assert (status, out) == (2, "")
    assert "2 reports can't be added, so none was" in err
    assert "empty.txt" in err
    assert "torn.docx" in err
    assert not (tmp_path / "corpus").exists()


def test_the_users_own_columns_and_lines_stay(tmp_path: Path) -> None:
    """A manifest that somebody keeps by hand, in a spreadsheet's manner, keeps its columns, its order and its
    rows.
    """
    corpus = tmp_path / "corpus"
    put(corpus / "raw" / "mine.txt", report_of("河南省", 2020, seed=31))
    head = 'my note,year,region,source\r\n"a, b",2020,河南省,mine.txt\r\n'
    put(corpus / "reports.csv", b"\xef\xbb\xbf" + head.encode())
    write(survey([put(tmp_path / "a.txt", ANHUI)], corpus))
    lines = (corpus / "reports.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("my note,year,region,source,report_id,")
    assert lines[1].startswith('"a, b",2020,河南省,mine.txt,')
    assert [r.region for r in read_manifest(corpus / "reports.csv")] == ["河南省", "安徽省"]
    before = (corpus / "reports.csv").read_bytes()
    write(survey([put(tmp_path / "b.txt", GANSU)], corpus))
    assert (corpus / "reports.csv").read_bytes().startswith(before)
    assert len(load_corpus(corpus)) == 3


def test_the_shipped_corpus_can_be_copied_and_added_to(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    before = (tmp_path / "data" / "reports.csv").read_bytes()
    write(survey([put(tmp_path / "a.txt", ANHUI)], tmp_path / "data"))
    old = list(csv.DictReader(io.StringIO(before.decode("utf-8-sig"))))
    now = list(csv.DictReader(io.StringIO((tmp_path / "data" / "reports.csv").read_text("utf-8-sig"))))
    assert [row | {"evidence": ""} for row in old] == now[:-1]
    assert now[-1]["evidence"].startswith("region: congress “")
    assert len(read_manifest(tmp_path / "data" / "reports.csv")) == 34


def test_the_shipped_compilation_comes_in_as_it_went_out(tmp_path: Path, corpus: Corpus) -> None:
    """29 reports of one file with no option given: each with the row that the shipped manifest has, and the
    same words but for the declared corrections.
    """
    write(survey([DATA / "raw" / "provinces-2020.txt"], tmp_path / "corpus"))
    rows = read_manifest(tmp_path / "corpus" / "reports.csv")
    shipped = {r.report_id: r for r in read_manifest(DATA / "reports.csv")}
    columns = ("level", "region", "region_code", "year", "kind", "date", "speaker", "article", "sha256")
    assert len(rows) == 29
    for row in rows:
        assert [getattr(row, c) for c in columns] == [getattr(shipped[row.report_id], c) for c in columns]
    assert [p.name for p in (tmp_path / "corpus").iterdir() if p.is_dir()] == ["raw"]
    texts = {r.report_id: r.text for r in corpus.iter_reports()}
    assert sum(r.text == texts[r.report_id] for r in load_corpus(tmp_path / "corpus").iter_reports()) >= 9


def test_the_corpus_of_no_option_is_not_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, put(tmp_path / "a.txt", ANHUI))[0] == 0
    assert (tmp_path / "my-corpus" / "reports.csv").is_file()


@pytest.mark.parametrize("fails_at", [1, 2, 3])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("existing", [False, True])
def test_a_full_or_read_only_disk(
    fails_at: int,
    error: int,
    existing: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whichever file can't be written, the corpus is as it was."""
    corpus = tmp_path / "deep" / "corpus"
    if existing:
        write(survey([put(tmp_path / "x.txt", XIANNING)], corpus))
    before = snapshot(tmp_path)
    real, calls = writing.write_bytes, []

    def failing(path: Path, data: bytes) -> Path:
        calls.append(path)
        if len(calls) == fails_at:
            raise OSError(error, os.strerror(error), str(path))
        return real(path, data)

    monkeypatch.setattr(writing, "write_bytes", failing)
    files = [put(tmp_path / "in" / "a.txt", ANHUI), put(tmp_path / "in" / "b.txt", GANSU)]
    status, _, err = run(capsys, *files, "--corpus", corpus)
    assert status == 2
    assert err.count("\n") == 1
    assert f"{corpus} can't be written ({os.strerror(error)}), so nothing was added" in err
    shutil.rmtree(tmp_path / "in")
    assert snapshot(tmp_path) == before
    assert existing or not (tmp_path / "deep").exists()


def test_interrupted_half_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = writing.write_bytes

    def interrupted(path: Path, data: bytes) -> Path:
        if path.name == "reports.csv":
            raise KeyboardInterrupt
        return real(path, data)

    monkeypatch.setattr(writing, "write_bytes", interrupted)
    assert run(capsys, put(tmp_path / "a.txt", ANHUI), "--corpus", tmp_path / "corpus")[0] == 130
    assert not (tmp_path / "corpus").exists()


def test_killed_half_way_and_run_again(tmp_path: Path) -> None:
    """A file that a killed run left behind is taken up when it is the same, and never written over when it
    isn't.
    """
    plan = survey([put(tmp_path / "a.txt", ANHUI)], tmp_path / "corpus")
    left = put(tmp_path / "corpus" / "raw" / "anhui-2021.txt", "mine")
    with pytest.raises(ValueError, match="in the way"):
        write(plan)
    assert left.read_text(encoding="utf-8") == "mine"
    left.write_bytes(ANHUI.encode())
    write(plan)
    assert len(load_corpus(tmp_path / "corpus")) == 1


def test_two_at_once(tmp_path: Path) -> None:
    """Others may add between a survey and its writing; not the same report."""
    first, again = (survey([put(tmp_path / "a.txt", ANHUI)], tmp_path / "corpus") for _ in range(2))
    second = survey([put(tmp_path / "b.txt", GANSU)], tmp_path / "corpus")
    write(first)
    write(second)
    rows = read_manifest(tmp_path / "corpus" / "reports.csv")
    assert [row.report_id for row in rows] == ["anhui-2021", "gansu-2021"]
    before = snapshot(tmp_path / "corpus")
    with pytest.raises(ValueError, match="in the corpus already, as anhui-2021"):
        write(again)
    assert snapshot(tmp_path / "corpus") == before


def test_two_regions_of_one_name(tmp_path: Path) -> None:
    files = [
        put(tmp_path / city / "a.txt", report_of("鼓楼区", 2021, office="区长", seed=n))
        for n, city in enumerate(("南京市", "福州市"))
    ]
    write(survey(files, tmp_path / "corpus"))
    rows = read_manifest(tmp_path / "corpus" / "reports.csv")
    assert [(r.report_id, r.region, r.level) for r in rows] == [
        ("320106-2021", "南京市鼓楼区", "county"),
        ("350102-2021", "福州市鼓楼区", "county"),
    ]


def test_a_word_file_in_a_corpus_is_read_as_it_was_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file itself lies in ``raw/``: each build reads it again, insertions, numbers and all, and what was
    left out is a known gap.
    """
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lines = [line for line in GANSU.split("\n") if line]
    body = "".join(
        par(f"<w:ins>{run_of(line[2:])}</w:ins>", numbered) if line[1:2] == "、" else par(line)
        for line in lines
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    comment = par("<w:r><w:commentReference w:id='1'/></w:r>")
    path = put(tmp_path / "甘肃.docx", word(body + comment, numbering))
    assert run(capsys, path, "--corpus", tmp_path / "corpus")[0] == 0
    text = load_corpus(tmp_path / "corpus").report("gansu-2021").text
    assert text == clean_report(GANSU).text and "\n二、2021年工作安排\n" in text
    [row] = read_manifest(tmp_path / "corpus" / "reports.csv")
    assert (row.source, row.known_gaps) == ("gansu-2021.docx", "left out: 1 comment")
