"""What all drawing functions share: their signature, the check of what they are given, the style, and that a
notebook shows what they return.

``draw_NAME(table, ax=None, language="zh", *, …)`` draws one panel, ``draw_NAME(table, figure=None,
language="zh", *, …)`` several. Either returns the ``Figure`` that it drew in; its axes are ``figure.axes``. A
caller's own ``ax`` gives back the figure that they stand in, a caller's own ``figure`` (a ``SubFigure`` too)
itself. What a caller hands over isn't cleared first. As the last line of a notebook's cell the figure is
shown, with or without ``%matplotlib inline``; a figure that pyplot made is also shown by pyplot, so end such
a line with ``;``.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from analysis.drawing import style
from analysis.drawing.labels import labels
from analysis.errors import InputError, nearest

if TYPE_CHECKING:
    import pandas as pd

F = TypeVar("F", bound=Callable[..., Any])


def drawing(
    *needs: str, source: str, values: Sequence[str] = (), key: Sequence[str] = ()
) -> Callable[[F], F]:
    """Decorator of a drawing function: its arguments are checked, and what it draws has the style of the
    suite, wherever it is called.

    Parameters
    ----------
    *needs : str
        The columns that the table must have.
    source : str
        What makes such a table, for the message.
    values : sequence of str, default ()
        Columns of numbers of which one at least must be known somewhere.
    key : sequence of str, default ()
        Columns that tell the rows apart.

    Returns
    -------
    callable
        The decorator; what it makes raises ``InputError`` where something isn't so.

    Examples
    --------
    >>> import pandas as pd
    >>> @drawing("term", "share", source="a toy")
    ... def draw_toy(table, ax=None, language="zh"):
    ...     return style.figure_of(style.new_axes(ax))
    >>> draw_toy(pd.DataFrame({"term": ["就业"], "shares": [0.1]}))
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: draw_toy: the table has no column 'share' (it has 'shares'); give it ...
    """

    def decorate(draw: F) -> F:
        signature = inspect.signature(draw)
        place = list(signature.parameters)[1]

        @functools.wraps(draw)
        def inside(*args: Any, **kwargs: Any) -> Any:
            given = signature.bind(*args, **kwargs).arguments
            _check_place(draw.__name__, place, given.get(place))
            labels(given.get("language", "zh"))  # an unknown language is said here
            check_table(draw.__name__, given["table"], needs, source, values, key)
            with style.style():
                figure = draw(*args, **kwargs)
            style.remember_places(figure)
            _let_notebooks_show()
            return figure

        return inside  # type: ignore[return-value]

    return decorate


def _check_place(name: str, parameter: str, given: object) -> None:
    """``ax`` are axes, ``figure`` is a figure or a part of one."""
    if given is None:
        return
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    if isinstance(given, Axes if parameter == "ax" else FigureBase):
        return
    wanted = "matplotlib axes" if parameter == "ax" else "a matplotlib figure (it draws several panels)"
    hint = f"; for the language write language={given!r}" if isinstance(given, str) else ""
    raise InputError(f"{name}: {parameter} takes {wanted}, not {type(given).__name__}{hint}")


def check_table(
    name: str,
    table: pd.DataFrame,
    needs: Sequence[str],
    source: str,
    values: Sequence[str] = (),
    key: Sequence[str] = (),
) -> None:
    """Refuse a table that can't be drawn.

    Parameters
    ----------
    name : str
        The name of the drawing function, for the message.
    table : DataFrame
        What it was given.
    needs, source, values, key
        As for ``drawing``.

    Raises
    ------
    InputError
        Where the table is none, has no rows, lacks a column, holds text for numbers, has no known value in
        ``values``, or two rows with one ``key``.
    """
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise InputError(
            f"{name}: takes a table (DataFrame), not {type(table).__name__}; give it one as {source} makes it"
        )
    for column in needs:
        if column not in table.columns:
            near = nearest(column, table.columns, 1)
            has = f" (it has {near[0]!r})" if near else ""
            raise InputError(
                f"{name}: the table has no column {column!r}{has}; give it a table as {source} makes it"
            )
    if table.empty:
        raise InputError(
            f"{name}: the table has no rows; check the region, year, theme, indicator or term that it was "
            "chosen by"
        )
    for column in values:
        text = next((value for value in table[column] if isinstance(value, str)), None)
        if text is not None:
            raise InputError(
                f"{name}: column {column!r} holds the text {text!r} where a number should be; turn it into "
                "numbers first"
            )
    if values and table[list(values)].isna().all(axis=None):
        raise InputError(
            f"{name}: no row of the table has a value in {' or '.join(values)}; there is nothing to draw"
        )
    if key and (again := table.duplicated(list(key), keep="first")).any():
        row = table.loc[again, list(key)].iloc[0]
        which = ", ".join(f"{column} {value!r}" for column, value in row.items())
        raise InputError(f"{name}: the table has several rows of {which}; choose the one to be drawn first")


def some(table: pd.DataFrame, lacking: str) -> pd.DataFrame:
    """The table itself; ``InputError`` with ``lacking`` where it has no row left."""
    if table.empty:
        raise InputError(f"nothing to draw: {lacking}")
    return table


def marks(defaults: dict[str, Any], given: dict[str, Any], kind: type[Any]) -> dict[str, Any]:
    """Keyword arguments for matplotlib: a caller's win over the defaults, under whichever name (``lw`` or
    ``linewidth``) of that kind of artist.

    Parameters
    ----------
    defaults : dict
        What the suite draws with.
    given : dict
        What the caller gave.
    kind : type
        The artist (``Line2D``, ``Patch``) whose other names are known.

    Returns
    -------
    dict
        By full names; a caller's ``norm`` drops ``vmin`` and ``vmax`` of the defaults.

    Examples
    --------
    >>> from matplotlib.lines import Line2D
    >>> marks({"linewidth": 1, "color": "red"}, {"lw": 3}, Line2D)
    {'linewidth': 3, 'color': 'red'}
    """
    from matplotlib import cbook

    own = cbook.normalize_kwargs(given, kind)
    if "norm" in own:  # matplotlib takes either
        defaults = {name: value for name, value in defaults.items() if name not in ("vmin", "vmax")}
    return cbook.normalize_kwargs(defaults, kind) | own


def _let_notebooks_show() -> None:
    """Where IPython runs and knows no picture of a Figure yet, tell it one: that of ``%matplotlib inline``.

    IPython learns it from pyplot alone, which the suite doesn't use. pyplot and the magic put their own in
    its place.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return
    from IPython.core.pylabtools import print_figure
    from matplotlib.figure import Figure

    formatters = shell.display_formatter.formatters
    if not any(Figure in formatter.type_printers for formatter in formatters.values()):
        formatters["image/png"].for_type(Figure, functools.partial(print_figure, fmt="png", base64=True))
