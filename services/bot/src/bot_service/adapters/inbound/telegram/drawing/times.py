"""How long ago, how long still."""

from datetime import datetime, timedelta
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


def age(since: datetime, texts: Texts, now: datetime) -> Html:
    past = max(timedelta(), now - since)
    for unit, key in ((DAY, "age-days"), (HOUR, "age-hours"), (MINUTE, "age-minutes")):
        if past >= unit:
            return texts(key, count=past // unit)
    return texts("age-now")


def time_left(left: timedelta, texts: Texts) -> Html:
    """Say a time in the unit that it is best said in, to the half: "1.5 days", "2 hours"."""
    if left >= DAY:
        return texts("time-days", count=_halves(left / DAY))
    if left >= HOUR:
        return texts("time-hours", count=_halves(left / HOUR))
    return texts("time-minutes", count=max(1, round(left.total_seconds() / 60)))


def until(due: datetime, texts: Texts, now: datetime) -> Html:
    """Say how long there is still, or by how much it is late where that is an hour or more."""
    if due <= now:
        late = now - due
        return texts("alert-late", time=time_left(late, texts)) if late >= HOUR else texts("alert-over")
    return texts("alert-left", time=time_left(due - now, texts))


def _halves(number: float) -> float | int:
    half = round(number * 2) / 2
    return int(half) if half.is_integer() else half
