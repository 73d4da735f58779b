"""/search: requests that say some words, page by page."""

import re
from dataclasses import replace
from typing import Final

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.finding.by_number import NUMBER, asked, opened
from bot_service.adapters.inbound.telegram.dialogs.finding.found import FoundPage, found_screen, query_on
from bot_service.adapters.inbound.telegram.dialogs.lists.pages import SHOWN
from bot_service.adapters.inbound.telegram.dialogs.lists.queue import tagged
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import outdated
from bot_service.adapters.inbound.telegram.dialogs.turn import InStage, Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import FoundButton
from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.ticket_finder import MOST_FOUND, FoundTicket, Said
from bot_service.domain.people.person import Person, Role

TAG: Final = re.compile(r"(?<!\S)#([\w-]*[^\W\d_][\w-]*)(?!\S)")
"""With a letter in it: everything else is a number, or words."""
QUERY_UNITS: Final = 200
"""More than the eight words that count; it is shown above what was found."""


def create_command_router() -> Router:
    router = Router(name="search")
    register_command(router, "search", search)
    router.callback_query.register(turned, FoundButton.filter((F.page >= 0) & (F.page * SHOWN < MOST_FOUND)))
    return router


def create_answer_router() -> Router:
    """Return what takes the answer to the question which request: a number, or words."""
    router = Router(name="which-request")
    router.message.register(answered, F.text, InStage(Stage.FIND))
    return router


async def search(_message: Message, command: CommandObject, turn: Turn) -> Replies:
    query = in_one_line(command.args or "")
    return [turn.sends(await _screen(query, 0, turn))] if query else asked(turn)


async def answered(message: Message, turn: Turn) -> Replies:
    turn.conversation.stage = None
    match = NUMBER.fullmatch(message.text or "")
    if match is not None:
        return await opened(int(match["number"]), turn)
    query = in_one_line(message.text or "")
    return [turn.sends(await _screen(query, 0, turn))] if query else asked(turn)


async def turned(callback: CallbackQuery, callback_data: FoundButton, turn: Turn) -> Replies:
    """Draw another page in place of the one whose button was tapped: what was looked for stands above it."""
    query = query_on(callback.message)
    if not query:
        # Whoever deleted the message meanwhile sees none of it.
        return await outdated(callback, turn)
    return [answer(callback), (await _screen(query, callback_data.page, turn)).after_tap(callback)]


def in_one_line(text: str) -> str:
    """Return what can be looked for, and shown; empty where there is nothing."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return clip(" ".join(printable.split()), QUERY_UNITS)


async def _screen(query: str, number: int, turn: Turn) -> Screen:
    """Staff may say a tag among the words; alone, it stands for the queue of those that have it."""
    match = TAG.search(query) if turn.person.role.is_staff else None
    tag, words = (match[1], in_one_line(TAG.sub(" ", query, count=1))) if match else ("", query)
    if tag and not words:
        return await tagged(tag.casefold(), turn)
    found = await turn.desk.finder.search(
        words, tag=tag, acting=turn.person.name, start=number * SHOWN, limit=SHOWN + 1
    )
    if not found and number:
        # There are fewer meanwhile.
        return await _screen(query, number - 1, turn)
    hits = [shown_to(turn.person, hit) for hit in found[:SHOWN]]
    page = FoundPage(query=query, number=number, hits=hits, more=len(found) > SHOWN)
    return found_screen(page, turn.texts, turn.desk.now())


def shown_to(person: Person, hit: FoundTicket) -> FoundTicket:
    """Leave out what a request says to others than those who only follow it (decision 45)."""
    if person.role is not Role.USER or hit.ticket.reporter == person.name:
        return hit
    return replace(hit, excerpts=[each for each in hit.excerpts if each.said is Said.TITLE])
