"""Text as Telegram counts and parses it."""

import html
from typing import Final

ELLIPSIS: Final = "…"


class Html(str):
    """Telegram's HTML: already escaped."""

    __slots__ = ()


def escape(text: str) -> Html:
    return Html(html.escape(text, quote=False))


def units(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def clip(text: str, limit: int) -> str:
    """Return at most `limit` UTF-16 code units of plain text, ended by an ellipsis where something was cut off."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + ELLIPSIS
