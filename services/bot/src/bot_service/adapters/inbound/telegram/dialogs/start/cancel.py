"""/cancel."""

from collections.abc import Callable
from typing import Final

from aiogram import Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WRITING, stop_writing
from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies

NAMED_UNITS: Final = 200
"""Enough to know again what was dropped."""


def create_router() -> Router:
    router = Router(name="cancel")
    register_command(router, "cancel", cancel)
    return router


async def cancel(_message: Message, turn: Turn) -> Replies:
    """Drop the newest of what waits for the person, and say which that was; the rest goes on waiting."""
    waiting = sorted(_waiting(turn.conversation), key=lambda each: each[0])
    if not waiting:
        return [turn.says("out-of-reach" if turn.conversation.is_out_of_reach else "nothing-to-cancel")]
    *others, (_, drop) = waiting
    said = [drop(turn.conversation, turn.texts)]
    if others:
        said.append(turn.texts("cancel-more", count=len(others)))
    return [turn.sends(Screen(text=Html("\n\n".join(said))))]


Drop = Callable[[Conversation, Texts], Html]


def _waiting(conversation: Conversation) -> list[tuple[int, Drop]]:
    """Return what waits, each with the update that it began with."""
    newest = max([*conversation.comments, 0]) + 1
    waiting: list[tuple[int, Drop]] = [(id_, _drop_comment) for id_ in conversation.comments]
    if conversation.unsent is not None:
        waiting.append((conversation.unsent.draft.id, _drop_request))
    if conversation.stage in WRITING:
        since = conversation.writing_since
        waiting.append((newest if since is None else since, stop_writing))
    if conversation.bulk is not None:
        waiting.append((conversation.bulk.since, _drop_bulk))
    if conversation.stage is Stage.FIND:
        waiting.append((newest, _stop_finding))
    if conversation.office is not None:
        waiting.append((conversation.office.since, _leave_office))
    return waiting


def _drop_bulk(conversation: Conversation, texts: Texts) -> Html:
    conversation.drop_bulk()
    return texts("bulk-dropped")


def _leave_office(conversation: Conversation, texts: Texts) -> Html:
    conversation.leave_office()
    return texts("office-stopped")


def _drop_request(conversation: Conversation, texts: Texts) -> Html:
    title = conversation.asked_about.draft.title
    is_writing = conversation.stage in WRITING or conversation.stage is Stage.OFFICE
    stage = conversation.stage
    conversation.drop_request()
    if is_writing:
        conversation.stage = stage
    return texts("draft-cancelled", title=clip(title, NAMED_UNITS)) if title else texts("request-cancelled")


def _stop_finding(conversation: Conversation, texts: Texts) -> Html:
    conversation.stage = None
    return texts("finding-stopped")


def _drop_comment(conversation: Conversation, texts: Texts) -> Html:
    comment = conversation.newest_comment
    if comment is None:
        raise LookupError("no comment waits")
    conversation.drop_comment(comment.id)
    return texts("reply-cancelled", number=str(comment.ticket), text=clip(comment.text, NAMED_UNITS))
