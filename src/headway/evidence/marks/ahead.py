"""Work on every core, with its results in the order of what was to be done."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


def in_order(
    work: Callable[[Item], Done], items: Iterable[Item], *, threads: int | None = None
) -> Iterator[Done]:
    """
    Do the same to every item, no more than one item a thread ahead of who takes the results.

    Args:
        work: Called in other threads.
        items: Taken one by one, as there is room.
        threads: As many as there are processors where not given.
    """
    share = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(share) as pool:
        waiting: deque[Future[Done]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > share:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
