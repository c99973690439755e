"""Parse, call, print: the program behind ``python -m analysis`` and ``work-reports``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.cli import add, build, check, concordance, keyness, phrases, targets, tasks
from analysis.cli.command import Command, parse
from analysis.cli.terminal import flush, forget_output, say, warn, write_any_character
from analysis.errors import InputError

DISTRIBUTION = "work-report-analysis"
COMMANDS: tuple[Command, ...] = (
    build.COMMAND, add.COMMAND, check.COMMAND, targets.COMMAND, tasks.COMMAND, phrases.COMMAND,
    concordance.COMMAND, keyness.COMMAND,
)  # fmt: skip


def program_name(called: str) -> str:
    """How the program was called, to be shown in its help.

    >>> program_name("/usr/bin/work-reports"), program_name("analysis/__main__.py")
    ('work-reports', 'python -m analysis')
    """
    return (
        "work-reports"
        if Path(called).stem.removesuffix("-script") == "work-reports"
        else "python -m analysis"
    )


def version() -> str:
    """The version of the package; ``unknown`` where it wasn't installed and doesn't say."""
    import analysis

    stated = getattr(analysis, "__version__", None)
    if stated:
        return str(stated)
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it went well, 2 after one sentence about what to mend, 130 when interrupted."""
    write_any_character()
    try:
        return _run(sys.argv[1:] if argv is None else list(argv))
    except InputError as error:
        warn(f"error: {error}")
        return 2
    except BrokenPipeError:
        forget_output()
    except OSError as error:
        warn(
            f"error: {error.filename or 'a file'}: {error.strerror or error}; check the path, its "
            "permissions and the disk"
        )
        return 2
    except KeyboardInterrupt:
        warn("interrupted; files already written are whole, and the next run goes on from the corpus")
        return 130
    return 0


def _run(words: Sequence[str]) -> int:
    prog = program_name(sys.argv[0])
    try:
        args = parse(words, prog, COMMANDS)
    except SystemExit:  # help was shown
        flush()
        raise
    if args.version:
        say(f"{DISTRIBUTION} {version()}")
    else:
        args.prog = prog
        {command.name: command for command in COMMANDS}[args.command].run(args)
    flush()
    return 0
