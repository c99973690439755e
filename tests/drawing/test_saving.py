"""save_figure writes what a build writes, and the figure is as good afterwards; notebooks show it once."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.drawing import style
from analysis.drawing.saving import figure_bytes, figure_files, save_figure
from analysis.drawing.spec import FigureSpec, Overview
from analysis.errors import InputError
from analysis.figures import themes
from analysis.pipeline.assemble import WrittenTables
from analysis.pipeline.figures import FIGURES

TABLE = pd.DataFrame({"region": ["安徽省", "北京市"], "value": [0.1, 0.2]})


@pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.name)
def test_saves_what_the_build_wrote(spec: FigureSpec, built: Path, tmp_path: Path) -> None:
    """Even after the figure was shown and saved before; its layout is as before, though saving stands still
    for it.
    """
    tables = WrittenTables(built / "tables")
    figure = spec.draw(spec.table(Overview(tables["reports"]), tables), "zh")
    engine, size, dpi, canvas = (
        figure.get_layout_engine(),
        figure.get_size_inches().tolist(),
        figure.dpi,
        figure.canvas,
    )
    with style.style():
        figure.draw_without_rendering()
    save_figure(figure, "first", "png", tmp_path)
    paths = save_figure(figure, spec.name, folder=tmp_path / "new" / "folder")
    assert [path.name for path in paths] == [f"{spec.name}.{kind}" for kind in ("pdf", "svg", "png")]
    for path in paths:
        assert path.read_bytes() == (built / "figures" / "zh" / path.name).read_bytes(), path.name
    assert (tmp_path / "first.png").read_bytes() == paths[2].read_bytes()
    assert figure.get_layout_engine() is engine and figure.canvas is canvas
    assert (figure.get_size_inches().tolist(), figure.dpi) == (size, dpi)


@pytest.mark.parametrize(
    ("name", "formats", "files"),
    [
        ("map", style.FORMATS, ["map.pdf", "map.svg", "map.png"]), ("map.svg", style.FORMATS, ["map.svg"]),
        ("map.PNG", ("pdf",), ["map.png"]),
        ("sub/fig.1", ["svg"], ["sub/fig.1.svg"]), ("map", "pdf", ["map.pdf"]), ("map", (".svg", "PNG"),
            ["map.svg", "map.png"]), ("图1.svg", (), ["图1.svg"]),
    ],
)  # fmt: skip
def test_names_and_formats(name: str, formats: Any, files: list[str], tmp_path: Path) -> None:
    figure = themes.draw_tile_map(TABLE)
    assert [
        path.relative_to(tmp_path).as_posix() for path in save_figure(figure, name, formats, tmp_path)
    ] == files
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()) == sorted(
        files
    ), "whole files, nothing else"
    assert all(
        (tmp_path / file).read_bytes() == figure_bytes(figure, file.rsplit(".", 1)[1].lower())
        for file in files
    )


def test_axes_and_parts_save_the_whole(tmp_path: Path) -> None:
    whole = style.new_figure(style.DOUBLE, 4)
    part, _ = whole.subfigures(1, 2)
    ax = part.subplots()
    themes.draw_tile_map(TABLE, ax)
    assert figure_bytes(ax, "svg") == figure_bytes(part, "svg") == figure_bytes(whole, "svg")
    assert save_figure(ax, tmp_path / "a.svg")[0].read_bytes() == figure_bytes(whole, "svg")


@pytest.mark.parametrize(
    ("name", "formats", "says"),
    [
        ("a", "sgv", "no format 'sgv' for figures; did you mean 'svg'"),
        ("a", ("svg", "jpeg"), "no format 'jpeg'"),
        ("", "svg", "names no file"),
        ("..", "svg", "names no file"),
    ],
)
def test_mistakes_write_nothing(name: str, formats: Any, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=says):
        save_figure(themes.draw_tile_map(TABLE), name, formats, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_isnt_a_figure_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="takes a matplotlib figure or axes, not str"):
        save_figure("figure", "a", folder=tmp_path)  # type: ignore[arg-type]


def test_a_figure_of_pyplots_keeps_its_canvas(tmp_path: Path) -> None:
    """Drawn into axes of a window, or of another layout, it is there afterwards."""
    from matplotlib.figure import Figure

    figure = Figure(layout="tight")
    ax = figure.subplots()
    canvas, engine = figure.canvas, figure.get_layout_engine()
    assert themes.draw_tile_map(TABLE, ax) is figure
    save_figure(figure, "a", folder=tmp_path)
    assert figure.canvas is canvas and figure.get_layout_engine() is engine


def test_formats_dont_depend_on_one_another(built: Path) -> None:
    """An image inside an SVG would have the resolution of the PDF before it."""
    tables = WrittenTables(built / "tables")
    spec = next(spec for spec in FIGURES if spec.name == "similarity_tree")
    figure = spec.draw(spec.table(Overview(tables["reports"]), tables), "zh")
    together = figure_files(figure, ("pdf", "svg", "png"))
    assert all(figure_bytes(figure, kind) == data for kind, data in together.items())
    assert list(together) == ["pdf", "svg", "png"]


DRAW = (
    "import pandas as pd\nfrom analysis.figures.themes import draw_tile_map\n"
    "table = pd.DataFrame({'region': ['安徽省', '北京市'], 'value': [0.1, 0.2]})\n"
)
LAST = DRAW + "draw_tile_map(table)"


def pictures(cells: list[str]) -> list[list[bytes]]:
    """The PNG files that each cell shows, run in a kernel of its own."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    root = Path(__file__).resolve().parents[2]
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(root)}},
    ).execute()
    return [
        [
            base64.b64decode(out.data["image/png"])
            for out in cell.outputs
            if "image/png" in out.get("data", {})
        ]
        for cell in notebook.cells
    ]


def test_a_notebook_shows_the_last_line_once_with_and_without_the_magic() -> None:
    """No pyplot, no magic; then the magic, then another figure: one picture each, the same bytes."""
    no_pyplot = "import sys\nassert 'matplotlib.pyplot' not in sys.modules"
    assigned = "figure = draw_tile_map(table)"
    into = "import matplotlib.pyplot as plt\nfigure, ax = plt.subplots()\ndraw_tile_map(table, ax);"
    mistake = (
        "from analysis.errors import InputError\ntry:\n    draw_tile_map(table.head(0))\n"
        "except InputError as error:\n    print(error)"
    )
    shown = pictures(
        [LAST, no_pyplot, LAST + ".figure", assigned, "figure", "%matplotlib inline", LAST, into, mistake]
    )
    assert [len(cell) for cell in shown] == [1, 0, 1, 0, 1, 0, 1, 1, 0]
    assert shown[0] == shown[2] == shown[4] == shown[6]
    assert shown[0][0].startswith(b"\x89PNG")
    import io

    import matplotlib.image

    image = matplotlib.image.imread(io.BytesIO(shown[0][0]))
    assert image.shape[1] > 600 and len(np.unique(image.reshape(-1, image.shape[2]), axis=0)) > 20


def test_the_magic_first_as_in_the_notebooks() -> None:
    first, second = pictures(["%matplotlib inline", LAST]), pictures([LAST])
    assert first[1] == second[0] and len(second[0]) == 1
