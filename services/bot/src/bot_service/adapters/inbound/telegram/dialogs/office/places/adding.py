"""New places, a line each: a code and a name."""

import re
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.office.places.reading import opened, place_coded
from bot_service.adapters.inbound.telegram.dialogs.office.places.screens import kinds_screen, stopping
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.office import LocationAction, LocationButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.ports.places.locations import ImportOutcome, LocationKind, LocationRow

LINE: Final = re.compile(r"\s*(?P<code>[^\s;,]+)[\s;,]*(?:[-–—:]\s+)?(?P<name>.*?)\s*")
MOST_NAMED: Final = 10


def create_router() -> Router:
    router = Router(name="adding-places")
    router.callback_query.register(choose_kind, LocationButton.filter(F.action == LocationAction.ADD))
    router.callback_query.register(
        ask,
        LocationButton.filter((F.action == LocationAction.ADD_KIND) & F.value.in_(list(LocationKind))),
    )
    router.message.register(written, AnswersOffice(OfficeQuestion.NEW_PLACES))
    return router


async def choose_kind(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    place = await place_coded(callback_data.code, turn, office)
    return [answer(callback), kinds_screen(place, turn.texts).after_tap(callback)]


async def ask(callback: CallbackQuery, callback_data: LocationButton, turn: Turn) -> Replies:
    texts = turn.texts
    screen = Screen(
        text=texts("place-ask-new", kind=texts(f"kind-{callback_data.value}")),
        keyboard=keyboard([stopping(texts, callback_data.code)]),
    )
    return ask_in_office(
        OfficeQuestion.NEW_PLACES,
        screen,
        callback,
        turn,
        subject=callback_data.code,
        detail=callback_data.value,
    )


async def written(message: Message, turn: Turn, office: Office) -> Replies:
    """Add all lines or none; what is wrong with which is said, and the question stays."""
    task = task_of(turn.conversation)
    lines = [line for line in (message.text or "").split("\n") if line.strip()]
    if not lines:
        return [turn.says("office-expects-text")]
    rows = [row_of(line, LocationKind(task.detail), task.subject) for line in lines]
    outcome = await office.locations.bring(
        rows, check_only=True, acting=turn.person.name, request_id=turn.key.request_id("check")
    )
    if outcome.faults:
        return [turn.sends(_faulty(rows, outcome, turn))]
    # All of them are there where a try of this update has added them: then the same call says so again.
    are_there = outcome.unchanged == len(rows)
    if not are_there and (outcome.updated or outcome.unchanged):
        return [turn.says("place-code-taken")]
    added = await office.locations.bring(
        rows, check_only=False, acting=turn.person.name, request_id=turn.key.request_id("add")
    )
    if not added.created:
        return [turn.says("place-code-taken")]
    turn.conversation.leave_office()
    note = turn.texts("places-added", count=added.created)
    return [turn.sends(await opened(task.subject, turn, office, note=note))]


def row_of(line: str, kind: LocationKind, parent: str) -> LocationRow:
    """Read `HQ-114 Meeting room`; a code alone is the name, too."""
    found = LINE.fullmatch(line)
    code, name = (found["code"], found["name"]) if found else (line.strip(), "")
    return LocationRow(code=code.upper(), name=name or code, kind=kind, parent=parent)


def _faulty(rows: list[LocationRow], outcome: ImportOutcome, turn: Turn) -> Screen:
    def draw(most: int) -> Html:
        lines = [
            turn.texts("row-fault", code=clip(rows[row].code, most), fault=turn.texts(f"row-{fault}"))
            for row, fault in outcome.faults[:MOST_NAMED]
        ]
        return Html("\n".join([turn.texts("places-not-added"), *lines]))

    return Screen(text=fitted(draw))
