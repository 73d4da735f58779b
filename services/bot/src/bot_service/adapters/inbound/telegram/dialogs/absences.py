"""Days on which somebody of the desk is away, tapped or written: as they say themselves, or an admin for them."""

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.application.ports.people.users import UserView
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.notifications.quiet import zone_named
from bot_service.domain.office.office_hours import read_span
from bot_service.domain.people.absence import LONGEST, DaysAway


def written_days(text: str, user: UserView, desk: RequestDesk) -> DaysAway | None:
    """Read the first and last day away, `24.12.2026 – 6.1.2027`; None where that is not said, or cannot be."""
    span = read_span(text, most=LONGEST.days)
    if span is None:
        return None
    first, last = span
    return possible(DaysAway.through(first, last), user, desk)


def possible(days: DaysAway | None, user: UserView, desk: RequestDesk) -> DaysAway | None:
    """Return the days if somebody can be away on them, by the calendar of their zone."""
    today = desk.now().astimezone(zone_named(desk.zone_of(user))).date()
    return days if days is not None and days.is_possible(today) else None


async def kept(days: DaysAway | None, user: UserView, turn: Turn) -> UserView:
    """Have them away on these days, from midnight to midnight of their zone; None: not away."""
    return await turn.desk.people.set_absence(
        user.name,
        None if days is None else days.in_zone(zone_named(turn.desk.zone_of(user))),
        acting=turn.person.name,
        request_id=turn.key.request_id("away"),
    )
