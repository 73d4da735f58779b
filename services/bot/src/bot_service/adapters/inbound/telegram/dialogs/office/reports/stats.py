"""/stats: how the desk does, in figures and as a picture, of all of it or of one place."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.reports.figures import PERIODS, figures_screen
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import StatsButton
from bot_service.adapters.inbound.telegram.drawing.files import photo
from bot_service.adapters.inbound.telegram.drawing.screen import answer, without_buttons
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import InvalidFieldsError, NotFoundError
from bot_service.application.office import Office
from bot_service.application.ports.office.reports.chart_painter import Bars, Chart
from bot_service.application.ports.office.reports.reports import DayCounts, StatisticsView
from bot_service.application.ports.places.locations import LocationView
from bot_service.domain.people.person import SEERS

USUAL: Final = 30
MOST_DAYS_DRAWN: Final = 31
"""Of more, a bar is a week."""
WEEK: Final = 7
TOLD: Final = 5
"""Places and people."""


def create_router() -> Router:
    router = Router(name="stats")
    register_command(router, "stats", stats, roles=SEERS)
    router.callback_query.register(of_period, StatsButton.filter(F.days.in_(PERIODS)))
    return router


async def stats(_message: Message, command: CommandObject, turn: Turn, office: Office) -> Replies:
    """Show the last 30 days; of a place where its code was written after the command."""
    try:
        return await _drawn(USUAL, (command.args or "").strip().upper(), turn, office)
    except (NotFoundError, InvalidFieldsError):
        return [turn.says("stats-no-place")]


async def of_period(
    callback: CallbackQuery, callback_data: StatsButton, turn: Turn, office: Office
) -> Replies:
    drawn = await _drawn(callback_data.days, callback_data.place, turn, office)
    return [answer(callback), *drawn, *without_buttons(callback)]


async def _drawn(days: int, code: str, turn: Turn, office: Office) -> Replies:
    acting = turn.person.name
    place = await office.locations.get(code, acting=acting) if code else None
    user = await turn.desk.people.get(acting)
    found = await office.reports.statistics(
        turn.desk.now() - timedelta(days=days),
        place=code,
        zone=turn.desk.zone_of(user),
        most=TOLD,
        acting=acting,
    )
    if not found.tickets and not any(day.resolved for day in found.days):
        return [turn.says("stats-nothing", days=days)]
    names = await _names(found, turn, office)
    text = figures_screen(found, days, place, names, turn.texts)
    picture = await office.painter.paint(_chart(found.days, days, place, turn))
    return [photo(turn.person.telegram_id, "stats.png", picture), turn.sends(text)]


async def _names(found: StatisticsView, turn: Turn, office: Office) -> dict[str, str]:
    """Return what places are called, by their codes, and people, by their names."""
    people = await turn.desk.people.get_all([each.name for each in found.people])
    places = [await office.locations.get(code, acting=turn.person.name) for code, _ in found.places]
    called = {name: user.display_name for name, user in people.items()}
    return called | {place.code: place.name for place in places}


def _chart(days: Sequence[DayCounts], count: int, place: LocationView | None, turn: Turn) -> Chart:
    texts = turn.texts
    title = texts.plain("stats-period", days=count)
    return Chart(
        title=f"{title} – {place.name}" if place else title,
        created=texts.plain("chart-created"),
        resolved=texts.plain("chart-resolved"),
        bars=list(_bars(days, texts)),
    )


def _bars(days: Sequence[DayCounts], texts: Texts) -> Iterator[Bars]:
    length = 1 if len(days) <= MOST_DAYS_DRAWN else WEEK
    for start in range(0, len(days), length):
        together = days[start : start + length]
        first = together[0].day
        yield Bars(
            label=texts.plain("chart-day", day=f"{first.day:02}", month=f"{first.month:02}"),
            created=sum(day.created for day in together),
            resolved=sum(day.resolved for day in together),
        )
