"""``add``: reports of any kind into a corpus of one's own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.characters.decoding import MISTAKES, STRICT, Reading
from analysis.cli.arguments import add_choice, year
from analysis.cli.command import Command
from analysis.cli.terminal import ending_in_order, say, say_table, warn
from analysis.corpus.manifest import KINDS, LEVELS
from analysis.corpus.types import counted
from analysis.errors import InputError, some

if TYPE_CHECKING:
    from analysis.ingest.addition import Addition


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders or patterns")
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path("my-corpus"),
        metavar="DIR",
        help="the corpus; made if it isn't there (default: my-corpus)",
    )
    parser.add_argument(
        "--region",
        default="",
        metavar="NAME",
        help="the region of all these reports (default: told from each): 四川省, 北京市朝阳区 or a code",
    )
    parser.add_argument(
        "--year",
        type=year,
        metavar="YEAR",
        help="the year that all these reports plan for (default: told from each)",
    )
    add_choice(
        parser,
        "--level",
        what="level",
        known=LEVELS,
        default=None,
        text="their level (default: the region's)",
    )
    add_choice(
        parser,
        "--kind",
        what="kind",
        known=KINDS,
        default=None,
        text="what they are (default: told from each)",
    )
    parser.add_argument(
        "--encoding",
        default="",
        metavar="NAME",
        help="how all these text files are encoded (default: told from each): utf-8, gb18030, big5, utf-16 …",
    )
    add_choice(
        parser,
        "--errors",
        what="way",
        known=MISTAKES,
        default=STRICT,
        text="what to do about a byte that belongs to no character: stop, or mark it with U+FFFD and read on "
        "(default: stop)",
    )
    parser.add_argument(
        "--metadata",
        type=Path,
        metavar="FILE",
        help="a table with the region, year, kind … of each file; --dry-run writes it for you to fill in",
    )
    parser.add_argument(
        "--keep-going", action="store_true", help="add the other reports when some can't be added"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what was understood and write nothing")


def run(args: argparse.Namespace) -> None:
    """Show what was understood of each report, then write, unless one of them can't be added."""
    from analysis.folders.locks import only_writer
    from analysis.ingest.leftovers import tidied
    from analysis.ingest.present import check_corpus
    from analysis.ingest.writing import ADDING

    check_corpus(args.corpus)
    if args.dry_run:
        _add(args)
        return
    with ending_in_order(), only_writer(args.corpus, ADDING):
        for sentence in tidied(args.corpus):
            warn(sentence)
        _add(args)


def _add(args: argparse.Namespace) -> None:
    from analysis.ingest.metadata import write_metadata
    from analysis.ingest.writing import write

    plan = _survey(args)
    if plan.problems and not (args.dry_run or args.keep_going):
        raise InputError(plan.complaint())
    _show(plan)
    if args.dry_run:
        if args.metadata and write_metadata(plan, args.metadata):
            say(f"wrote {args.metadata}; fill in what is missing and give it again with --metadata")
        if plan.problems:
            raise InputError(plan.complaint())
        say(f"{len(plan.entries)} reports understood; nothing was written (--dry-run)")
        return
    write(plan, keep_going=args.keep_going)
    for _, sentence in plan.problems:
        warn(sentence)
    rest = f", not {counted(len(plan.problems), 'other')}" if plan.problems else ""
    say(
        f"added {counted(len(plan.entries), 'report')} to {args.corpus}{rest}; next: {args.prog} check "
        f"--corpus {args.corpus}"
    )


def _survey(args: argparse.Namespace) -> Addition:
    from tqdm import tqdm

    from analysis.identity.identity import Told
    from analysis.ingest.metadata import Metadata
    from analysis.ingest.survey import survey

    told = Told(args.region, args.year, args.level or "", args.kind or "")
    written = args.metadata and not (args.dry_run and not args.metadata.exists())
    metadata = Metadata(args.metadata) if written else None
    with tqdm(unit=" files", disable=None, leave=False, file=sys.stderr) as bar:

        def tick(_: str) -> None:
            bar.update()

        return survey(args.paths, args.corpus, told, tick, metadata, Reading(args.encoding, args.errors))


def _show(plan: Addition) -> None:
    for line in plan.said:
        say(line)
    say_table(plan.table())
    for entry in plan.entries:
        if entry.contradiction:
            warn(f"{entry.draft.label}: {entry.contradiction}; it is taken as told")
        for warning in entry.warnings:
            warn(f"{entry.draft.label}: {warning}; it is added all the same")
    if plan.passed_over:
        say(f"passed over, being no reports: {some(plan.passed_over, 5)}")


COMMAND = Command(
    "add", "put reports (.txt, .docx, .pdf, .html, .zip, or a table with one report a row) into a corpus",
    _arguments, run,
    ("add data/raw/provinces-2020.txt --dry-run", "add 我的报告/ --corpus my-corpus"),
)  # fmt: skip
