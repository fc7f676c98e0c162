"""分工 — one function over many slices of work, by several processes where that pays; answers come in the order asked.

Each process loads the domain and nothing else: no database, no settings. One that dies ends the whole with a clear
refusal, and what was written before stands complete.
"""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from jiaxin.domain.errors import Refused
from jiaxin.domain.scoring.batch.slices import Slice, outcomes
from jiaxin.domain.scoring.outcome import Outcome

WORTH_IT = 5_000  # subjects; below, processes take longer to begin than they save
MOST = 4
WAITING = 3  # slices for each process: it always finds the next, and memory holds only so many

Crew = Callable[[Iterable[Slice]], Iterator[list[Outcome]]]


@contextmanager
def crew(subjects: int, processes: int = 0) -> Iterator[Crew]:
    """Whoever works on slices of so many subjects. processes: 1 = in place; 0 = as many as pay."""
    count = processes or (min(len(os.sched_getaffinity(0)), MOST) if subjects >= WORTH_IT else 1)
    if count == 1:
        yield lambda slices: map(outcomes, slices)
        return
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=_ready) as pool:
        pool.submit(_ready)  # they begin while the first slices are still being found
        try:
            yield lambda slices: _in_order(pool, slices, WAITING * count)
        except BrokenProcessPool:
            raise Refused(
                "rescore.process-died", "全员重算的一个进程中途停了，多半是内存不够", "已写入的都完整，请腾出内存后再算一次"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(pool: Executor, slices: Iterable[Slice], most: int) -> Iterator[list[Outcome]]:
    waiting = deque[Future[list[Outcome]]]()
    for one in slices:
        waiting.append(pool.submit(outcomes, one))
        if len(waiting) > most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _ready() -> None:
    """Loading this module is most of it; a process that lives for seconds need not look for cycles."""
    gc.disable()
