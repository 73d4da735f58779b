"""Prints what people and the bot say to each other, as a person reads it in a terminal."""

import textwrap
from collections.abc import Callable, Mapping
from typing import Final

from fixline_local.telegram.client import PersonClient
from fixline_local.telegram.client_messages import Message

WIDTH: Final = 76
BOT: Final = "Fixline"


class Conversation:
    """Tells each message and each edit once, in the order of their happening within a chat."""

    def __init__(self, people: Mapping[str, PersonClient], tell: Callable[[str], None]) -> None:
        self._people, self._tell = people, tell
        self._told = dict.fromkeys(people, 0)

    async def tell_news(self) -> None:
        for name, person in self._people.items():
            news = [each for each in await person.messages() if each.revision > self._told[name]]
            for message in sorted(news, key=lambda each: each.revision):
                self._tell(self._as_text(name, message))
                self._told[name] = message.revision

    def _as_text(self, name: str, message: Message) -> str:
        speaker = f"{BOT} → {name}" if message.from_bot else name
        mark = " (edited)" if message.edited else ""
        photo = "[photo] " if message.photo else ""
        lines = [
            line
            for paragraph in f"{photo}{message.text}".splitlines()
            for line in textwrap.wrap(paragraph, WIDTH - 6) or [""]
        ]
        lines = [line for line, before in zip(lines, [None, *lines], strict=False) if line or before]
        buttons = [f"[ {' ] [ '.join(button.text for button in row)} ]" for row in message.buttons]
        indent = "      │ " if message.from_bot else "  │ "
        return "\n".join(
            [f"{indent[:-2]}{speaker}{mark}", *(f"{indent}{line}" for line in [*lines, *buttons])]
        )
