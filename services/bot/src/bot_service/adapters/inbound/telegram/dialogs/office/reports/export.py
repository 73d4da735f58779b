"""/export: tickets as a table, part by part where they are many."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import OfficeQuestion
from bot_service.adapters.inbound.telegram.dialogs.remembered import OfficeTask
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.office_buttons import ExportButton
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.ports.reports import ExportedTicket
from bot_service.application.queries.read_names import display_names
from bot_service.application.views import TicketState
from bot_service.domain.csv_table import write_table
from bot_service.domain.person import SEERS
from bot_service.domain.priority import Priority

PERIODS: Final = (30, 90, 365, 0)
"""Days; 0 is all there ever were."""
PART: Final = 5_000
"""Tickets in one file."""
COLUMNS: Final = (
    *("number", "title", "state", "urgency", "code", "place"),
    *("reporter", "assignee", "created", "done", "stars"),
)


def create_router() -> Router:
    router = Router(name="export")
    register_command(router, "export", export, roles=SEERS)
    router.callback_query.register(begun, ExportButton.filter(F.days.in_(PERIODS) & (F.part == 0)))
    router.callback_query.register(continued, ExportButton.filter(F.days.in_(PERIODS) & (F.part > 0)))
    return router


async def export(_message: Message, turn: Turn) -> Replies:
    texts = turn.texts
    periods = [
        button(
            texts.plain("button-stats", days=days) if days else texts.plain("button-export-all"),
            ExportButton(days=days, part=0, since=0).pack(),
        )
        for days in PERIODS
    ]
    return [turn.sends(Screen(text=texts("export-ask"), keyboard=keyboard(periods)))]


async def begun(callback: CallbackQuery, callback_data: ExportButton, turn: Turn, office: Office) -> Replies:
    since = turn.desk.now() - timedelta(days=callback_data.days)
    return await _part(callback, callback_data.days, 1, int(since.timestamp()), "", turn, office)


async def continued(
    callback: CallbackQuery, callback_data: ExportButton, turn: Turn, office: Office
) -> Replies:
    """Go on where the part before ended; that is remembered until something else is asked for."""
    task = turn.conversation.office
    if task is None or task.kind != OfficeQuestion.EXPORT or task.detail != str(callback_data.part):
        return [answer(callback, turn.texts.plain("button-outdated"), alert=True), *without_buttons(callback)]
    data = callback_data
    return await _part(callback, data.days, data.part, data.since, task.subject, turn, office)


async def _part(  # which part of what
    callback: CallbackQuery, days: int, part: int, since: int, token: str, turn: Turn, office: Office
) -> Replies:
    texts, acting = turn.texts, turn.person.name
    begins = datetime.fromtimestamp(since, texts.zone) if days else None
    found = await office.reports.export(begins, resume_token=token, most=PART, acting=acting)
    if not found.tickets:
        return [answer(callback, texts.plain("export-nothing"), alert=True)]
    named = {name for each in found.tickets for name in (each.ticket.reporter, each.ticket.assignee)}
    people = await display_names(turn.desk.people, named)
    header = [texts.plain(f"export-{name}") for name in COLUMNS]
    labels = _labels(texts)
    rows = [_row(each, people, labels, texts.zone) for each in found.tickets]
    first, last = found.tickets[0].ticket.number, found.tickets[-1].ticket.number
    caption = texts("export-part", count=len(rows), first=str(first), last=str(last))
    following = None
    turn.conversation.leave_office()
    if found.resume_token:
        turn.conversation.office = OfficeTask(
            kind=OfficeQuestion.EXPORT,
            since=turn.key.update_id,
            subject=found.resume_token,
            detail=str(part + 1),
        )
        again = ExportButton(days=days, part=part + 1, since=since).pack()
        following = keyboard([button(texts.plain("button-export-next"), again)])
    name = f"requests-{first}-{last}.csv"
    sent = document(turn.person.telegram_id, name, write_table(header, rows), caption, following)
    return [answer(callback), sent, *without_buttons(callback)]


def _labels(texts: Texts) -> Mapping[TicketState | Priority, str]:
    """Say each once: a part has thousands of tickets, and nobody else is served meanwhile."""
    states = {each: texts.plain(f"state-{each.lower().replace('_', '-')}") for each in TicketState}
    return states | {each: texts.plain(f"priority-{each.lower()}") for each in Priority}


def _row(
    each: ExportedTicket,
    people: Mapping[str, str],
    labels: Mapping[TicketState | Priority, str],
    zone: tzinfo,
) -> list[str]:
    ticket = each.ticket
    return [
        str(ticket.number),
        ticket.title,
        labels[ticket.state],
        labels[ticket.priority],
        ticket.place,
        ticket.location,
        people.get(ticket.reporter, ""),
        people.get(ticket.assignee, ""),
        _moment(ticket.create_time, zone),
        _moment(each.complete_time, zone) if each.complete_time else "",
        "" if ticket.stars is None else str(ticket.stars),
    ]


def _moment(time: datetime, zone: tzinfo) -> str:
    """Write a time as spreadsheets read it."""
    return f"{time.astimezone(zone):%Y-%m-%d %H:%M}"
