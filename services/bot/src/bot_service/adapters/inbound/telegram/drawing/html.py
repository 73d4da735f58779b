"""Text as Telegram counts and parses it."""

import html
import re
from typing import Final

from bot_service.domain.words.utf16 import units

ELLIPSIS: Final = "…"
TAG: Final = re.compile(r"<[^>]*>")


class Html(str):
    """Telegram's HTML: already escaped."""

    __slots__ = ()


def escape(text: str) -> Html:
    return Html(html.escape(text, quote=False))


def shown_units(text: Html) -> int:
    """Return the length as Telegram counts it: of what is seen, in UTF-16 code units."""
    return units(html.unescape(TAG.sub("", text)))


def clip(text: str, limit: int) -> str:
    """Return at most `limit` UTF-16 code units of plain text, ended by an ellipsis where something was cut off."""
    if units(text) <= limit:
        return text
    return first_units(text, limit - 1).rstrip() + ELLIPSIS


def first_units(text: str, limit: int) -> str:
    """Return at most `limit` UTF-16 code units of it, no half of a character among them."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")
