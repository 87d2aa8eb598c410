"""pyHanko begins an event loop of its own; it gets a thread of its own, so that it may be called where one runs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def apart(do: Callable[..., Any], *args: Any, **words: Any) -> Any:
    """What `do` returns or raises. It must not touch the database: the thread has no part in our transaction."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do, *args, **words).result()
