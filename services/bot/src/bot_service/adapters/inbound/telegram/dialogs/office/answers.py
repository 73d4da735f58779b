"""What admins are asked for, and write then."""

from enum import StrEnum

from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command
from bot_service.adapters.inbound.telegram.dialogs.content import SUPPORTED, UNSUPPORTED
from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.remembered import OfficeTask
from bot_service.adapters.inbound.telegram.dialogs.topics.meant import ticket_meant
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies


class OfficeQuestion(StrEnum):
    """What was asked for. The values are kept in the store: they never change."""

    NEW_PLACES = "places:new"
    WHY_SHUT_OUT = "staff:why-off"
    DAYS_AWAY = "staff:away"
    PLACE_NAME = "places:name"
    PLACE_POSITION = "places:position"
    PLACE_FILE = "places:file"
    PLACE_FILE_CHECKED = "places:checked"
    PROMISE = "promises:time"
    WORKDAY = "hours:day"
    DAYS_OFF = "hours:off"
    OFFICE_ZONE = "hours:zone"
    ANNOUNCEMENT = "broadcast:words"
    ANNOUNCED_PLACE = "broadcast:place"
    RETENTION_DAYS = "retention:days"
    QUICK_REPLY = "replies:words"


class AnswersOffice(BaseFilter):
    """Passes an answer to one of the questions; a reply to a message about a ticket, or a command, is none."""

    def __init__(self, *questions: OfficeQuestion) -> None:
        self._questions = frozenset(questions)

    async def __call__(self, message: Message, turn: Turn) -> bool:
        conversation = turn.conversation
        if conversation.stage is not Stage.OFFICE or conversation.office is None:
            return False
        if conversation.office.kind not in self._questions or marked_command(message) is not None:
            return False
        if message.content_type not in SUPPORTED | UNSUPPORTED:
            return False  # Telegram's own talk, such as that a message was pinned
        return await ticket_meant(message, turn) is None


def ask_in_office(
    question: OfficeQuestion,
    screen: Screen,
    callback: CallbackQuery,
    turn: Turn,
    *,
    subject: str = "",
    detail: str = "",
) -> Replies:
    """Ask in place of the message whose button was tapped, unless a request is being made."""
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    turn.conversation.ask_in_office(
        OfficeTask(kind=question, since=turn.key.update_id, subject=subject, detail=detail)
    )
    return [answer(callback), turn.asks_there(screen, callback)]


def task_of(conversation: Conversation) -> OfficeTask:
    """Return what was asked for; only where `AnswersOffice` passed. Raises LookupError."""
    if conversation.office is None:
        raise LookupError("nothing was asked for")
    return conversation.office
