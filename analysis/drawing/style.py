"""The look of the figures: one font, two widths, a palette for colour-blind readers and for grey print; and
how they are saved.

The font is Noto Sans SC (SIL Open Font License 1.1), from the pinned package ``pylopdf-fonts-zh-cn``; no font
of the system is looked for.
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.resources import LABELS, LEXICON

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

SINGLE, DOUBLE = 3.5, 7.2  # column widths in inches (89 mm, 183 mm)
TALLEST = 9.2  # a page's text height
LOWEST = 1.5  # below that there is no room for axes between title and labels

# Okabe & Ito's colours (2008), ordered so that neighbours differ in grey as well.
BLUE, ORANGE, GREEN, VERMILION, SKY, YELLOW, PURPLE, BLACK = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#F0E442", "#CC79A7", "#000000",
)  # fmt: skip
GREY, LIGHT = "#7A7A7A", "#D9D9D9"
PALETTE = (BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE, YELLOW, BLACK)
FAMILY = "Noto Sans SC"
FORMATS = ("pdf", "svg", "png")
PNG_DPI = 300
PLACES = "_places_when_drawn"  # attribute of a figure: its axes and where they stood before any layout

_RC: dict[str, Any] = {
    "font.family": FAMILY, "font.size": 7.5, "axes.titlesize": 8.5, "axes.labelsize": 7.5,
    "xtick.labelsize": 7, "ytick.labelsize": 7,
    "legend.fontsize": 7, "legend.frameon": False, "axes.unicode_minus": False,
    "axes.spines.top": False, "axes.spines.right": False,
    "axes.linewidth": 0.6, "xtick.major.width": 0.6, "ytick.major.width": 0.6,
    "xtick.major.size": 2.5, "ytick.major.size": 2.5,
    "lines.linewidth": 1.2, "patch.linewidth": 0.4, "grid.linewidth": 0.4, "grid.color": LIGHT,
    "axes.axisbelow": True,
    "figure.dpi": 120, "savefig.dpi": 300, "pdf.fonttype": 3, "svg.fonttype": "none",
    "svg.hashsalt": "work-reports",
    "figure.constrained_layout.use": True, "image.cmap": "Blues",
}  # fmt: skip


@lru_cache(maxsize=1)
def font_path() -> Path:
    """The font file inside its package. Registers it with matplotlib the first time."""
    from importlib.resources import files

    from matplotlib import font_manager

    path = Path(str(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"))
    font_manager.fontManager.addfont(str(path))
    return path


@contextlib.contextmanager
def style() -> Iterator[None]:
    """Draw inside ``with style():`` to have the font, sizes and colours of the shipped figures.

    Yields
    ------
    None

    Examples
    --------
    >>> with style():
    ...     import matplotlib
    ...     matplotlib.rcParams["font.family"]
    ['Noto Sans SC']
    """
    import matplotlib as mpl
    from cycler import cycler

    font_path()
    settings: Any = _RC | {"axes.prop_cycle": cycler(color=PALETTE)}
    with mpl.rc_context(settings):
        yield


def new_axes(ax: Axes | None, width: float = SINGLE, height: float = 2.6) -> Axes:
    """The caller's axes, or those of a new figure.

    The figure isn't pyplot's: nothing global is kept.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Axes of the caller; they come back as they are.
    width, height : float
        Of a new figure, in inches; the height is held between ``LOWEST`` and ``TALLEST``.

    Returns
    -------
    matplotlib.axes.Axes
    """
    if ax is not None:
        return ax
    return new_figure(width, height).add_subplot()


def new_figure(width: float = DOUBLE, height: float = 3.2) -> Figure:
    """An empty figure of that size in inches, drawn by Agg, outside pyplot."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, min(max(height, LOWEST), TALLEST)), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def figure_of(ax: Axes) -> Figure:
    """The figure that axes stand in: the whole, where they stand in a part of one."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def inches(part: Axes | Figure | SubFigure) -> tuple[float, float]:
    """Width and height of a figure, of a part of one, or of axes, in inches."""
    figure = part.get_figure(root=True)
    assert figure is not None
    return float(part.bbox.width / figure.dpi), float(part.bbox.height / figure.dpi)


def remember_places(figure: Figure | SubFigure) -> None:
    """Note where the axes stand before the figure is laid out, so that each file of it can begin with the
    same places.
    """
    root = figure.get_figure(root=True)
    before = dict(getattr(root, PLACES, ()))
    setattr(
        root, PLACES, [(ax, before.get(ax) or ax.get_position(original=True).frozen()) for ax in figure.axes]
    )


def bare(ax: Axes) -> None:
    """Take away ticks and frame: for grids of cells, whose rows and columns are named."""
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _cut_font(source: bytes | Path, characters: str, flavor: str | None) -> bytes:
    """The font's outlines of just these characters, without its tables for layout; the same bytes on every
    run.
    """
    from fontTools import subset

    # A font already cut has no hints left; looking for them again would cost a fifth of the time
    bare = isinstance(source, bytes)
    options = subset.Options(
        flavor=flavor, notdef_outline=True, recalc_timestamp=False, layout_features=[], hinting=bare
    )
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    buffer = io.BytesIO()
    with subset.load_font(io.BytesIO(source) if isinstance(source, bytes) else str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        subset.save_font(font, buffer, options)
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _common_font() -> tuple[frozenset[str], bytes]:
    """The characters of the word lists and names, and a font of just these: small enough to cut each figure's
    own font from in no time.
    """
    texts = [path.read_text(encoding="utf-8-sig") for path in (LABELS, *sorted(LEXICON.glob("*.csv")))]
    characters = frozenset("".join(texts)) | {chr(code) for code in range(32, 127)}
    return characters, _cut_font(font_path(), "".join(sorted(characters)), None)


@lru_cache(maxsize=64)
def _subset(characters: str) -> str:
    """The font's outlines of just these characters, as base64 of a WOFF file."""
    common, small = _common_font()
    source = small if common.issuperset(characters) else font_path()
    return base64.b64encode(_cut_font(source, characters, "woff")).decode("ascii")


def embed_font(svg: str) -> str:
    """``svg`` with the outlines of its own characters inside, so that its text stays text and looks the same
    without the font.
    """
    characters = "".join(sorted(set("".join(re.findall(r">([^<]+)</(?:text|tspan)>", svg)))))
    source = f"url(data:font/woff;base64,{_subset(characters)}) format('woff')"
    face = f"@font-face{{font-family:'{FAMILY}';src:{source};}}"
    return svg.replace("<defs>", f'<defs>\n  <style type="text/css">{face}</style>', 1)
