"""Builds of corpora as small as they come: every table is there with its columns, nothing is made up, the
same bytes twice.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.corpus.corpus import load_corpus
from analysis.drawing.labels import LANGUAGES
from analysis.ingest.check import check_folder, check_lines
from analysis.pipeline.build import Settings, build
from analysis.pipeline.figures import FIGURES
from analysis.tables import TABLES, column_types
from analysis.tables.declaration import TYPES, read_table
from analysis.text.tokens import TokenOptions, tokeniser
from tests.tiny import SHIPPED_SUBSETS, SHORT, TINY, write_subset, write_tiny

ROOT = Path(__file__).resolve().parents[2]
Rows = list[dict[str, str]]
Built = Callable[[str], Path]
# The smallest that still have figures of each kind: lengths and years, none, tasks of one, of two levels.
DRAWN = (
    "title_and_greeting",
    "two_years",
    "one_plan_of_three",
    "one_task_division",
    "task_divisions_of_two_levels",
)


def made(folder: Path, name: str, languages: tuple[str, ...] = ()) -> Path:
    """The output of a build, in ``folder``."""
    corpus = folder / "corpus"
    if not corpus.exists():
        write_tiny(corpus, name) if name in TINY else write_subset(corpus, SHIPPED_SUBSETS[name])
    build(Settings(corpus, folder / "output", engine="rjieba", languages=languages))
    return folder / "output"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One build of each corpus without figures, made when first asked for."""
    outputs: dict[str, Path] = {}

    def output(name: str) -> Path:
        if name not in outputs:
            outputs[name] = made(tmp_path_factory.mktemp(name), name)
        return outputs[name]

    return output


def rows(output: Path, name: str) -> Rows:
    with (output / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def values(table: Rows, columns: str) -> list[list[str]]:
    """Some columns of a table, row by row."""
    return [[row[column] for column in columns.split()] for row in table]


@pytest.mark.parametrize("name", [*TINY, "shipped_nation", "shipped_city_tasks"])
def test_every_table_has_its_columns_and_says_nothing_undefined_aloud(built: Built, name: str) -> None:
    """Each table of the schema is there, with its columns in order and their types; no cell reads nan, None
    or inf.
    """
    folder = built(name) / "tables"
    for table, declared in TABLES.items():
        columns = declared.types
        data = (folder / f"{table}.csv").read_bytes()
        lines = list(csv.reader(data.decode("utf-8-sig").splitlines()))
        assert lines[0][: len(columns)] == list(columns), table
        said = {cell.strip().casefold() for line in lines[1:] for cell in line}
        assert not said & {"nan", "none", "inf", "-inf", "<na>", "nat", "null"}, table
        types = read_table(declared, data).dtypes.astype(str)
        assert types[list(columns)].to_dict() == {column: TYPES[kind] for column, kind in columns.items()}, (
            table
        )
    corpus = load_corpus(built(name).parent / "corpus")
    assert [row["report_id"] for row in rows(built(name), "reports")] == [
        r.report_id for r in corpus.iter_reports()
    ]


@pytest.mark.parametrize(
    "name",
    [
        "one_short_report",
        "title_and_greeting",
        "marks_and_text",
        "three_regions_over_years",
        "task_divisions_of_two_levels",
    ],
)
def test_the_same_bytes_twice(built: Built, name: str, tmp_path: Path) -> None:
    def digests(output: Path) -> dict[str, str]:
        files = [path for path in sorted(output.rglob("*")) if path.is_file() and ".cache" not in path.parts]
        return {
            path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }

    assert digests(made(tmp_path, name)) == digests(built(name))


@pytest.mark.parametrize("name", TINY)
def test_check(built: Built, name: str) -> None:
    """A line a report, each with its length for a warning."""
    lines = list(check_lines(check_folder(built(name).parent / "corpus")))
    assert len(lines) == len(TINY[name]) + 1
    assert all("WARNING: only" in line for line in lines[:-1])


@pytest.mark.parametrize("name", DRAWN)
def test_figures(name: str, tmp_path: Path) -> None:
    """Figures with numbers are there in all formats and languages; of the others the captions say that there
    is none.
    """
    output = made(tmp_path, name, LANGUAGES)
    captions = {
        language: (output / "figures" / f"captions.{language}.md").read_text(encoding="utf-8")
        for language in LANGUAGES
    }
    drawn = set()
    for spec in FIGURES:
        numbers = (output / "figures" / f"{spec.name}.csv").read_text(encoding="utf-8-sig").count("\n")
        files = {
            path.relative_to(output / "figures").as_posix()
            for path in (output / "figures").glob(f"*/{spec.name}.*")
        }
        wanted = (
            {f"{language}/{spec.name}.{kind}" for language in LANGUAGES for kind in ("pdf", "svg", "png")}
            if numbers > 1
            else set()
        )
        assert files == wanted, spec.name
        assert all((f"`{spec.name}` —" in text) == (numbers <= 1) for text in captions.values()), spec.name
        drawn |= {spec.name} if numbers > 1 else set()
    assert "corpus_lengths" in drawn
    assert ("targets_over_years" in drawn) == (name == "two_years")
    assert ("task_cascade" in drawn) == (name == "task_divisions_of_two_levels")
    assert "theme_ranks" not in drawn


def test_from_the_command_line(tmp_path: Path) -> None:
    """As a reader would: no warning, nothing but the files."""
    write_tiny(tmp_path / "c", "no_plan")
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "analysis",
        "build",
        "--corpus",
        str(tmp_path / "c"),
        "--output",
        str(tmp_path / "o"),
        "--no-figures",
    ]
    result = subprocess.run(
        [*command, "--jobs", "1", "--engine", "rjieba"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    assert values(rows(tmp_path / "o", "lengths"), "part characters") == [["review", "55"], ["other", "19"]]


# One short report, worked out by hand.

ID = "county-653201-2024"


def test_one_short_report(built: Built) -> None:
    words = tokeniser(TokenOptions(engine="rjieba")).words_of_sentences(SHORT.splitlines())
    assert rows(built("one_short_report"), "reports") == [
        {
            "report_id": ID, "level": "county", "region": "和田市", "region_code": "653201", "year": "2024",
            "kind": "work_report",
            "title": "2024年和田市政府工作报告", "date": "2024-02-25", "speaker": "甲乙丙",
            "source": f"{ID}.txt",
            "sha256": hashlib.sha256(SHORT.encode()).hexdigest(), "characters": "199", "paragraphs": "8",
            "sentences": "10",
            "tokens": str(sum(map(len, words))),
        }
    ]  # fmt: skip
    about = [ID, "和田市", "2024", "work_report"]
    assert values(rows(built("one_short_report"), "lengths"), " ".join(column_types("lengths"))) == [
        [*about, "review", "2", "2", "36"],
        [*about, "plan", "3", "3", "70"],
        [*about, "other", "5", "5", "84"],
    ]


def test_targets_of_one_short_report(built: Built) -> None:
    about = [ID, "county", "和田市", "653201", "2024"]
    assert values(rows(built("one_short_report"), "targets"), " ".join(column_types("targets"))) == [
        [
            *about,
            "gdp",
            "地区生产总值",
            "numeric",
            "6",
            "6",
            "%",
            "increase",
            "around",
            "左右",
            "True",
            "地区生产总值增长6%左右",
            "157",
            "159",
            "",
            "2",
        ],
        [
            *about,
            "urban_new_jobs",
            "城镇新增就业",
            "numeric",
            "2.1",
            "",
            "万人",
            "level",
            "at_least",
            "以上",
            "True",
            "城镇新增就业2.1万人以上",
            "168",
            "173",
            "",
            "4",
        ],
    ]
    wide = rows(built("one_short_report"), "targets_wide")
    assert wide == [{"region": "和田市", "year": "2024", "gdp": "6", "urban_new_jobs": "2.1"}]


def test_attention_of_one_short_report(built: Built) -> None:
    """Two sentences of the plan, each a paragraph (11 and 9 words), one of the review: a single paragraph has
    no interval.
    """
    themes = list(dict.fromkeys(row["theme"] for row in rows(built("one_short_report"), "codebook")))
    columns = "part theme share low high count total share_tokens share_paragraphs"
    plan = [
        ["plan", "employment", "1", "1", "1", "2", "2", "1", "1"],
        ["plan", "agriculture", "0.5", "0", "1", "1", "2", "0.45", "0.5"],
        ["plan", "innovation", "0.5", "0", "1", "1", "2", "0.45", "0.5"],
        ["plan", "macro", "0.5", "0", "1", "1", "2", "0.55", "0.5"],
    ]
    plan += [
        ["plan", theme, "0", "0", "0", "0", "2", "0", "0"]
        for theme in sorted(set(themes) - {row[1] for row in plan})
    ]
    review = [["review", theme, "1", "", "", "1", "1", "1", "1"] for theme in ("employment", "macro")]
    review += [
        ["review", theme, "0", "", "", "0", "1", "0", "0"]
        for theme in sorted(set(themes) - {row[1] for row in review})
    ]
    assert values(rows(built("one_short_report"), "attention"), columns) == plan + review


def test_a_report_alone_has_no_rank_among_reports(built: Built) -> None:
    ranked = rows(built("one_short_report"), "theme_ranks")
    assert values(ranked[:1], "theme share theme_rank themes reports") == [
        ["employment", "1", "1", "25", "1"]
    ]
    assert {
        row[column] for row in ranked for column in ("report_rank", "report_rank_low", "report_rank_high")
    } == {""}
    assert {row["reports"] for row in rows(built("two_regions"), "theme_ranks")} == {"2"}
    assert "" not in {row["report_rank"] for row in rows(built("two_regions"), "theme_ranks")}


def test_a_report_without_a_plan(built: Built) -> None:
    output = built("no_plan")
    assert values(rows(output, "lengths"), "part paragraphs sentences characters") == [
        ["review", "3", "3", "55"],
        ["other", "2", "2", "19"],
    ]
    quantities = values(rows(output, "quantities"), "part mention low high unit role indicator_text")
    assert quantities == [
        ["review", "4.8%", "4.8", "4.8", "%", "achieved", "全县地区生产总值"],
        ["review", "18万吨", "18", "18", "万吨", "achieved", "粮食产量"],
    ]
    assert {row["part"] for row in rows(output, "attention")} == {"review"}
    for name in (
        "targets",
        "targets_wide",
        "keyword_spread",
        "dispersion",
        "theme_ranks",
        "theme_parts",
        "commitment",
        "keyness",
    ):
        assert rows(output, name) == [], name
    shares = {row["share"] for row in rows(output, "published_measures") if row["part"] == "plan"}
    assert shares == {""}  # no plan, no share of it


def test_only_words_that_occur_are_frequent(built: Built) -> None:
    """A plan of seven terms has seven rows, not thirty; 25 words, so that one occurrence is 400 in 10,000."""
    spread = values(
        rows(built("one_short_report"), "keyword_spread"),
        "count per_10k lower_quartile median upper_quartile documents reports",
    )
    assert spread == [["1", "400", "400", "400", "400", "1", "1"]] * 7


def test_a_plan_without_words_has_no_rate(built: Built) -> None:
    """Of two reports one is of marks only: it is counted among the reports, but has no rate that could be a
    quartile.
    """
    spread = values(
        rows(built("marks_and_text"), "keyword_spread"),
        "count per_10k lower_quartile median upper_quartile documents reports",
    )
    assert spread == [["1", "400", "400", "400", "400", "1", "2"]] * 7
    shares = {
        row["share"] for row in rows(built("marks_and_text"), "published_measures") if row["report_id"] != ID
    }
    assert shares == {""}
    output = built("wordless_plan")
    assert [row["report_id"] for row in rows(output, "reports")] == ["county-421224-2024", ID]
    assert {row["report_id"] for row in rows(output, "theme_parts")} == {ID}


def test_one_task_division(built: Built) -> None:
    output, name = built("one_task_division"), "city-421200-2024-tasks"
    assert values(
        rows(output, "tasks"),
        "report_id item unit text leads participants responsible_mode deadlines deadline_month deadline_edge",
    ) == [
        [
            name,
            "1",
            "1",
            "城镇新增就业5万人以上。",
            "市人社局",
            "市财政局",
            "lead_shared",
            "6月底前完成",
            "6",
            "before",
        ],
        [name, "2", "1", "推进科技创新。", "市科技局", "", "lead", "", "", ""],
    ]
    assert values(rows(output, "departments"), " ".join(column_types("departments"))) == [
        [name, "人力资源社会保障部门", "government", "1", "0", "1", "1"],
        [name, "科技部门", "government", "1", "0", "1", "1"],
        [name, "财政部门", "government", "0", "1", "1", "0"],
    ]
    assert values(rows(output, "co_responsibility"), " ".join(column_types("co_responsibility"))) == [
        [name, "人力资源社会保障部门", "财政部门", "1", "1"]
    ]
    assert values(rows(output, "deadlines"), " ".join(column_types("deadlines"))) == [
        [name, "人力资源社会保障部门", "", "6", "完成", "before", "1"]
    ]
    for table in ("alignment", "cascade", "task_changes"):
        assert rows(output, table) == [], table


def test_two_years_of_a_region(built: Built) -> None:
    assert values(
        rows(built("two_years"), "targets_over_years"), "indicator year low high middle qualifier label"
    ) == [
        ["gdp", "2024", "6", "6", "6", "around", "6%左右"],
        ["gdp", "2025", "5.5", "5.5", "5.5", "around", "5.5%左右"],
        ["urban_new_jobs", "2024", "2.1", "", "2.1", "at_least", "2.1万人以上"],
        ["urban_new_jobs", "2025", "2", "", "2", "at_least", "2万人以上"],
    ]
    changed = {
        row["theme"]: (row["share_from"], row["share_to"], row["trend"])
        for row in rows(built("two_years"), "theme_changes")
    }
    assert changed["digital"] == ("0", "0.5", "new")
    assert changed["innovation"] == ("0.5", "0", "gone")
    assert changed["employment"] == ("1", "1", "steady")
