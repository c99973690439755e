"""Figures as files: the same bytes on every run, and a figure that is as good afterwards as before."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.drawing.style import FORMATS, PLACES, PNG_DPI, embed_font, style
from analysis.errors import InputError, unknown
from analysis.output import write_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure


def save_figure(
    figure: Figure | SubFigure | Axes,
    name: str | Path,
    formats: Sequence[str] | str = FORMATS,
    folder: str | Path = ".",
) -> list[Path]:
    """Write a figure as a build writes it, the same bytes on every run.

    Parameters
    ----------
    figure
        What a ``draw_…`` function returned, or any other figure; of axes or a part of a figure the whole
        figure is written.
    name
        The file's name. It may be a path, and may end in ``.pdf``, ``.svg`` or ``.png``: then just that
        format is written.
    formats
        Those to write: ``pdf``, ``svg``, ``png``.
    folder
        Where to; made if need be.

    Returns
    -------
    list of Path
        ``FOLDER/NAME.pdf``, ``.svg`` and ``.png`` (300 dpi), in the order of ``formats``.

    Raises
    ------
    InputError
        For an unknown format, or a name that names no file.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from analysis.figures.themes import draw_tile_map
    >>> figure = draw_tile_map(pd.DataFrame({"region": ["安徽省", "北京市"], "value": [0.1, 0.2]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in save_figure(figure, "map", formats=("svg", "png"), folder=folder)]
    ['map.svg', 'map.png']
    """
    path = Path(folder) / name
    ending = path.suffix.lower().removeprefix(".")
    kinds = [formats] if isinstance(formats, str) else list(formats)
    if ending in FORMATS:
        path, kinds = path.with_suffix(""), [ending]
    if not path.name or Path(name).name in ("", ".."):
        raise InputError(f"save_figure: {str(name)!r} names no file; give a name such as 'figure-1'")
    files = figure_files(figure, [kind.lower().removeprefix(".") for kind in kinds])
    return [write_bytes(path.with_name(f"{path.name}.{kind}"), data) for kind, data in files.items()]


def figure_bytes(figure: Figure | SubFigure | Axes, kind: str) -> bytes:
    """The figure as a file of that kind (pdf, svg, png at 300 dpi), without dates: the same bytes on every
    run.
    """
    return figure_files(figure, [kind])[kind]


def figure_files(figure: Figure | SubFigure | Axes, kinds: Sequence[str]) -> dict[str, bytes]:
    """The figure as files of those kinds.  Its layout is worked out once for all of them.

    The backends are called directly: ``savefig`` would draw everything once more beforehand, to no effect
    here. Raises ``InputError`` for an unknown kind.
    """
    for kind in kinds:
        if kind not in FORMATS:
            raise unknown("format", kind, FORMATS, where="for figures")
    root = _whole(figure)
    with style(), _laid_out(root):
        return {kind: _file(root, kind) for kind in kinds}


def _whole(figure: object) -> Figure:
    """The whole figure of what is to be written."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

    root = figure.get_figure(root=True) if isinstance(figure, (Axes, FigureBase)) else None
    if isinstance(root, Figure):
        return root
    raise InputError(
        f"save_figure takes a matplotlib figure or axes, not {type(figure).__name__}; give it what a draw_ "
        "function returned"
    )


@contextlib.contextmanager
def _laid_out(figure: Figure) -> Iterator[None]:
    """Inside, the layout of the figure stands still; afterwards its engine and canvas are as before."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine, PlaceHolderLayoutEngine

    engine, canvas = figure.get_layout_engine(), figure.canvas
    if isinstance(engine, ConstrainedLayoutEngine):
        _undo_layout(figure)
    if engine is not None and not isinstance(
        engine, PlaceHolderLayoutEngine
    ):  # "none" leaves a place holder behind
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # each further drawing would work it out anew
    try:
        yield
    finally:
        figure.set_canvas(canvas)
        if engine is not None:
            figure.set_layout_engine(engine)


def _undo_layout(figure: Figure) -> None:
    """Axes back to where they were drawn: the layout begins with where they stand, so a second one would end
    elsewhere by a hair.
    """
    places = dict(getattr(figure, PLACES, ()))
    for ax in figure.axes:
        if ax in places and ax.get_in_layout():
            ax.set_position(places[ax])
            ax.set_in_layout(True)  # a place that was set by hand would be left alone


def _file(figure: Figure, kind: str) -> bytes:
    """The figure as it stands, in one format.  The backends set its resolution; it is given back."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.BytesIO()
    dpi = figure.dpi
    canvas: Any
    try:
        if kind == "pdf":
            canvas = FigureCanvasPdf(figure)
            canvas.print_pdf(buffer, metadata={"CreationDate": None, "Producer": None, "Creator": None})
        elif kind == "svg":
            canvas = FigureCanvasSVG(figure)
            canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
        else:
            canvas = FigureCanvasAgg(figure)
            figure.dpi = PNG_DPI
            canvas.print_png(buffer, metadata={"Software": None})
    finally:
        figure.dpi = dpi
    return (
        embed_font(buffer.getvalue().decode("utf-8")).encode("utf-8") if kind == "svg" else buffer.getvalue()
    )
