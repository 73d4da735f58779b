"""Telegram's word for an edit that changes nothing: an error by its form, none by its sense."""

from aiogram.exceptions import TelegramBadRequest


def is_unchanged(error: Exception) -> bool:
    return isinstance(error, TelegramBadRequest) and "message is not modified" in error.message
