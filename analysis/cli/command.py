"""What a command is, and the parser that answers a slip in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from analysis.errors import InputError, unknown


@dataclass(frozen=True)
class Command:
    """A command: its name, what it does in a few words, its arguments, the function that runs it, and two
    examples (without the program's name).
    """

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], None]
    examples: tuple[str, str]


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` that raises ``InputError`` where argparse would print its usage, and that takes
    no shortened options: a script that uses one would break when another option of the same beginning is
    added.
    """

    def __init__(self, **settings: Any) -> None:
        self.options: list[str] = []
        super().__init__(
            **{"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter, **settings}
        )

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        action = super().add_argument(*names, **settings)
        self.options += action.option_strings
        return action

    def error(self, message: str) -> NoReturn:
        about = message.removeprefix("argument ")
        raise InputError(
            about if about != message else f"{message}; “{self.prog} --help” shows how it is used"
        )

    def check_options(self, words: Sequence[str], where: str) -> None:
        """Raise ``InputError`` for the first of these words that looks like an option and is none, naming the
        nearest ones.
        """
        for word in words:
            if word == "--":
                return
            name = word.split("=")[0]
            if re.match(r"-[^\d.]", word) and name not in self.options:
                error = unknown(
                    "option",
                    name,
                    [option for option in self.options if option.startswith("--")],
                    where=where,
                    most=12,
                )
                raise (
                    error
                    if word.startswith("--")
                    else InputError(f"{error}; put -- before a word that begins with a dash")
                )


def make_parsers(prog: str, commands: Sequence[Command]) -> tuple[Parser, dict[str, Parser]]:
    """The parser of the program, and those of its commands by name."""
    program = Parser(
        prog=prog, description="Comparative text analytics for Chinese government work reports.",
        epilog=(
            f"“{prog} COMMAND --help” shows a command's options and examples. A mistake is said in one "
            "sentence, and the exit status is then 2."
        ),
    )  # fmt: skip
    program.add_argument("--version", action="store_true", help="show the version and exit")
    subparsers = program.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    parsers = {}
    for command in commands:
        examples = "\n".join(f"  {prog} {example}" for example in command.examples)
        description = f"{command.summary[0].upper()}{command.summary[1:]}."
        parser = subparsers.add_parser(
            command.name, help=command.summary, description=description, epilog=f"examples:\n{examples}"
        )
        command.add_arguments(parser)
        parsers[command.name] = parser
    return program, parsers


def parse(words: Sequence[str], prog: str, commands: Sequence[Command]) -> argparse.Namespace:
    """The arguments of a command line.

    Parameters
    ----------
    words
        What was typed behind the program's name.
    prog
        The program's name, as messages print it.
    commands
        The commands that there are.

    Returns
    -------
    argparse.Namespace
        The arguments; ``command`` is the command's name, ``None`` with ``--version``.

    Raises
    ------
    InputError
        For an unknown command or option, and for a bad value.
    """
    program, parsers = make_parsers(prog, commands)
    place = next((at for at, word in enumerate(words) if not word.startswith("-")), len(words))
    program.check_options(words[:place], where=f"before the command of {prog}")
    if place < len(words):
        name = words[place]
        if name not in parsers:
            raise unknown("command", name, parsers, most=len(parsers))
        parsers[name].check_options(words[place + 1 :], where=f"of {name}")
    args = program.parse_args(words)
    if args.command is None and not args.version:
        raise InputError(
            f"no command was given; give one of {', '.join(parsers)} (“{prog} --help” says what they do)"
        )
    return args
