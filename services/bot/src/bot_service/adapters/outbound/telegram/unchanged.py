"""Telegram's word for an edit that changes nothing: an error by its form, none by its sense."""

from typing import Final

from aiogram.exceptions import TelegramBadRequest

UNCHANGED: Final = ("message is not modified", "TOPIC_NOT_MODIFIED")


def is_unchanged(error: Exception) -> bool:
    return isinstance(error, TelegramBadRequest) and any(words in error.message for words in UNCHANGED)
