"""Has a process search its memory for garbage seldom; to be imported before whatever is large.

What is imported stays: searching it every now and then, while there is more and more of it, took an eighth of the
processor time until a service was ready.
"""

import gc
from typing import Final

SELDOM: Final = 10_000
"""So many more objects made than freed begin a collection: by default 700, which a few calls make."""


def leave_alone_what_is_there() -> None:
    """Call it once everything is imported and built: that stays for good, and no collection walks it again."""
    gc.collect()
    gc.freeze()


gc.set_threshold(SELDOM, 10, 10)
