"""Text as Telegram counts and parses it."""

import html
import re
from collections.abc import Iterator
from typing import Final

from bot_service.domain.utf16 import units

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
    return _first(text, limit - 1).rstrip() + ELLIPSIS


def pieces(text: str, limit: int) -> Iterator[str]:
    """Yield all of `text` in pieces of at most `limit` units (2 or more), cut between words where that can be."""
    while units(text) > limit:
        first = _first(text, limit)
        gap = max(first.rfind("\n"), first.rfind(" "))
        end = gap if gap > len(first) // 2 else len(first)
        yield text[:end]
        text = text[end:].lstrip()
    if text:
        yield text


def _first(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")
