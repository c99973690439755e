"""Named arrays, bytes and plain values as one run of bytes, and back: what a cache keeps.

The form: the length of the header (four bytes, little-endian); the header, a JSON object that gives each name
its place, type and shape; the data. Reading is a slice of the buffer for each array, where an npz file takes
a zip directory and a header for each (40 µs an array, with thirty arrays a report and thousands of reports).
Nothing in it can run code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = Mapping[str, "NDArray[np.generic] | bytes | Any"]


def pack(values: Values) -> bytes:
    """Arrays, bytes, and whatever JSON can say, by name.

    >>> import numpy as np
    >>> unpack(pack({"codes": np.array([1, 2], dtype=np.int32), "text": b"abc", "year": 2020}))["codes"].tolist()
    [1, 2]
    """
    import numpy as np

    header: dict[str, Any] = {}
    blocks, at = [], 0
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            if value.dtype.hasobject:
                raise TypeError(f"{name} holds Python objects; pack numbers or text")
            data = np.ascontiguousarray(value).tobytes()
            header[name] = [at, len(data), value.dtype.str, value.shape]
        elif isinstance(value, bytes):
            data = value
            header[name] = [at, len(data)]
        else:
            data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
                "utf-8", "surrogatepass"
            )
            header[name] = [at, len(data), ""]
        blocks.append(data)
        at += len(data)
    head = json.dumps(header, separators=(",", ":")).encode()
    return b"".join([len(head).to_bytes(4, "little"), head, *blocks])


class Packed(Mapping[str, Any]):
    """What was packed, each value read when it is asked for; arrays can't be written to."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._start = 4 + int.from_bytes(data[:4], "little")
        self._header: dict[str, list[Any]] = json.loads(data[4 : self._start])

    def __getitem__(self, name: str) -> Any:
        import numpy as np

        at, size, *kind = self._header[name]
        at += self._start
        if not kind:
            return self._data[at : at + size]
        if kind[0] == "":
            return json.loads(self._data[at : at + size])
        dtype = np.dtype(kind[0])
        return np.frombuffer(self._data, dtype, count=size // dtype.itemsize, offset=at).reshape(kind[1])

    def __iter__(self) -> Iterator[str]:
        return iter(self._header)

    def __len__(self) -> int:
        return len(self._header)


def unpack(data: bytes) -> dict[str, Any]:
    """The inverse of ``pack``, everything at once."""
    return dict(Packed(data))
