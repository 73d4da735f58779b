"""Who is to work on a ticket: dispatchers choose among the desk's people, and see how much each has."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.colleagues import colleagues_on
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import changed, permitted
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.screen import answer, with_buttons
from bot_service.adapters.inbound.telegram.drawing.tickets.work import more_buttons, people_buttons, stands_on
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.views.people import user_name
from bot_service.application.views.tickets import TicketView, Verb

NUMBER: Final = r"^[0-9]{1,18}$"


def create_router() -> Router:
    router = Router(name="assigning")
    router.callback_query.register(choose, TicketButton.filter(F.action == TicketAction.ASSIGN))
    router.callback_query.register(
        turned, WorkButton.filter((F.action == WorkAction.PEOPLE) & F.value.regexp(NUMBER))
    )
    router.callback_query.register(
        assigned, WorkButton.filter((F.action == WorkAction.ASSIGN_TO) & F.value.regexp(NUMBER))
    )
    return router


async def choose(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    return await _page(callback, callback_data.number, 0, turn)


async def turned(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    return await _page(callback, callback_data.number, int(callback_data.value), turn)


async def assigned(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    """What was shown does not matter: whoever has it by now, it is given to somebody."""
    person = await turn.desk.people.get(user_name(int(callback_data.value)))
    change = turn.desk.work.assign(
        callback_data.number, person.name, acting=turn.person.name, request_id=turn.key.request_id("assign")
    )
    if person.name == turn.person.name:
        return await changed(change, "toast-taken", callback, callback_data, turn)
    name, back = person.display_name, turn.desk.back_on(person)
    if back is None:
        return await changed(change, "toast-assigned", callback, callback_data, turn, name=name)
    day = turn.texts.day(back)
    return await changed(change, "toast-assigned-away", callback, callback_data, turn, name=name, day=day)


async def _page(callback: CallbackQuery, number: int, page: int, turn: Turn) -> Replies:
    """Put a page of the people in place of the card's buttons; the last one where there are fewer."""
    ticket = await permitted(Verb.ASSIGN, callback, number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    people = await colleagues_on(page, turn)
    rows, more = people_buttons(ticket, people, turn.texts), more_buttons(ticket, turn.texts)
    # Names of people are kept with people alone.
    return [answer(callback), *with_buttons(callback, rows, on=stands_on(ticket), beneath=more)]
