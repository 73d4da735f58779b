"""Buttons that are many: in rows, and the way from page to page."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.screen import button
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts


def in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    """Return rows of `width` buttons, the last one of what is left."""
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def turning(
    page: int, texts: Texts, to: Callable[[int], CallbackData], *, is_last: bool
) -> list[InlineKeyboardButton]:
    """Return the way from a page, from 0, to those before and after it; `to` is what leads to a page."""
    ways = []
    if page > 0:
        ways.append(button(texts.plain("button-page-before"), to(page - 1).pack()))
    if not is_last:
        ways.append(button(texts.plain("button-page-after"), to(page + 1).pack()))
    return ways
