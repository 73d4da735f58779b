"""A table of tickets as it is sent, and how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.office.exports import done_screen, running_screen
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.application.ports.office.reports.reports import ExportedTicket
from bot_service.application.views.tickets import TicketState
from bot_service.domain.deliveries.outgoing import THREAD, OutgoingCall
from bot_service.domain.files.csv_table import write_table
from bot_service.domain.office.reports.export import Export
from bot_service.domain.tickets.priority import Priority

COLUMNS: Final = (
    *("number", "title", "state", "urgency", "code", "place"),
    *("reporter", "assignee", "created", "done", "stars", "tags"),
)


class TelegramExports:
    """Implements `ExportWriter`."""

    def progress(self, export: Export, rows: int) -> Sequence[OutgoingCall]:
        return drawn(export, running_screen(export, rows, texts_of(export)))

    def part(
        self, export: Export, tickets: Sequence[ExportedTicket], names: Mapping[str, str], *, is_last: bool
    ) -> Sequence[OutgoingCall]:
        texts, rows = texts_of(export), export.rows + len(tickets)
        files = export.parts + (1 if tickets else 0)
        screen = done_screen(rows, files, texts) if is_last else running_screen(export, rows, texts)
        if not tickets:
            return drawn(export, screen)
        labels = labels_in(texts)
        first, last = tickets[0].ticket.number, tickets[-1].ticket.number
        content = write_table(
            [texts.plain(f"export-{name}") for name in COLUMNS],
            [_row(each, names, labels, texts.zone) for each in tickets],
        )
        caption = texts("export-part", count=len(tickets), first=str(first), last=str(last))
        file = document(export.chat_id, f"requests-{first}-{last}.csv", content, caption)
        return [in_its_topic(export, file), *drawn(export, screen)]

    def failed(self, export: Export, incident: str) -> Sequence[OutgoingCall]:
        texts = texts_of(export)
        said = texts("export-failed", code=incident) if incident else texts("export-not-allowed")
        return drawn(export, Screen(text=said))


def texts_of(export: Export) -> Texts:
    return texts_in(language_of(export.language)).in_zone(export.zone)


def drawn(export: Export, screen: Screen) -> list[OutgoingCall]:
    """Draw it where the progress is shown; where that is not known, only what comes at the end is said."""
    if export.message_id is not None:
        return [screen.drawn_over(export.chat_id, {"message_id": export.message_id})]
    return [] if screen.keyboard else [in_its_topic(export, screen.sent_to(export.chat_id))]


def in_its_topic(export: Export, call: OutgoingCall) -> OutgoingCall:
    """Have it said where the export was asked for; in the main chat where that topic is gone."""
    if export.thread_id is None:
        return call
    return replace(call.with_arguments({THREAD: export.thread_id}), otherwise=(call,))


def labels_in(texts: Texts) -> Mapping[TicketState | Priority, str]:
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
        " ".join(f"#{tag}" for tag in ticket.tags),
    ]


def _moment(time: datetime, zone: tzinfo) -> str:
    """Write a time as spreadsheets read it."""
    return f"{time.astimezone(zone):%Y-%m-%d %H:%M}"
