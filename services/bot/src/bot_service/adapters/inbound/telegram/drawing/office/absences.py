"""When somebody of the desk is away: how it is said, and what is offered."""

from collections.abc import Callable
from datetime import date
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import button
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.people.users import UserView
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.notifications.quiet import zone_named
from bot_service.domain.people.absence import DaysAway, days_of, likely

THERE: Final = "-"
"""The value of a button by which somebody is not away (any more)."""


def absence_line(user: UserView, desk: RequestDesk, texts: Texts) -> Html | None:
    """Say from when to when somebody is away; None where they are not, and will not be."""
    absence, now = user.absence, desk.now()
    if absence is None or absence.ends <= now:
        return None
    days = days_of(absence, zone_named(desk.zone_of(user)))
    if absence.covers(now):
        return texts("away-line", day=texts.day(days.back))
    return texts("away-line-planned", first=texts.day(days.first), day=texts.day(days.back))


def choices(
    user: UserView, desk: RequestDesk, texts: Texts, data: Callable[[str], str]
) -> list[InlineKeyboardButton]:
    """Return buttons for likely days, each with what `data` makes of its value, and one for not being away."""
    today = desk.now().astimezone(zone_named(desk.zone_of(user))).date()
    rows = [
        button(texts.plain(f"button-away-{name}", day=texts.day(days.back)), data(value_of(days)))
        for name, days in likely(today).items()
    ]
    if absence_line(user, desk, texts) is not None:
        rows.append(button(texts.plain("button-away-over"), data(THERE)))
    return rows


def value_of(days: DaysAway) -> str:
    return f"{days.first}.{days.back}"


def days_from(value: str) -> DaysAway | None:
    """Read what `value_of` wrote; None for anything else."""
    try:
        first, back = (date.fromisoformat(each) for each in value.split("."))
    except ValueError:
        return None
    return DaysAway(first, back)
