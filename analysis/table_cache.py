"""Tables kept between builds, as Arrow files: no pickle, the types as they were."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.cache import Cache

if TYPE_CHECKING:
    import pandas as pd


def pack_tables(tables: dict[str, pd.DataFrame]) -> bytes:
    """Tables by name as the bytes of one ``npz`` file that holds an Arrow file for each; a column of several types becomes text."""
    import numpy as np
    import pyarrow as pa

    parts = {}
    for name, table in tables.items():
        sink = io.BytesIO()
        mixed = [c for c in table.columns if table[c].dtype == object and len(set(map(type, table[c].dropna()))) > 1]
        arrow = pa.Table.from_pandas(table.astype(dict.fromkeys(mixed, "str")))
        with pa.ipc.new_file(sink, arrow.schema) as writer:
            writer.write_table(arrow)
        parts[name] = np.frombuffer(sink.getvalue(), dtype=np.uint8)
    buffer = io.BytesIO()
    np.savez(buffer, **parts)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack_tables(data: bytes) -> dict[str, pd.DataFrame]:
    """The inverse of ``pack_tables``.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"term": ["创新", None], "n": pd.array([1, None], dtype="Int64")})
    >>> unpack_tables(pack_tables({"t": table}))["t"].equals(table)
    True
    """
    import numpy as np
    import pyarrow as pa

    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return {name: pa.ipc.open_file(pa.BufferReader(file[name].tobytes())).read_pandas() for name in file.files}


def fetch_tables(cache: Cache, key: str, make: Callable[[], dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The tables kept under ``key``, or else those that ``make()`` gives, which are then kept.

    Both come back through the same form, so that a first and a second build write the same bytes.
    """
    return unpack_tables(cache.fetch("tables", key, lambda: pack_tables(make())))
