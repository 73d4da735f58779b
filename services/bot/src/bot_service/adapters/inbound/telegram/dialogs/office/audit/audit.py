"""/audit: who did what, narrowed down, page by page or as a table."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.audit.wording import AuditWording, people_in
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.office import (
    MOST_AUDIT_PAGES,
    AuditAction,
    AuditButton,
)
from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard, ticked
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import NotFoundError
from bot_service.application.office import Office
from bot_service.application.ports.office.audit import AuditEventView, AuditFilter, AuditKind
from bot_service.application.queries.office.read_audit import FoundEvents, ReadAudit
from bot_service.application.queries.people.read_names import display_names
from bot_service.application.views.people import user_name, user_number
from bot_service.domain.files.csv_table import write_table
from bot_service.domain.people.person import CONTROLLERS

SHOWN: Final = 8
MOST_UNITS: Final = 120
"""Of a value, and of a reason: the table has all of it."""
MOST_WORDS: Final = 200
"""Of a value in the table."""
MOST_ROWS: Final = 10_000
DAYS: Final = (1, 7, 30, 0)
"""0: whenever."""
IN_A_ROW: Final = 3
COLUMNS: Final = ("time", "who", "subject", "what", "change", "reason")


def create_router() -> Router:
    router = Router(name="audit")
    register_command(router, "audit", audit, roles=CONTROLLERS)
    asked = F.days.in_(DAYS) & F.kind.in_(["", *AuditKind])
    router.callback_query.register(shown, AuditButton.filter((F.action == AuditAction.SHOW) & asked))
    router.callback_query.register(exported, AuditButton.filter((F.action == AuditAction.EXPORT) & asked))
    return router


async def audit(_message: Message, command: CommandObject, turn: Turn, office: Office) -> Replies:
    """Show what happened last; of a request or of a person where that was written after the command."""
    words = (command.args or "").strip()
    number = words.removeprefix("#")
    if number.isascii() and number.isdecimal() and 0 < int(number) < 2**63:
        return [turn.sends(await _drawn(AuditButton(ticket=int(number)), turn, office))]
    if not words:
        return [turn.sends(await _drawn(AuditButton(), turn, office))]
    people = await turn.desk.people.called(words.removeprefix("@"), limit=2)
    if not people:
        return [turn.says("audit-nobody", name=clip(words, MOST_UNITS))]
    return [
        turn.sends(await _drawn(AuditButton(actor=user_number(each.name)), turn, office)) for each in people
    ]


async def shown(callback: CallbackQuery, callback_data: AuditButton, turn: Turn, office: Office) -> Replies:
    return [answer(callback), (await _drawn(callback_data, turn, office)).after_tap(callback)]


async def exported(
    callback: CallbackQuery, callback_data: AuditButton, turn: Turn, office: Office
) -> Replies:
    found = await _read(callback_data, MOST_ROWS, turn, office)
    texts = turn.texts
    if not found.events:
        return [answer(callback, texts.plain("audit-nothing"), alert=True)]
    wording = await _wording(found.events, turn)
    header = [texts.plain(f"audit-column-{name}") for name in COLUMNS]
    rows = [
        [
            f"{event.create_time.astimezone(texts.zone):%Y-%m-%d %H:%M:%S}",
            wording.who(event),
            wording.subject(event),
            wording.what(event),
            wording.changes(event, MOST_WORDS),
            wording.reason(event),
        ]
        for event in found.events
    ]
    key = "audit-exported" if found.is_all else "audit-exported-newest"
    caption = texts(key, count=len(rows))
    return [
        answer(callback),
        document(turn.person.telegram_id, "audit.csv", write_table(header, rows), caption),
    ]


async def _drawn(asked: AuditButton, turn: Turn, office: Office) -> Screen:
    texts = turn.texts
    start = asked.page * SHOWN
    found = await _read(asked, start + SHOWN + 1, turn, office)
    events = found.events[start : start + SHOWN]
    wording = await _wording(events, turn)
    title = await _title(asked, turn)

    def draw(most: int) -> Html:
        blocks = [title, *(_line(event, wording, min(most, MOST_UNITS), turn) for event in events)]
        if not events:
            blocks.append(texts("audit-nothing"))
        return Html("\n\n".join(blocks))

    is_last = len(found.events) <= start + SHOWN or asked.page + 1 >= MOST_AUDIT_PAGES
    ways = turning(asked.page, texts, lambda page: asked.model_copy(update={"page": page}), is_last=is_last)
    kinds = [] if asked.ticket else [_choice(kind, asked, turn) for kind in ("", *AuditKind)]
    periods = [
        button(
            ticked(
                texts.plain("button-stats", days=days) if days else texts.plain("audit-ever"),
                is_set=days == asked.days,
            ),
            asked.model_copy(update={"days": days, "page": 0}).pack(),
        )
        for days in DAYS
    ]
    export = asked.model_copy(update={"action": AuditAction.EXPORT, "page": 0}).pack()
    exporting = [button(texts.plain("button-audit-export"), export)] if events else []
    return Screen(text=fitted(draw), keyboard=keyboard(ways, *in_rows(kinds, IN_A_ROW), periods, exporting))


async def _title(asked: AuditButton, turn: Turn) -> Html:
    if asked.ticket:
        return turn.texts("audit-of-ticket", number=str(asked.ticket))
    if asked.actor:
        try:
            user = await turn.desk.people.get(user_name(asked.actor))
        except NotFoundError:
            return turn.texts("audit-title")
        return turn.texts("audit-by", name=clip(user.display_name, MOST_UNITS))
    return turn.texts("audit-title")


def _line(event: AuditEventView, wording: AuditWording, most: int, turn: Turn) -> Html:
    texts = turn.texts
    line = texts(
        "audit-line",
        time=event.create_time,
        who=clip(wording.who(event), most),
        subject=clip(wording.subject(event), most),
        what=wording.what(event),
    )
    changes = wording.changes(event, most)
    said = [line, *([texts("audit-changes", changes=changes)] if changes else [])]
    if reason := wording.reason(event):
        said.append(texts("audit-why", reason=clip(reason, most)))
    return Html("\n".join(said))


def _choice(kind: str, asked: AuditButton, turn: Turn) -> InlineKeyboardButton:
    texts = turn.texts
    label = (
        texts.plain(f"audit-kind-{AuditKind(kind).name.lower()}") if kind else texts.plain("audit-kind-all")
    )
    data = asked.model_copy(update={"kind": kind, "page": 0}).pack()
    return button(ticked(label, is_set=kind == asked.kind), data)


async def _wording(events: Sequence[AuditEventView], turn: Turn) -> AuditWording:
    return AuditWording(texts=turn.texts, names=await display_names(turn.desk.people, people_in(events)))


async def _read(asked: AuditButton, most: int, turn: Turn, office: Office) -> FoundEvents:
    """Return the newest, at most `most`."""
    which = AuditFilter(
        kind=AuditKind(asked.kind) if asked.kind else None,
        actor=user_name(asked.actor) if asked.actor else "",
        ticket=asked.ticket or None,
        since=turn.desk.now() - timedelta(days=asked.days) if asked.days else None,
    )
    read = ReadAudit(audit=office.audit, broadcasts=office.broadcasts)
    return await read(which, most, acting=turn.person.name)
