"""How much of what is marked Telegram takes in one message: a card has what several people wrote."""

import html
import re
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.html import Html

MOST_BYTES: Final = 8_000
"""Telegram refuses a message whose marks take more than about 9,500 bytes (telegram-bot-api#165)."""
OF_MARK: Final = 16
"""Bytes of each besides an address."""
TAG: Final = re.compile(r'<a href="([^"]*)">|<[^>]*>')
END_OF_LINK: Final = "</a>"


def with_links_that_fit(text: Html) -> Html:
    """Return it without the last of its links, where there are more than Telegram takes; their words stay."""
    if len(text) <= MOST_BYTES:
        return text
    room, kept = MOST_BYTES, False

    def within(tag: re.Match[str]) -> str:
        nonlocal room, kept
        if tag[0].startswith("</"):
            return tag[0] if kept or tag[0] != END_OF_LINK else ""
        is_link = tag[1] is not None
        takes = OF_MARK + (len(html.unescape(tag[1]).encode()) if is_link else 0)
        if is_link:
            kept = takes <= room
            if not kept:
                return ""
        room -= takes
        return tag[0]

    return Html(TAG.sub(within, text))
