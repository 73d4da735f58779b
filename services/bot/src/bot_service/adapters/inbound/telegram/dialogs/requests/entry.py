"""How what somebody sends becomes part of the request that they are making."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from aiogram.fsm.context import FSMContext

from bot_service.adapters.inbound.telegram.dialogs.conversation import STATE_OF, Talk, keep_talk
from bot_service.adapters.inbound.telegram.dialogs.received import Received
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import question
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.desk import Desk
from bot_service.application.ports.tickets import TicketList
from bot_service.domain.draft import Draft, DraftError, Fault, Step
from bot_service.domain.person import Person

RECENT: Final = 20
PLACES: Final = 4

TextUse = Callable[[Draft, str], Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A talk after a message joined it."""

    talk: Talk
    refused: DraftError | None
    """Why an attachment did not join, where the rest of its message did."""
    quiet: bool
    """A further part of an album: what there is to say was said at its first part."""


def join(talk: Talk, got: Received, use_text: TextUse) -> Entry:
    """Add attachments, and the text by `use_text`; raises `DraftError` when nothing of the message can join."""
    draft, refused = talk.draft, None
    try:
        draft = draft.with_attachments(got.attachments)
    except DraftError as error:
        if not got.text:
            if error.fault is Fault.TOO_MANY_ATTACHMENTS and got.album is not None:
                return _overfull(talk, got.album, error)
            raise
        refused = error
    text_message = talk.text_message
    if got.text:
        text_message = got.message_id if use_text is Draft.with_text or not draft.text else None
        draft = use_text(draft, got.text)
    quiet = got.album is not None and got.album == talk.album and draft.step is talk.draft.step
    added = tuple(each.file_id for each in draft.attachments[len(talk.draft.attachments) :])
    return Entry(
        talk=replace(
            talk,
            draft=draft,
            album=got.album,
            late_parts=(*talk.late_parts, *added) if quiet and draft.step is Step.PREVIEW else (),
            text_message=text_message,
            last_message_at=got.sent_at,
        ),
        refused=refused,
        quiet=quiet,
    )


def _overfull(talk: Talk, album: str, error: DraftError) -> Entry:
    """Only its first part that has no room is worth a word."""
    said = talk.overfull_album == album
    return Entry(
        talk=replace(talk, album=album, overfull_album=album), refused=None if said else error, quiet=said
    )


async def proceed(talk: Talk, state: FSMContext, person: Person, texts: Texts, desk: Desk) -> Screen:
    """Go on with what the draft lacks next."""
    return await ask(talk, talk.draft.step, state, person, texts, desk)


async def ask(talk: Talk, step: Step, state: FSMContext, person: Person, texts: Texts, desk: Desk) -> Screen:
    if step is Step.WHERE:
        talk = replace(talk, places=await _recent_places(person, desk))
    await keep_talk(state, talk, STATE_OF[step])
    return question(talk, step, texts)


async def _recent_places(person: Person, desk: Desk) -> tuple[str, ...]:
    tickets = await desk.tickets.list(TicketList.REPORTED, acting=person.name, limit=RECENT)
    distinct = dict.fromkeys(ticket.location for ticket in tickets if ticket.location)
    return tuple(distinct)[:PLACES]
