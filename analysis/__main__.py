"""The command line: parse, call, print.

    python -m analysis build      every table and figure of a corpus
    python -m analysis add        put reports of any kind into a corpus of your own
    python -m analysis check      read a corpus and say what is in it and what looks wrong
    python -m analysis targets    the targets of any report, as a table or CSV
    python -m analysis tasks      the task ledger of any task division, as a table or CSV
    python -m analysis phrases, concordance, keyness      words: new terms, words in context, two groups compared
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from analysis.corpus.manifest import KINDS, LEVELS
from analysis.errors import InputError
from analysis.word_commands import WORD_COMMANDS, add_word_commands

if TYPE_CHECKING:
    import pandas as pd
    from tqdm import tqdm


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis", description="Comparative text analytics for Chinese government work reports.",
        epilog="Bad input is said in one sentence, and the exit status is then 2.",
    )  # fmt: skip
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")

    build = add("build", "write every table and figure of a corpus")
    check = add("check", "read a corpus and say what is in it and what looks wrong")
    for command in (build, check):
        command.add_argument("--corpus", type=Path, metavar="DIR", help="a folder with reports.csv and raw/ (default: the corpus shipped in data/)")
    check.add_argument("--output", type=Path, metavar="DIR", help="write the report as quality.html and quality.csv too")
    build.add_argument("--output", type=Path, default=Path("output"), metavar="DIR", help="where to write (default: output)")
    build.add_argument("--jobs", type=int, default=1, metavar="N", help="processes to use (default: 1)")
    build.add_argument("--engine", "--tokenizer", choices=["jieba", "rjieba"], default="jieba", help="tokeniser: jieba is the reference, rjieba about 20 times faster")
    build.add_argument("--languages", default="zh,en", metavar="LIST", help="languages of the figures, comma-separated (default: zh,en)")
    build.add_argument("--no-figures", action="store_true", help="write the tables and texts only")
    build.add_argument("--quiet", action="store_true", help="show no progress")

    new = add("add", "put reports (.txt, .docx, .pdf, .html, .zip, or a table with one report a row) into a corpus")
    new.add_argument("paths", nargs="+", metavar="PATH", help="files, folders or patterns")
    new.add_argument("--corpus", type=Path, default=Path("my-corpus"), metavar="DIR", help="the corpus; made if it isn't there (default: my-corpus)")
    new.add_argument("--region", default="", metavar="NAME", help="the region of all these reports (default: told from each): 四川省, 北京市朝阳区 or a code")
    new.add_argument("--year", type=int, help="the year that all these reports plan for (default: told from each)")
    new.add_argument("--level", default="", choices=LEVELS, help="their level (default: the region's)")
    new.add_argument("--kind", default="", choices=KINDS, help="what they are (default: told from each)")
    new.add_argument("--dry-run", action="store_true", help="show what was understood and write nothing")

    for name, text in (("targets", "print the targets of any report"), ("tasks", "print the task ledger of any task division")):
        command = add(name, text)
        command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="reports as .txt (UTF-8 or GB18030) or .docx")
        command.add_argument("--csv", action="store_true", help="print CSV with every column instead of a table")
        command.add_argument("--year", type=int, help="the year that the reports plan for (default: told from the text)")
        if name == "targets":
            command.add_argument("--all", action="store_true", help="the targets of the body too, not only the headline ones")
        else:
            command.add_argument("--xlsx", type=Path, metavar="DIR", help="write the ledger as two workbooks to be filled in (plan, progress), a sheet a department")
            command.add_argument("--align", type=Path, metavar="UPPER", help="print what each file made of the task division UPPER, item by item")
    add_word_commands(add)
    return parser


class _Bars:
    """A bar for each stage of a build: what is being done, how much of it, and how long the rest will take."""

    def __init__(self, quiet: bool) -> None:
        self.quiet, self.stage = quiet, ""
        self.bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def show(self, stage: str, done: int, total: int) -> None:
        """The progress that ``build`` tells."""
        from tqdm import tqdm

        if stage != self.stage:
            self.__exit__()
            form = "{desc:18} {bar:24} {n_fmt}/{total_fmt} [{elapsed}, {remaining} left]"
            self.stage, self.bar = stage, tqdm(total=total, desc=stage, disable=self.quiet, bar_format=form, file=sys.stderr)
        if self.bar is not None:
            self.bar.update(done - self.bar.n)


def _build(args: argparse.Namespace) -> int:
    import warnings

    from analysis.build import Settings, build

    # A process that a large job has swollen is replaced before the next one; joblib warns of it, and nothing is lost.
    warnings.filterwarnings("ignore", "A worker stopped while some jobs were given to the executor", UserWarning)
    if args.jobs < 1:
        raise InputError(f"--jobs is {args.jobs}; give the number of processes, 1 or more")
    languages = () if args.no_figures else tuple(part.strip() for part in args.languages.split(",") if part.strip())
    settings = Settings(args.corpus, args.output, args.engine, args.jobs, languages)
    with _Bars(quiet=args.quiet) as bars:
        written = build(settings, bars.show)
    tables = sum(path.parent.name == "tables" for path in written)
    figures = len({path.stem for path in written if path.suffix == ".pdf"})
    drawn = f"{figures} figures in {', '.join(languages)}" if languages else "no figures"
    print(f"wrote {len(written)} files to {args.output}: {tables} tables, {drawn}, the clean texts in reports/")
    return 0


def _check(args: argparse.Namespace) -> int:
    from analysis.check import check_folder, check_lines, write_check

    rows = check_folder(args.corpus)
    for line in check_lines(rows):
        print(line)
    for path in write_check(rows, args.output) if args.output else []:
        print(f"wrote {path}")
    return 0


def _add(args: argparse.Namespace) -> int:
    from tqdm import tqdm

    from analysis.ingest.add import survey, write
    from analysis.ingest.identity import Told
    from analysis.output import text_table

    with tqdm(unit=" files", disable=None, leave=False, file=sys.stderr) as bar:

        def tick(_: str) -> None:
            bar.update()

        plan = survey(args.paths, args.corpus, Told(args.region, args.year, args.level, args.kind), tick)
    if plan.problems and not args.dry_run:
        raise InputError(plan.complaint())
    for line in plan.said:
        print(line)
    print(text_table(plan.table()))
    if plan.passed_over:
        print(f"passed over, being no reports: {', '.join(plan.passed_over[:5])}" + (f" and {len(plan.passed_over) - 5} more" if len(plan.passed_over) > 5 else ""))
    if args.dry_run:
        if plan.problems:
            raise InputError(plan.complaint())
        print(f"{len(plan.entries)} reports understood; nothing was written (--dry-run)")
        return 0
    write(plan)
    print(f"added {len(plan.entries)} report{'s' if len(plan.entries) != 1 else ''} to {args.corpus}; next: python -m analysis check --corpus {args.corpus}")
    return 0


def _print(table: pd.DataFrame, as_csv: bool, columns: list[str]) -> None:
    from analysis.output import table_bytes, text_table

    if as_csv:
        print(table_bytes(table).decode("utf-8-sig"), end="")
    else:
        print(text_table(table[columns]))


def _targets(args: argparse.Namespace) -> int:
    from analysis.corpus.single import read_report
    from analysis.targets.targets import extract_targets

    table = extract_targets(read_report(path, args.year) for path in args.files)
    if not args.all:
        table = table[table["headline"]]
    if table.empty:
        print("no passage of main expected targets was found; --all shows the targets of the body", file=sys.stderr)
    _print(table, args.csv, ["report_id", "year", "indicator", "indicator_text", "low", "high", "unit", "direction", "qualifier", "qualifier_text", "evidence"])
    return 0


def _tasks(args: argparse.Namespace) -> int:
    from analysis.tasks.command import ALIGNED, SHOWN, aligned_with, readable, tasks_of, write_workbooks

    tasks, reports = tasks_of(args.files, args.year)
    table, columns = (aligned_with(args.files, args.align, args.year), ALIGNED) if args.align else (tasks, SHOWN)
    for path in write_workbooks(tasks, reports, args.xlsx) if args.xlsx else []:
        print(f"wrote {path}", file=sys.stderr)
    _print(table if args.csv else readable(table, columns), args.csv, columns)
    return 0


def _words(args: argparse.Namespace) -> int:
    table, columns = WORD_COMMANDS[args.command](args)
    _print(table, args.csv, columns)
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it went well, 2 after one sentence about what to mend, 130 when interrupted."""
    args = _parser().parse_args(argv)
    try:
        return {"build": _build, "add": _add, "check": _check, "targets": _targets, "tasks": _tasks}.get(args.command, _words)(args)
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except OSError as error:
        print(f"error: {error.filename or 'a file'}: {error.strerror or error}; check the path, its permissions and the disk", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; files already written are whole, and the next run goes on from the corpus", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
