"""Linear algebra in one thread."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def single_threaded(function: F) -> F:
    """Decorator: linear algebra inside runs in one thread. The matrices are small, so that more threads only
    wait for one another, and sums don't depend on how many there are.
    """

    @functools.wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        import scipy.linalg

        # The limit reaches only libraries that are loaded: scipy brings a BLAS of its own
        import scipy.sparse.linalg
        from threadpoolctl import threadpool_limits

        assert scipy.linalg
        with threadpool_limits(1, user_api="blas"):
            return function(*args, **kwargs)

    return inside  # type: ignore[return-value]
