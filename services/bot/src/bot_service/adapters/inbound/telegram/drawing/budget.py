"""How much of what people wrote fits into a message."""

from collections.abc import Callable
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.html import Html, shown_units

MESSAGE_UNITS: Final = 4_096
"""What Telegram takes: UTF-16 code units after the markup was parsed."""


def fitted(draw: Callable[[int], Html], limit: int = MESSAGE_UNITS) -> Html:
    """Return `draw(most)` with the largest `most` at which the whole is no longer than `limit` units.

    `draw` clips each text of people to `most` units at the most: the longest give way first, short ones stay whole.
    Every message with people's words in it is made by this. Raises ValueError where it is too long without them.
    """
    drawn = draw(limit)
    if shown_units(drawn) <= limit:
        return drawn
    fits, too_long = 1, limit
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if shown_units(draw(middle)) <= limit:
            fits = middle
        else:
            too_long = middle
    drawn = draw(fits)
    if shown_units(drawn) > limit:
        raise ValueError(f"{shown_units(drawn)} units without what people wrote")
    return drawn
