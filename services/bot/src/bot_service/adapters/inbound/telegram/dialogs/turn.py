"""What every dialog is handed: somebody's turn in their private chat, and all that answering it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, Variable
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.people.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    person: Person
    texts: Texts
    """In the person's language."""
    desk: RequestDesk
    key: UpdateKey
    """Effects take their ids from it: `key.request_id("take")`."""
    conversation: Conversation

    def sends(self, screen: Screen, *, about: int | None = None) -> OutgoingCall:
        """Draw a new message in the person's chat; a reply to it is a comment on the ticket that it is `about`."""
        return screen.sent_to(self.person.telegram_id, about=about)

    def asks(self, screen: Screen, *, about: int | None = None) -> OutgoingCall:
        """Ask in a new message: its buttons go once it is answered, or something else is asked."""
        self.conversation.asking = self.sends(screen, about=about)
        return self.conversation.asking

    def asks_there(self, screen: Screen, callback: CallbackQuery) -> OutgoingCall:
        """Ask in place of the message whose button was tapped."""
        self.conversation.asking = screen.after_tap(callback)
        return self.conversation.asking

    def leave_office_at(self, callback: CallbackQuery) -> None:
        """Stop asking what the tapped message asks; a newer question goes on waiting."""
        question = self.conversation.question
        tapped = None if callback.message is None else callback.message.message_id
        if question is None or question.message_id in (None, tapped):
            self.conversation.leave_office()

    def redraws(self, screen: Screen) -> Sequence[OutgoingCall]:
        """Draw the question that waits for an answer anew, where it is."""
        question = self.conversation.question
        return [] if question is None else [screen.drawn_over(self.person.telegram_id, question.address)]

    def says(self, key: str, *, about: int | None = None, **variables: Variable) -> OutgoingCall:
        """Say a sentence in the person's chat. Raises LookupError."""
        return self.sends(Screen(text=self.texts(key, **variables)), about=about)

    async def colleague_has(self, number: int) -> str | None:
        """Say, plainly, which colleague has a ticket; None where it is not for the person to know, or nobody has."""
        name = await self.desk.find_holder(number, person=self.person)
        if name is None:
            return None
        return self.texts.plain("refused-colleagues", number=str(number), name=name)


class InStage(BaseFilter):
    """Passes where the conversation is in a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def __call__(self, _event: TelegramObject, turn: Turn) -> bool:
        return turn.conversation.stage is self._stage
