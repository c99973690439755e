"""The tables of a build, each declared once: see ``analysis.tables.declaration``.

The order is that of the declarations; ``docs/outputs.md`` is written from them.
"""

from __future__ import annotations

from analysis.tables import corpus, targets, tasks, themes, topics, words
from analysis.tables.declaration import Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *corpus.TABLES,
        *targets.TABLES,
        *tasks.TABLES,
        *words.TABLES,
        *themes.TABLES,
        *topics.TABLES,
    )
}


def column_types(name: str) -> dict[str, str]:
    """The columns of a table of a build, with their types.

    >>> column_types("correspondence_inertia")
    {'dimension': 'int', 'inertia': 'float', 'share': 'float'}
    """
    return TABLES[name].types
