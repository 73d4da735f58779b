"""Edits of messages that are part of a request which is not sent yet."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.content import after_command
from bot_service.adapters.inbound.telegram.dialogs.conversation import STEP_OF, Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import HeardMessage, UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import ask
from bot_service.adapters.inbound.telegram.dialogs.requests.places import placed, typed
from bot_service.adapters.inbound.telegram.dialogs.requests.subjects import offer_of
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.requests.draft import Draft, Step, clean_words
from bot_service.domain.words.marked_text import MarkedText


class PartOfRequest(BaseFilter):
    """Passes edits of what became part of the request that is being made, and says what that was."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, HeardMessage]:
        request = turn.conversation.unsent
        if request is None:
            return False
        for heard in turn.conversation.heard_of(request.draft.id):
            if heard.message == message.message_id:
                return {"heard": heard}
        if request.text_message == message.message_id:
            # By the release before, which kept no more of it.
            return {
                "heard": HeardMessage(
                    message=message.message_id, draft=request.draft.id, text=request.draft.text
                )
            }
        return False


def create_router() -> Router:
    router = Router(name="edits")
    router.edited_message.register(edited, ~F.location.live_period, PartOfRequest())
    return router


async def edited(message: Message, heard: HeardMessage, turn: Turn) -> Replies:
    """Follow the edit of a text, of a typed place, of a picture that was replaced; raises `DraftError`."""
    content, request = after_command(message, turn.texts), turn.conversation.asked_about
    if heard.is_place:
        draft, now = placed(request.draft, content.words, await turn.desk.places.tree()), heard
    else:
        now = heard.saying(
            clean_words(content.said) if content.text else MarkedText(),
            files=tuple(each.file_id for each in content.attachments),
        )
        draft = _rewritten(request.draft, heard, now, turn).with_replaced(heard.files, content.attachments)
    if draft == request.draft:
        return []  # such as a link whose preview came later
    turn.conversation.hear(now)
    if heard.is_place and turn.conversation.stage is Stage.WHERE:
        return [turn.asks(await typed(request, content.words, turn))]
    return await _drawn_anew(replace(request, draft=draft, late_parts=()), turn)


def _rewritten(draft: Draft, before: HeardMessage, now: HeardMessage, turn: Turn) -> Draft:
    """Put the message's words in the place of those that it had, among those of the others."""
    parts = turn.conversation.heard_of(draft.id)
    words = [now if each == before else each for each in parts] if before in parts else [now]
    text = MarkedText.joined("\n", (each.said for each in words if each.text))
    return draft.with_text(text) if text else draft.without_text()


async def _drawn_anew(request: UnsentRequest, turn: Turn) -> Replies:
    conversation = turn.conversation
    if conversation.is_asking and conversation.stage is not None:
        # What is asked stays asked, unless there is nothing left that it could be about.
        step = STEP_OF.get(conversation.stage, Step.PREVIEW) if request.draft.text else Step.WHAT
        return [turn.asks(await ask(request, step, turn))]
    # Offered, perhaps while something else is being written.
    is_offered = conversation.stage is Stage.OFFERED
    conversation.unsent = request
    if is_offered and not request.draft.text:
        conversation.stage = Stage.WHAT
    return [turn.asks(await offer_of(request, turn))]
