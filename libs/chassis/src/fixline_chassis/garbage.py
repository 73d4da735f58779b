"""How often a process searches its memory for garbage."""

import gc
from typing import Final

SELDOM: Final = 10_000
"""So many more objects made than freed begin a collection: by default 700, which a few calls make."""


def collect_seldom() -> None:
    """Call it once everything is imported and built: that stays for good, and no collection walks it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM, 10, 10)
