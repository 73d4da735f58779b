"""Where a place is: an admin sends its position."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.office.places.asking import ask_of_place
from bot_service.adapters.inbound.telegram.dialogs.office.places.reading import opened
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.dialogs.words.points import point_in
from bot_service.adapters.inbound.telegram.drawing.buttons.office import LocationAction, LocationButton
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office


def create_router() -> Router:
    router = Router(name="positions-of-places")
    router.callback_query.register(ask, LocationButton.filter(F.action == LocationAction.POSITION))
    router.message.register(sent, AnswersOffice(OfficeQuestion.PLACE_POSITION))
    return router


async def ask(callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office) -> Replies:
    return await ask_of_place(
        OfficeQuestion.PLACE_POSITION, "place-ask-position", callback, callback_data.code, turn, office
    )


async def sent(message: Message, turn: Turn, office: Office) -> Replies:
    """Whatever else is sent is no position: it is asked for again."""
    point, code = point_in(message), task_of(turn.conversation).subject
    if point is None:
        return [turn.says("place-expects-position")]
    await office.locations.set_position(
        code, point, acting=turn.person.name, request_id=turn.key.request_id("position")
    )
    turn.conversation.leave_office()
    return [turn.sends(await opened(code, turn, office, note=turn.texts("place-positioned")))]
