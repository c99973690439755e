"""How fast time grows with size: an exponent, never seconds, so that a busy machine changes nothing."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

# Linear time has the exponent 1, quadratic time 2.
LINEAR = 1.3


def exponent(run: Callable[[int], object], small: int, *, times: int = 4, tries: int = 5) -> float:
    """By which power of its size the time of a call grows: log(time ratio) / log(size ratio).

    Processor time of this thread, the least of some runs of each size, the collector off. Tried again while
    it looks worse than linear: noise goes away, a bad pattern doesn't.

    Parameters
    ----------
    run
        Makes what is measured: a call of it with a size returns the function to be timed.
    small
        The smaller size; one that takes some milliseconds.
    times
        How many times as large the larger size is.
    tries
        At most so many runs of each size.

    Returns
    -------
    float
        The least exponent seen.
    """
    best = [math.inf, math.inf]
    for attempt in range(tries):
        for place, size in enumerate((small, small * times)):
            best[place] = min(best[place], _seconds(run, size))
        found = math.log(max(best[1], 1e-4) / max(best[0], 1e-4)) / math.log(times)
        if attempt and found <= LINEAR:
            break
    return found


def _seconds(run: Callable[[int], object], size: int) -> float:
    call = run(size)
    assert callable(call)
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = time.thread_time()
        call()
        return time.thread_time() - start
    finally:
        if collecting:
            gc.enable()
