"""What would become of the tickets that were chosen: which can have it done to them, and which not, and why."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_screens import Left, preview_screen
from bot_service.adapters.inbound.telegram.dialogs.remembered import BulkChoice
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.lists.bulk import BulkVerb

AT_ONCE: Final = 8
WORKED_ON: Final = {
    BulkVerb.TAKE: Verb.TAKE,
    BulkVerb.ASSIGN: Verb.ASSIGN,
    BulkVerb.PRIORITY: Verb.UPDATE,
    BulkVerb.RESOLVE: Verb.RESOLVE,
    BulkVerb.RELEASE: Verb.RELEASE,
}


async def chosen_tickets(choice: BulkChoice, turn: Turn) -> Sequence[TicketView | Left]:
    """Ask about each of those that were chosen as it is now."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def seen(number: int) -> TicketView | Left:
        async with limit:
            try:
                ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
            except NotFoundError:
                return Left(number=number, why="bulk-not-theirs")
        why = _why_not(choice, ticket)
        return Left(number=number, why=why) if why else ticket

    return await asyncio.gather(*(seen(number) for number in choice.chosen))


async def previewed(choice: BulkChoice, turn: Turn) -> Screen:
    """Show which of them it can be done to; the conversation remembers those."""
    found = await chosen_tickets(choice, turn)
    tickets = [each for each in found if isinstance(each, TicketView)]
    left = [each for each in found if isinstance(each, Left)]
    person = await person_of(choice, turn)
    turn.conversation.drop_bulk()
    asked = replace(choice, ready=tuple(each.number for each in tickets))
    turn.conversation.bulk = asked
    name, back = ("", None) if person is None else (person.display_name, turn.desk.back_on(person))
    return preview_screen(asked, tickets, left, name, turn.texts, back=back)


def _why_not(choice: BulkChoice, ticket: TicketView) -> str:
    """Return the key of what stands against it; empty where nothing does."""
    verb = BulkVerb(choice.verb)
    if ticket.done:
        return "bulk-over"
    if choice.of and ticket.assignee != choice.of:
        return "bulk-moved-on"
    is_so = {
        BulkVerb.TAKE: ticket.assignee == choice.value and Verb.TAKE not in ticket.allowed_verbs,
        BulkVerb.ASSIGN: ticket.assignee == choice.value,
        BulkVerb.PRIORITY: ticket.priority == choice.value,
        BulkVerb.RESOLVE: False,
        BulkVerb.RELEASE: not ticket.assignee,
    }
    if is_so[verb]:
        return "bulk-is-so"
    return "" if WORKED_ON[verb] in ticket.allowed_verbs else "bulk-not-allowed"


async def name_of(choice: BulkChoice, turn: Turn) -> str:
    """Return the name of who is to have them; empty where it is not about that."""
    person = await person_of(choice, turn)
    return "" if person is None else person.display_name


async def person_of(choice: BulkChoice, turn: Turn) -> UserView | None:
    """Return who is to have them; None where it is not about that."""
    return await turn.desk.people.get(choice.value) if choice.verb == BulkVerb.ASSIGN else None
