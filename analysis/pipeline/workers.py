"""Processes that share work with this one."""

from __future__ import annotations

import functools
import gc
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def uncollected(function: F) -> F:
    """Decorator: Python's search for rings of objects that nobody needs rests meanwhile. Reports and rows are
    many small objects that all stay, and to look through them again and again takes a tenth of the time.
    """

    @functools.wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return inside  # type: ignore[return-value]


@dataclass(frozen=True)
class Workers:
    """``others``: how many processes work beside this one, in ``executor``; 0 and ``None``: none."""

    others: int = 0
    executor: Any = None

    def results(self, function: Callable[..., T], arguments: Iterable[tuple[Any, ...]]) -> Iterator[T]:
        """The results of calls as they come, in no order.

        Other processes take a second or two to start and to load dictionaries, as long as a small build takes
        in all: this process has them already, so it works too.
        """
        if not self.others:
            yield from (function(*args) for args in arguments)
            return
        from concurrent.futures import FIRST_COMPLETED, Future, wait

        todo = iter(arguments)
        running: dict[Future[T], tuple[Any, ...]] = {}
        while True:
            while len(running) < 2 * self.others and (args := next(todo, None)) is not None:
                running[self.executor.submit(function, *args)] = args
            if (args := next(todo, None)) is None:
                # What nobody has begun is done here.
                args = next((running.pop(call) for call in reversed(list(running)) if call.cancel()), None)
            if args is not None:
                yield function(*args)
            elif running:
                wait(running, return_when=FIRST_COMPLETED)
            else:
                return
            for call in [call for call in running if call.done()]:
                del running[call]
                yield call.result()


def end_with(parent: int) -> None:
    """Let this process end within a second of its parent, whatever ended that: a worker that nobody waits for
    would keep its memory and its pipes for minutes.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    if hasattr(os, "getppid") and os.name == "posix":
        threading.Thread(target=watch, daemon=True).start()


@contextmanager
def workers(
    processes: int, prepare: Callable[..., object] | None = None, *arguments: object
) -> Iterator[Workers]:
    """Processes that share work; the others end with the block.

    Parameters
    ----------
    processes : int
        How many, this one among them; fewer than two: this one alone.
    prepare : callable or None, default None
        What each of the others does first, while this one goes on.
    *arguments : object
        What ``prepare`` is given.

    Yields
    ------
    Workers
    """
    if processes < 2:
        yield Workers()
        return
    from joblib.externals.loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(max_workers=processes - 1, initializer=end_with, initargs=(os.getpid(),))
    try:
        for _ in range(processes - 1 if prepare else 0):
            executor.submit(prepare, *arguments)
        yield Workers(processes - 1, executor)
    finally:
        executor.shutdown(wait=False, kill_workers=True)
