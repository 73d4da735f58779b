"""What people see of the bot's messages; Telegram's limits are checked."""

import itertools
import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from bot_service.domain.words.utf16 import units

ATTRIBUTES = {
    **dict.fromkeys(("b", "i", "u", "s", "tg-spoiler", "pre"), frozenset[str]()),
    "code": frozenset({"class"}),
    "a": frozenset({"href"}),
    "blockquote": frozenset({"expandable"}),
    "tg-time": frozenset({"unix", "format"}),
}
"""Of each tag that the bot draws."""
ADDRESS = re.compile('<a href="([^"]*)">')


class VisibleText(HTMLParser):
    """Telegram's HTML as people see it; fails on tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._open: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        assert not parser._open, f"unclosed {parser._open} in {html!r}"
        return parser.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ATTRIBUTES, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES[tag], attrs
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@dataclass
class Shown:
    """A message of the bot in a chat."""

    id: int
    method: str
    text: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)
    """Of the call that drew it last."""

    @property
    def markup(self) -> dict[str, Any]:
        return self.arguments.get("reply_markup") or {}

    @property
    def styles(self) -> dict[str, str | None]:
        """How each button looks, by its label."""
        rows = self.markup.get("inline_keyboard", [])
        return {button["text"]: button.get("style") for row in rows for button in row}

    @property
    def links(self) -> dict[str, str]:
        """Where each button leads that opens something, by its label."""
        rows = self.markup.get("inline_keyboard", [])
        return {button["text"]: button["url"] for row in rows for button in row if "url" in button}

    @property
    def disabled(self) -> list[str]:
        """The labels of the buttons that do nothing."""
        rows = self.markup.get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row if "disabled" in button]


def checked(arguments: dict[str, Any]) -> str:
    """Return the text that people see; check Telegram's limits."""
    if arguments.get("parse_mode") == "":
        return marked(arguments)
    if "text" not in arguments:
        return ""
    assert arguments["parse_mode"] == "HTML"
    text = VisibleText.of(arguments["text"])
    assert 0 < units(text) <= 4096
    addresses = ADDRESS.findall(arguments["text"])
    assert sum(12 + len(unescape(each).encode()) for each in addresses) <= 9_500, "entities too long"
    return text


def marked(arguments: dict[str, Any]) -> str:
    """Return a text, or what stands below a picture, whose marks are beside it."""
    is_caption = "text" not in arguments
    text: str = arguments["caption" if is_caption else "text"]
    assert 0 < units(text) <= (1024 if is_caption else 4096)
    for mark in arguments["caption_entities" if is_caption else "entities"]:
        assert 0 <= mark["offset"] < mark["offset"] + mark["length"] <= units(text)
    return text


def buttons_of(arguments: dict[str, Any]) -> dict[str, str]:
    rows = (arguments.get("reply_markup") or {}).get("inline_keyboard", [])
    found = {}
    for button in itertools.chain.from_iterable(rows):
        if "disabled" in button or "url" in button:
            continue  # nothing to tap, or nothing that the bot hears of
        assert 0 < len(button["callback_data"].encode()) <= 64
        found[button["text"]] = button["callback_data"]
    return found
