"""What people hear when the bot itself fails."""

from aiogram.methods import SendMessage

from bot_service.adapters.inbound.telegram.screen import Screen
from bot_service.adapters.inbound.telegram.texts.catalog import language_of, texts_in


def apology(language: str, incident_code: str, *, chat_id: int) -> SendMessage:
    """Say that an update was given up, with the code under which it can be found."""
    text = texts_in(language_of(language))("apology", code=incident_code)
    return Screen(text=text).sent_to(chat_id)


def delayed(language: str, *, chat_id: int) -> SendMessage:
    """Say that an update is kept and takes longer."""
    return Screen(text=texts_in(language_of(language))("delayed")).sent_to(chat_id)
