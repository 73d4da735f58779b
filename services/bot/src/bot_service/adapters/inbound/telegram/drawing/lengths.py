"""How long something took, as figures say it."""

from typing import Final

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts

MINUTE: Final = 60
HOUR: Final = 3_600
DAY: Final = 86_400


def lasted(seconds: float, texts: Texts) -> str:
    """Say how long something took, in one unit."""
    if seconds >= 2 * DAY:
        return texts.plain("lasted-days", days=str(round(seconds / DAY)))
    if seconds >= 2 * HOUR:
        return texts.plain("lasted-hours", hours=str(round(seconds / HOUR)))
    return texts.plain("lasted-minutes", minutes=str(max(1, round(seconds / MINUTE))))
