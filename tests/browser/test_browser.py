"""In a real browser: JupyterLab runs a notebook, and a figure's SVG shows hanzi from the font inside it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(
        BROWSER is None or DRIVER is None, reason="no Chromium with its driver on this machine"
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1300,1600",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):  # fmt: skip
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_script_timeout(120)
    yield driver
    driver.quit()


def wait_for(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    """What ``condition`` gives as soon as it is true; conditions settle, and the limit is only there so that
    a broken page ends the test.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.3)
    raise AssertionError(f"waited {seconds} s for {what}")


def a_clone(folder: Path) -> Path:
    """The files of the project in another folder, as a clone has them (a notebook that is run saves itself),
    with this one's environment.
    """
    for name in ("analysis", "data", "notebooks"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        )
    for path in [*ROOT.glob("*.txt"), *ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "pyproject.toml"]:
        shutil.copy2(path, folder)
    (folder / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab as ``make lab`` starts it; gives its address.

    The environment is taken as it is: nothing may install this copy over the project.
    """
    if shutil.which("make") is None or not (ROOT / ".venv" / "run.ok").exists():
        pytest.skip("no make, or the project's environment isn't where make puts it")
    folder = a_clone(tmp_path_factory.mktemp("lab") / "clone")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = (
        f"--no-browser --allow-root --port={port} --ip=127.0.0.1 --IdentityProvider.token= "
        "--ServerApp.password= --expose-app-in-browser --LabApp.news_url= --ServerApp.log_level=ERROR"
    )
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "JUPYTER", "VIRTUAL_ENV"))
    }
    home = {
        "HOME": str(folder.parent),
        "JUPYTER_CONFIG_DIR": str(folder.parent / "config"),
        "JUPYTER_DATA_DIR": str(folder.parent / "data"),
    }
    server = subprocess.Popen(
        ["make", "--old-file=.venv/run.ok", "lab", f"LAB={options}"],
        cwd=folder,
        env=clean | home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=5) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    try:
        wait_for(answers, 120, "JupyterLab to start")
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


# The notebook on the page, once its document and its kernel are ready; null before that.
PANEL = """
const panel = window.jupyterapp && window.jupyterapp.shell.currentWidget;
if (!panel || !panel.context || !panel.context.isReady || !panel.sessionContext.isReady) { return null; }
const model = panel.content.model;
const cells = Array.from({length: model.cells.length}, (_, i) => model.cells.get(i));
"""
# Each code cell of the document (not of what is laid out so far): how often it was run, and what it printed.
CELLS = (
    PANEL
    + """
return JSON.stringify(cells.map((cell, i) => cell.type !== 'code' ? null : {
  number: i + 1, count: cell.executionCount, source: cell.sharedModel.getSource(),
  outputs: cell.outputs.toJSON(),
}).filter(cell => cell !== null));
"""
)


def open_from_file_browser(browser: Any, address: str, name: str) -> None:
    """Open a notebook as a person does:

    JupyterLab's first page shows the folder, a double click opens the file.
    """
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    browser.get(address)
    item = (By.XPATH, f"//li[contains(@class, 'jp-DirListing-item')][.//span[text()='{name}']]")
    found = wait_for(lambda: browser.find_elements(*item), 120, f"{name} in the file browser")
    ActionChains(browser).double_click(found[0]).perform()
    wait_for(lambda: browser.execute_script(PANEL + "return true"), 120, f"{name} and its kernel")


def run_all(browser: Any, seconds: float = 300) -> list[dict[str, Any]]:
    """Run all cells and wait until each has run; a cell that ends in an error is named with its error."""
    browser.execute_script("window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def ended() -> list[dict[str, Any]] | None:
        cells: list[dict[str, Any]] = json.loads(browser.execute_script(CELLS))
        for cell in cells:
            for output in cell["outputs"]:
                if output["output_type"] == "error":
                    source = cell["source"].strip().splitlines()
                    first, ended = source[0] if source else "", f"{output['ename']}: {output['evalue']}"
                    raise AssertionError(f"cell {cell['number']} ({first}) ended in {ended}")
        idle = browser.execute_script(PANEL + "return panel.sessionContext.session.kernel.status === 'idle'")
        return cells if idle and all(cell["count"] for cell in cells) else None

    return list(wait_for(ended, seconds, "all cells to run"))


def test_a_newcomer_runs_a_notebook_in_jupyterlab(browser: Any, lab: str) -> None:
    """Open a notebook from the file browser, choose Chinese at its top, run all: no cell fails, and the
    figure, with its hanzi, is on the page.
    """
    open_from_file_browser(browser, lab, "05_targets_over_years.ipynb")
    chosen = (
        "const cell = cells.find(cell => cell.sharedModel.getSource().includes('LANGUAGE = \"en\"'));"
        "const source = cell.sharedModel.getSource();"
        "cell.sharedModel.setSource(source.replace('LANGUAGE = \"en\"', 'LANGUAGE = \"zh\"')); return true;"
    )
    assert browser.execute_script(PANEL + chosen)
    cells = run_all(browser)
    pictures = [
        output for cell in cells for output in cell["outputs"] if "image/png" in output.get("data", {})
    ]
    assert pictures
    assert "城镇新增就业" in json.dumps(cells, ensure_ascii=False)
    assert "Glyph" not in json.dumps(cells)  # matplotlib's warning of a character that the font lacks
    shown = (
        "const i = document.querySelector('.jp-OutputArea img'); i && i.scrollIntoView();"
        "return !!i && i.complete && i.naturalWidth > 300"
    )
    wait_for(lambda: browser.execute_script(shown), 60, "the figure on the page")


def test_a_cell_that_fails_is_named(browser: Any, lab: str) -> None:
    """A wrong choice at the top of a notebook stops it there: one sentence, no traceback, and the test says
    which cell it was.
    """
    open_from_file_browser(browser, lab, "01_corpus.ipynb")
    chosen = (
        "const cell = cells.find(cell => cell.sharedModel.getSource().includes('FOLDER = None'));"
        "const source = cell.sharedModel.getSource();"
        "cell.sharedModel.setSource(source.replace('FOLDER = None', 'FOLDER = \"nowhere\"')); return true;"
    )
    assert browser.execute_script(PANEL + chosen)
    with pytest.raises(AssertionError, match=r"cell 2 \(.*\) ended in InputError: .*nowhere"):
        run_all(browser)
    outputs = [
        output
        for cell in json.loads(browser.execute_script(CELLS))
        for output in cell["outputs"]
        if output["output_type"] == "error"
    ]
    assert len(outputs) == 1
    assert len(outputs[0]["traceback"]) == 1


def test_svg_brings_its_font(browser: Any, built: Path) -> None:
    """The font inside the file is the one that draws: it loads, and hanzi have its width (one em), with no
    font of the system needed.
    """
    browser.get((built / "figures" / "zh" / "gdp_targets.svg").as_uri())
    status = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "document.fonts.ready.then(() => done([...document.fonts].map(f => f.family + ' ' + f.status)));"
    )
    assert any("Noto Sans SC" in s and s.endswith("loaded") for s in status)
    widths = browser.execute_script(
        "return [...document.querySelectorAll('text')]"
        ".filter(t => /^[\\u4e00-\\u9fff]{2,3}$/.test(t.textContent))"
        ".map(t => t.getComputedTextLength() / parseFloat(getComputedStyle(t).fontSize)"
        " / t.textContent.length)"
    )
    assert len(widths) >= 20
    assert all(abs(w - 1) < 0.02 for w in widths)
