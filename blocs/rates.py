"""How often one person may ask for something that costs: so many times in a minute, counted in the cache.

The cache is that of one process, so several web workers together let through a few times as much.
"""

import time

from django.core.cache import cache

MINUTE = 60  # seconds


def seconds_to_wait(who: int | str, what: str, most: int) -> int:
    """0 while this person asked at most `most` times this minute; else the seconds until the next one."""
    now = int(time.time())
    key = f"rate:{what}:{who}:{now // MINUTE}"
    cache.add(key, 0, MINUTE)
    try:
        asked = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 0
    return MINUTE - now % MINUTE if asked > most else 0
