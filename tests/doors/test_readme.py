"""README's commands and snippets, as printed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doors.conftest import Run
from tests.tools import load_tool

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


blocks = load_tool("readme").blocks
SNIPPETS = [
    (name, number, code) for name in READMES for number, code in enumerate(blocks(ROOT / name, "python"), 1)
]


@pytest.mark.parametrize(
    ("name", "number", "code"), SNIPPETS, ids=[f"{name}-{number}" for name, number, _ in SNIPPETS]
)
def test_a_snippet_runs_from_another_folder_and_prints_something(
    name: str, number: int, code: str, run: Run
) -> None:
    done = run("python", "-W", "error", "-c", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) >= 3


def test_both_readmes_have_snippets_and_the_same_commands() -> None:
    assert {name for name, _, _ in SNIPPETS} == set(READMES)
    for language in ("sh", "powershell"):
        plain = [
            [
                re.sub(r"\s+#.*", "", line)
                for line in "\n".join(blocks(ROOT / name, language)).splitlines()
                if line.strip()
            ]
            for name in READMES
        ]
        assert plain[0] == plain[1] != []


def commands(lines: list[str]) -> list[str]:
    """Commands without comments, in one spelling: no folder of the environment, forward slashes, plain python
    and pip.
    """
    plain = [re.sub(r"\s+#.*", "", line).replace("\\", "/").strip() for line in lines]
    plain = [re.sub(r"\.venv/(?:bin|Scripts)/", "", line) for line in plain]
    plain = [line.replace("--quiet ", "").replace("--disable-pip-version-check ", "") for line in plain]
    return [
        re.sub(r"^(?:py -3|python3)\b", "python", line)
        for line in plain
        if line and not line.startswith(("touch", "echo"))
    ]


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_powershell_says_what_make_does(tmp_path: Path) -> None:
    """Without make, README prints the commands of reproduce, test and lab one by one: the same that the
    Makefile runs, in the same order.
    """
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    made = []
    for target in ("reproduce", "test", "lab"):
        command = [
            "make",
            "--no-print-directory",
            "-n",
            target,
        ]  # a make inside of `make test` would print its folder
        printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        made += [
            line for line in commands(printed.splitlines()) if not re.search(r"version_info|is needed", line)
        ]
    wanted = list(dict.fromkeys(line.rstrip() for line in made))
    for name in READMES:
        printed = commands("\n".join(blocks(ROOT / name, "powershell")).splitlines())
        after = printed[printed.index("cd work-reports") + 1 :]
        assert [line for line in wanted if line not in after] == [], name
        assert [line for line in after if line in wanted] == wanted, name


def test_the_shell_blocks_are_what_ci_runs() -> None:
    """.ci/run takes the shell blocks from README.md itself; they clone, enter, reproduce and test."""
    assert "tools/readme.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    plain = commands("\n".join(blocks(ROOT / "README.md", "sh")).splitlines())
    assert plain[:4] == [
        "git clone REPOSITORY work-reports",
        "cd work-reports",
        "make reproduce",
        "make test",
    ]


def test_the_tool_puts_values_in(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Text\n```sh\ngit clone REPOSITORY a   # REPOSITORY: here\n```\n```python\nprint(1)\n```\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "readme.py"), str(page), "sh", r"REPOSITORY=C:\x"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "git clone C:\\x a   # C:\\x: here"
