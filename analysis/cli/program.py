"""Parse, call, print: the program behind ``python -m analysis`` and ``work-reports``."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.cli import add, build, check, concordance, keyness, phrases, targets, tasks
from analysis.cli.command import Command, parse
from analysis.cli.terminal import say, warn
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
    _write_any_character()
    try:
        prog = program_name(sys.argv[0])
        args = parse(sys.argv[1:] if argv is None else list(argv), prog, COMMANDS)
        if args.version:
            say(f"{DISTRIBUTION} {version()}")
            return 0
        args.prog = prog
        {command.name: command for command in COMMANDS}[args.command].run(args)
        sys.stdout.flush()
    except InputError as error:
        warn(f"error: {error}")
        return 2
    except BrokenPipeError:
        _forget_output()
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


def _write_any_character() -> None:
    """A terminal that lacks a character gets its number, and not the user a traceback; what goes into a file
    or a pipe is UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(
            AttributeError, ValueError, OSError
        ):  # whatever stands in for a stream (in a notebook, in a test) may be no file
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _forget_output() -> None:
    """Whoever read the output has gone (``| head``): what is still to be written goes nowhere, and Python
    doesn't complain of it at its end.
    """
    with contextlib.suppress(AttributeError, ValueError, OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
