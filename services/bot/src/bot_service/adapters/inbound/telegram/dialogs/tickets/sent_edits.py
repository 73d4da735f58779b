"""Edits of messages that are part of a request that was sent: as long as nobody works on it, they correct it."""

from aiogram import F, Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.content import after_command
from bot_service.adapters.inbound.telegram.dialogs.remembered import HeardMessage, SentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.places import placed
from bot_service.adapters.inbound.telegram.dialogs.tickets.correcting import CORRECTED, corrected
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.tickets import Correction
from bot_service.domain.requests.draft import Draft, clean_words
from bot_service.domain.words.marked_text import MarkedText


class PartOfSentRequest(BaseFilter):
    """Passes edits of what became part of a request that was sent, and says which, and what that was."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, HeardMessage | SentRequest]:
        for heard in turn.conversation.heard:
            sent = turn.conversation.sent_requests.get(heard.draft)
            # Where not all is remembered of what it says, nothing can be put in one message's place.
            if heard.message == message.message_id and sent is not None and _is_whole(sent.draft, turn):
                return {"heard": heard, "sent": sent}
        return False


def create_router() -> Router:
    router = Router(name="edits-of-sent-requests")
    router.edited_message.register(edited, ~F.location, PartOfSentRequest())
    return router


async def edited(message: Message, heard: HeardMessage, sent: SentRequest, turn: Turn) -> Replies:
    """Follow the edit of a text, of a caption, of a typed place; raises `DraftError`.

    A picture that was replaced is put beside the one before: what was sent stays.
    """
    content = after_command(message, turn.texts)
    files = tuple(each.file_id for each in content.attachments)
    if heard.is_place:
        now, draft = heard, placed(sent.draft, content.words, await turn.desk.places.tree())
        correction = Correction(location=draft.location, place=draft.place)
    else:
        now = heard.saying(clean_words(content.said) if content.text else MarkedText(), files)
        parts = [now if each == heard else each for each in turn.conversation.heard_of(sent.draft.id)]
        said = MarkedText.joined("\n", (each.said for each in parts if each.text))
        draft = sent.draft.with_text(said) if said or not sent.draft.word else sent.draft.without_text()
        correction = Correction(
            title=draft.title, description=draft.description, description_marks=draft.description_marks
        )
    fresh = [each for each in content.attachments if each.file_id not in heard.files]
    if draft == sent.draft and not fresh:
        return []  # such as a link whose preview came later
    key = CORRECTED if draft == sent.draft else await corrected(sent.ticket, correction, turn)
    if key == CORRECTED:
        await turn.desk.add_attachments(sent.ticket, fresh, person=turn.person, cause=turn.key)
        turn.conversation.hear(now)
        turn.conversation.request_corrected(draft)
    return [turn.says(key, number=str(sent.ticket), about=sent.ticket)]


def _is_whole(draft: Draft, turn: Turn) -> bool:
    parts = turn.conversation.heard_of(draft.id)
    return draft.text == "\n".join(each.text for each in parts if each.text)
