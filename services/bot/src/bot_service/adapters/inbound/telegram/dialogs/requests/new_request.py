"""A new request: /new, and the messages that answer its questions."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.content import after_command, content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import TextUse, ask, join, proceed
from bot_service.adapters.inbound.telegram.dialogs.requests.places import heard_as_place, located, typed
from bot_service.adapters.inbound.telegram.dialogs.requests.position import NO_PLACES, is_key, put_away
from bot_service.adapters.inbound.telegram.dialogs.turn import InStage, Turn
from bot_service.adapters.inbound.telegram.dialogs.words.points import point_in
from bot_service.adapters.inbound.telegram.dialogs.words.urgencies import urgency_in
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.requests.draft import Draft, Step


def create_command_router() -> Router:
    router = Router(name="new")
    register_command(router, "new", new, in_captions=True)
    return router


def create_router() -> Router:
    router = Router(name="new-request")
    router.message.register(what, InStage(Stage.WHAT))
    router.message.register(where, InStage(Stage.WHERE))
    router.message.register(urgency, InStage(Stage.URGENCY))
    router.message.register(more, InStage(Stage.PREVIEW))
    return router


async def new(message: Message, turn: Turn) -> Replies:
    """Start a request, with what came with the command; one that is being made goes on, so that nothing is lost."""
    unfinished = turn.conversation.unsent
    said = [] if unfinished is None else [turn.says("unfinished")]
    request = unfinished or UnsentRequest(draft=Draft(id=turn.key.update_id))
    content = after_command(message, turn.texts)
    if content.text or content.attachments:
        entry = join(request, content, Draft.with_more_text)
        entry.remember(turn.conversation)
        # A release that knows one message only would take the command along with an edit of it.
        request = replace(entry.request, text_message=None)
        if entry.refused is not None:
            said.append(turn.sends(Screen(text=sentence(entry.refused, turn.texts))))
    return [*said, turn.asks(await proceed(request, turn))]


async def what(message: Message, turn: Turn) -> Replies:
    """A picture alone is no other description: of one that is to be replaced, the question stays."""
    is_answered = content_of(message, turn.texts).text or not turn.conversation.asked_about.draft.text
    return await _joined(message, Draft.with_text, turn, still=None if is_answered else Step.WHAT)


async def more(message: Message, turn: Turn) -> Replies:
    return await _joined(message, Draft.with_more_text, turn)


async def where(message: Message, turn: Turn) -> Replies:
    content = content_of(message, turn.texts)
    request = turn.conversation.asked_about
    if content.attachments:
        # What was typed is a place already, whichever of the tree it may mean.
        still = None if request.typed_place else Step.WHERE
        return await _joined(message, Draft.with_more_text, turn, still=still)
    if (point := point_in(message)) is not None:
        away = put_away(turn, is_answered=True)
        return [*away, turn.asks(await located(replace(request, album=None), point, content.words, turn))]
    if is_key(message) or message.content_type in NO_PLACES:
        said = "position-not-shared" if is_key(message) else "not-a-place"
        return [turn.says(said), turn.asks(await ask(request, Step.WHERE, turn))]
    screen = await typed(replace(request, album=None), content.words, turn)
    heard_as_place(request, content.message_id, turn)
    return [turn.asks(screen)]


async def urgency(message: Message, turn: Turn) -> Replies:
    """Understand a typed urgency as well as a tapped one; whatever else somebody says belongs to the description."""
    content = content_of(message, turn.texts)
    priority = None if content.attachments else urgency_in(content.words)
    if priority is None:
        entry = join(turn.conversation.asked_about, content, Draft.with_more_text)
        entry.remember(turn.conversation)
        screen = await ask(entry.request, Step.URGENCY, turn)
        if content.text:
            screen = replace(screen, text=Html(f"{turn.texts('added-to-description')}\n\n{screen.text}"))
        return entry.replies(screen, turn)
    request = turn.conversation.asked_about
    request = replace(request, draft=request.draft.with_priority(priority), album=None)
    return [turn.asks(await proceed(request, turn))]


async def _joined(message: Message, use_text: TextUse, turn: Turn, *, still: Step | None = None) -> Replies:
    """Let a message join the request; `still`: it does not answer what is asked, which is asked again."""
    entry = join(turn.conversation.asked_about, content_of(message, turn.texts), use_text)
    entry.remember(turn.conversation)
    screen = await (proceed(entry.request, turn) if still is None else ask(entry.request, still, turn))
    return entry.replies(screen, turn)
