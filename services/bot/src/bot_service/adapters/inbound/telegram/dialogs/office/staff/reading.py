"""What /staff reads of the desk."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.office.staff.screens import (
    Staff,
    list_screen,
    person_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.office.absences import absence_line
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.application.office import Office
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.people import user_name

COUNTED: Final = timedelta(days=365)
"""Tickets that are older and still open are not among those that are counted."""
MOST_COUNTED: Final = 100


async def list_of(page: int, turn: Turn, office: Office) -> Screen:
    invitations = await office.staff.open_invitations(acting=turn.person.name)
    people = await office.staff.everybody()
    back = {each.name: turn.desk.back_on(each) for each in people}
    staff = Staff(
        people=people,
        back={name: turn.texts.day(day) for name, day in back.items() if day is not None},
        open_tickets=await open_tickets(turn, office),
        invitations=len(invitations),
    )
    return list_screen(staff, page, turn.texts)


async def opened(number: int, turn: Turn, office: Office) -> Screen:
    user = await person_numbered(number, turn)
    count = (await open_tickets(turn, office)).get(user.name, 0)
    acting = turn.person.name
    reason = "" if user.active else await office.staff.why_shut_out(user.name, acting=acting)
    away = absence_line(user, turn.desk, turn.texts)
    return person_screen(user, count, turn.texts, reason=reason, away=away)


async def open_tickets(turn: Turn, office: Office) -> Mapping[str, int]:
    """Return how many open tickets of the last year are whose, of the 100 with the most."""
    since = turn.desk.now() - COUNTED
    found = await office.reports.statistics(since, most=MOST_COUNTED, acting=turn.person.name)
    return {each.name: each.open for each in found.people}


async def person_numbered(number: int, turn: Turn) -> UserView:
    """Raises `NotFoundError` where a button names nobody."""
    return await turn.desk.people.get(user_name(number))
