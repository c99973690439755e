"""The code blocks of a README, as they are printed.

    python tools/readme.py FILE LANGUAGE [NAME=VALUE ...] print the blocks of that language, one after the
    other python tools/readme.py README.md sh REPOSITORY="$PWD" | bash -euo pipefail

NAME=VALUE puts a value in the place of a word in capitals, such as the address of the repository.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", flags=re.M | re.S)


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a Markdown file that are in ``language``, in order."""
    found = _BLOCK.finditer(path.read_text(encoding="utf-8"))
    return [match["code"] for match in found if match["language"] == language]


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    path, language, *values = arguments
    code = "\n".join(blocks(Path(path), language))
    for name, _, value in (item.partition("=") for item in values):
        code = re.sub(rf"\b{name}\b", lambda _, value=value: value, code)
    print(code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
