"""What is asked about a place that is there, and answered in a message."""

from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.office.answers import OfficeQuestion, ask_in_office
from bot_service.adapters.inbound.telegram.dialogs.office.places.reading import place_coded
from bot_service.adapters.inbound.telegram.dialogs.office.places.screens import stopping
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import NotFoundError
from bot_service.application.office import Office


async def ask_of_place(
    question: OfficeQuestion, text: str, callback: CallbackQuery, code: str, turn: Turn, office: Office
) -> Replies:
    """Ask by the text of that key, unless a request is being written. Raises `NotFoundError` for no place."""
    place = await place_coded(code, turn, office)
    if place is None:
        raise NotFoundError(code)
    screen = Screen(
        text=turn.texts(text, name=place.name, code=place.code),
        keyboard=keyboard([stopping(turn.texts, place.code)]),
    )
    return ask_in_office(question, screen, callback, turn, subject=place.code)
