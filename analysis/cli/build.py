"""``build``: every table and figure of a corpus."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from analysis.cli.arguments import add_choice, add_corpus, count
from analysis.cli.command import Command
from analysis.cli.terminal import ending_in_order, say, warn
from analysis.errors import InputError, unknown
from analysis.text.engines import ENGINES

if TYPE_CHECKING:
    from tqdm import tqdm


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_corpus(parser)
    parser.add_argument(
        "--output", type=Path, default=Path("output"), metavar="DIR", help="where to write (default: output)"
    )
    parser.add_argument(
        "--jobs", type=count("processes"), default=1, metavar="N", help="processes to use (default: 1)"
    )
    text = "tokeniser: jieba is the reference, rjieba about 20 times faster (default: jieba)"
    add_choice(parser, "--engine", "--tokenizer", what="engine", known=ENGINES, default="jieba", text=text)
    parser.add_argument(
        "--languages",
        default="zh,en",
        metavar="LIST",
        help="languages of the figures, comma-separated (default: zh,en)",
    )
    parser.add_argument("--no-figures", action="store_true", help="write the tables and texts only")
    parser.add_argument("--quiet", action="store_true", help="show no progress")


def languages_of(text: str) -> tuple[str, ...]:
    """The languages of a comma-separated list, each once. Raises ``InputError`` for one that figures don't
    speak, and for none.

    >>> languages_of("zh, en")
    ('zh', 'en')
    """
    from analysis.drawing.labels import LANGUAGES

    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in names:
        if name not in LANGUAGES:
            raise unknown("language", name, LANGUAGES, where="for figures")
    if not names:
        raise InputError(f"--languages names no language; give {' or '.join(LANGUAGES)}, or --no-figures")
    return names


def run(args: argparse.Namespace) -> None:
    """Build, with a bar for each stage, and say what was written."""
    import warnings

    from analysis.pipeline.build import Settings, build

    # A process that a large job has swollen is replaced before the next one; joblib warns of it, and nothing
    # is lost.
    warnings.filterwarnings(
        "ignore", "A worker stopped while some jobs were given to the executor", UserWarning
    )
    languages = () if args.no_figures else languages_of(args.languages)
    notices: list[str] = []
    with ending_in_order(), Bars(quiet=args.quiet) as bars:
        written = build(
            Settings(args.corpus, args.output, args.engine, args.jobs, languages), bars.show, notices.append
        )
    for notice in notices:
        warn(notice)
    tables = sum(path.parent.name == "tables" for path in written)
    figures = len({path.stem for path in written if path.suffix == ".pdf"})
    drawn = f"{figures} figures in {', '.join(languages)}" if languages else "no figures"
    say(f"wrote {len(written)} files to {args.output}: {tables} tables, {drawn}, the clean texts in reports/")


class Bars:
    """A bar for each stage of a build: what is done, how much of it, and how long the rest will take."""

    def __init__(self, quiet: bool) -> None:
        self.quiet, self.stage = quiet, ""
        self.bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Bars:
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
            self.stage, self.bar = (
                stage,
                tqdm(total=total, desc=stage, disable=self.quiet, bar_format=form, file=sys.stderr),
            )
        if self.bar is not None:
            self.bar.update(done - self.bar.n)


COMMAND = Command(
    "build", "write every table and figure of a corpus", _arguments, run,
    ("build --output output --jobs 2",
     "build --corpus my-corpus --output my-output --engine rjieba --languages zh"),
)  # fmt: skip
