"""Named arrays, tables, bytes and plain values as one Arrow record batch: what a cache keeps.

One row; an array is a list of numbers whose shape stands beside the field, a table is an Arrow stream of its
own.  Any reader of Arrow reads it, a value is read when it is asked for, and nothing in it can run code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

    Values = Mapping[str, "NDArray[np.generic] | bytes | Any"]

_ARROW = {"str": "string", "int": "int64", "float": "float64", "bool": "bool_", "Int": "int64"}


def pack(values: Values) -> bytes:
    """Arrays of numbers, bytes, and whatever JSON can say, by name.

    Examples
    --------
    >>> import numpy as np
    >>> packed = pack({"codes": np.array([1, 2], dtype=np.int32), "text": b"abc", "year": 2020})
    >>> unpack(packed)["codes"].tolist()
    [1, 2]
    """
    import numpy as np
    import pyarrow as pa

    fields, columns = [], []
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            if value.dtype.hasobject:
                raise TypeError(f"{name} holds Python objects; pack numbers or text")
            items = pa.array(np.ascontiguousarray(value).ravel())
            column = pa.LargeListArray.from_arrays(pa.array([0, len(items)], pa.int64()), items)
            about = {"shape": json.dumps(value.shape)}
        elif isinstance(value, bytes):
            column, about = pa.array([value], pa.large_binary()), {}
        else:
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            column = pa.array([text.encode("utf-8", "surrogatepass")], pa.large_binary())
            about = {"json": "1"}
        fields.append(pa.field(name, column.type, metadata=about))
        columns.append(column)
    return _stream(pa.RecordBatch.from_arrays(columns, schema=pa.schema(fields)))


def _stream(batch: pa.RecordBatch) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


class Packed(Mapping[str, Any]):
    """What was packed, each value read when it is asked for; arrays can't be written to."""

    def __init__(self, data: bytes) -> None:
        import pyarrow as pa

        self._batch = pa.ipc.open_stream(pa.py_buffer(data)).read_next_batch()
        self._place = {name: number for number, name in enumerate(self._batch.schema.names)}

    def __getitem__(self, name: str) -> Any:
        place = self._place[name]
        about = self._batch.schema.field(place).metadata or {}
        column = self._batch.column(place)
        if b"shape" in about:
            values = column.values.to_numpy(zero_copy_only=False)
            shaped = values.reshape(json.loads(about[b"shape"]))
            shaped.flags.writeable = False
            return shaped
        data = column[0].as_py()
        return json.loads(data) if b"json" in about else data

    def __iter__(self) -> Iterator[str]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)


def unpack(data: bytes) -> dict[str, Any]:
    """The inverse of ``pack``, everything at once."""
    return dict(Packed(data))


def pack_table(table: pd.DataFrame, types: Mapping[str, str]) -> bytes:
    """The columns of a table with these types (``str, int, float, bool, Int``), as an Arrow stream."""
    import pyarrow as pa

    schema = pa.schema([pa.field(name, getattr(pa, _ARROW[kind])()) for name, kind in types.items()])
    # Objects: pandas has several ways to hold text and what is unknown, and Arrow doesn't take all of them.
    arrays = [
        pa.array(table[name].to_numpy(dtype=object), schema.field(name).type, from_pandas=True)
        for name in types
    ]
    return _stream(pa.RecordBatch.from_arrays(arrays, schema=schema))


def join_tables(streams: Iterable[bytes], types: Mapping[str, str]) -> pd.DataFrame:
    """The rows of packed tables, one after the other.

    Examples
    --------
    >>> import pandas as pd
    >>> types = {"term": "str", "share": "float", "year": "Int"}
    >>> rows = pd.DataFrame({"term": ["甲"], "share": [float("nan")], "year": pd.array([None], "Int64")})
    >>> join_tables([pack_table(rows, types), pack_table(rows, types)], types).values.tolist()
    [['甲', nan, <NA>], ['甲', nan, <NA>]]
    """
    import pandas as pd
    import pyarrow as pa

    from analysis.tables.declaration import TYPES, empty_table

    batches = [pa.ipc.open_stream(pa.py_buffer(data)).read_next_batch() for data in streams]
    if not batches:
        return empty_table(types)
    table = pa.Table.from_batches(batches)
    return pd.DataFrame(
        {
            name: pd.Series(
                pd.array(table[name].to_pylist(), dtype="Int64")
                if kind == "Int"
                else table[name].to_pandas(),
                dtype=TYPES[kind],
            )
            for name, kind in types.items()
        }
    )
