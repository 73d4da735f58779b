"""The tickets of a queue to choose from, page by page."""

from collections.abc import Sequence

from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_screens import choosing_screen
from bot_service.adapters.inbound.telegram.dialogs.lists.pages import MOST_PAGES, SHOWN
from bot_service.adapters.inbound.telegram.dialogs.remembered import BulkChoice
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.views.tickets import TicketView
from bot_service.domain.people.person import Role


async def choosing(choice: BulkChoice, page: int, turn: Turn) -> Screen:
    of = await turn.desk.people.get(choice.of) if choice.of else None
    page = min(page, MOST_PAGES - 1)
    found = await queued(choice, page * SHOWN, SHOWN + 1, turn)
    while page and not found:
        page -= 1  # the queue became shorter meanwhile
        found = await queued(choice, page * SHOWN, SHOWN + 1, turn)
    return choosing_screen(
        choice,
        found[:SHOWN],
        page,
        turn.texts,
        is_last=len(found) <= SHOWN,
        may_assign=may_assign(turn),
        of_name="" if of is None else of.display_name,
    )


async def queued(choice: BulkChoice, start: int, limit: int, turn: Turn) -> Sequence[TicketView]:
    return await turn.desk.finder.queue(
        Queue(choice.which),
        acting=turn.person.name,
        everybodys=turn.person.role.sees_all,
        place=choice.place,
        tag=choice.tag,
        assignee=choice.of,
        start=start,
        limit=limit,
    )


def may_assign(turn: Turn) -> bool:
    return turn.person.role in {Role.DISPATCHER, Role.ADMIN}
