"""In a real browser: JupyterLab runs a notebook, and a figure's SVG shows hanzi from the font inside it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
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
    pytest.mark.skipif(BROWSER is None or DRIVER is None, reason="no Chromium with its driver on this machine"),
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
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1300,1600",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):  # fmt: skip
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_script_timeout(120)
    yield driver
    driver.quit()


def wait_for(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.3)
    raise AssertionError(f"waited {seconds} s for {what}")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab on a copy of the notebooks; gives its address."""
    folder = tmp_path_factory.mktemp("lab")
    notebook = json.loads((ROOT / "notebooks" / "05_targets_over_years.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    (folder / "05.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token=",
        "--ServerApp.password=", "--expose-app-in-browser", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=", "--ServerApp.log_level=ERROR",
    ]  # fmt: skip
    home = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "JUPYTER_DATA_DIR": str(folder / ".data"), "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, env={**os.environ, **home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=2) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    try:
        wait_for(answers, 60, "JupyterLab to start")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def test_a_newcomer_runs_a_notebook_in_jupyterlab(browser: Any, lab: str) -> None:
    """Open the notebook, run all cells: every code cell has run, none shows an error, and the figure is a picture."""
    browser.get(f"{lab}/lab/tree/05.ipynb")
    wait_for(lambda: browser.execute_script("return !!(window.jupyterapp && document.querySelector('.jp-Notebook .jp-CodeCell'))"), 90, "the notebook")
    wait_for(lambda: browser.execute_script("return window.jupyterapp.commands.isEnabled('notebook:run-all-cells')"), 60, "the command to run all")
    cells = browser.execute_script("return window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.type === 'code').length")
    ready = "return window.jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.status === 'idle'"
    wait_for(lambda: browser.execute_script(ready), 90, "the kernel")
    browser.execute_script("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    count = "return window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.type === 'code' && w.model.executionCount > 0).length"
    wait_for(lambda: browser.execute_script(count) == cells, 120, "all cells to run")
    wait_for(lambda: browser.execute_script(ready), 60, "the last cell to end")
    time.sleep(1)  # the last output arrives behind the kernel's word that it is idle
    text = browser.execute_script(
        "return JSON.stringify(window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.type === 'code')"
        ".map(w => w.model.outputs.toJSON()))"
    )
    outputs = [output for cell in json.loads(text) for output in cell]
    assert [o for o in outputs if o["output_type"] == "error"] == []
    assert any("image/png" in o.get("data", {}) for o in outputs)
    assert any("城镇新增就业" in json.dumps(o, ensure_ascii=False) for o in outputs)


def test_svg_brings_its_font(browser: Any, built: Path) -> None:
    """The font inside the file is the one that draws: it loads, and hanzi have its width (one em), with no font of the system needed."""
    browser.get((built / "figures" / "zh" / "gdp_targets.svg").as_uri())
    status = browser.execute_async_script(
        "const done = arguments[arguments.length - 1]; document.fonts.ready.then(() => done([...document.fonts].map(f => f.family + ' ' + f.status)));"
    )
    assert any("Noto Sans SC" in s and s.endswith("loaded") for s in status)
    widths = browser.execute_script(
        "return [...document.querySelectorAll('text')].filter(t => /^[\\u4e00-\\u9fff]{2,3}$/.test(t.textContent))"
        ".map(t => t.getComputedTextLength() / parseFloat(getComputedStyle(t).fontSize) / t.textContent.length)"
    )
    assert len(widths) >= 20
    assert all(abs(w - 1) < 0.02 for w in widths)
