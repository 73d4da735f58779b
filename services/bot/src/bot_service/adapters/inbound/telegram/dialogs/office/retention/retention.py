"""/retention: for how long the desk keeps what people said, what would go, and what went."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
)
from bot_service.adapters.inbound.telegram.dialogs.office.retention.screens import (
    asking_screen,
    policy_screen,
    preview_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import RetentionAction, RetentionButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.ports.office.retention import LONGEST_DAYS, OFF, SHORTEST_DAYS
from bot_service.application.queries.office.preview_retention import what_would_go
from bot_service.domain.people.person import ADMINS, CONTROLLERS

SHOWN_RUNS: Final = 5
POSSIBLE: Final = range(SHORTEST_DAYS, LONGEST_DAYS + 1)


def create_router() -> Router:
    router = Router(name="retention")
    register_command(router, "retention", retention, roles=CONTROLLERS)
    possible = F.days.in_(POSSIBLE)
    for filter_, handler in (
        (F.action == RetentionAction.SHOW, shown),
        (F.action == RetentionAction.OTHER, asked),
        ((F.action == RetentionAction.PREVIEW) & possible, previewed),
        ((F.action == RetentionAction.SET) & (possible | (F.days == OFF)), chosen),
    ):
        router.callback_query.register(handler, RetentionButton.filter(filter_))
    router.message.register(written, AnswersOffice(OfficeQuestion.RETENTION_DAYS))
    return router


async def retention(_message: Message, turn: Turn, office: Office) -> Replies:
    return [turn.sends(await _drawn(turn, office))]


async def shown(callback: CallbackQuery, turn: Turn, office: Office) -> Replies:
    turn.leave_office_at(callback)
    return [answer(callback), (await _drawn(turn, office)).after_tap(callback)]


async def asked(callback: CallbackQuery, turn: Turn) -> Replies:
    return ask_in_office(OfficeQuestion.RETENTION_DAYS, asking_screen(turn.texts), callback, turn)


async def written(message: Message, turn: Turn, office: Office) -> Replies:
    """What is no number of days that may be is said, and asked for again."""
    said = (message.text or "").strip()
    days = int(said) if said.isascii() and said.isdecimal() and len(said) <= len(str(LONGEST_DAYS)) else OFF
    if days not in POSSIBLE:
        return [turn.says("retention-no-days", shortest=SHORTEST_DAYS, longest=LONGEST_DAYS)]
    turn.conversation.leave_office()
    return [turn.sends(await _preview(days, turn, office))]


async def previewed(
    callback: CallbackQuery, callback_data: RetentionButton, turn: Turn, office: Office
) -> Replies:
    turn.leave_office_at(callback)
    return [answer(callback), (await _preview(callback_data.days, turn, office)).after_tap(callback)]


async def chosen(
    callback: CallbackQuery, callback_data: RetentionButton, turn: Turn, office: Office
) -> Replies:
    if turn.person.role not in ADMINS:
        return [answer(callback, turn.texts.plain("admins-only"), alert=True)]
    turn.leave_office_at(callback)
    days = callback_data.days
    await office.retention.set_days(
        days, acting=turn.person.name, request_id=turn.key.request_id("retention")
    )
    note = turn.texts("retention-set-on" if days else "retention-set-off", count=days)
    return [answer(callback), (await _drawn(turn, office, note)).after_tap(callback)]


async def _preview(days: int, turn: Turn, office: Office) -> Screen:
    found = await what_would_go(office, days, acting=turn.person.name)
    return preview_screen(days, found, turn.texts, may_set=turn.person.role in ADMINS)


async def _drawn(turn: Turn, office: Office, note: Html | None = None) -> Screen:
    acting = turn.person.name
    days = await office.retention.days(acting=acting)
    runs = await office.retention.runs(most=SHOWN_RUNS, acting=acting)
    return policy_screen(days, runs, turn.texts, note, may_set=turn.person.role in ADMINS)
