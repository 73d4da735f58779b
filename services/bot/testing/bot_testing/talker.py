"""A person in their private chat with the bot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_testing.shown import Shown
from bot_testing.world import NOW, World

Json = dict[str, Any]
"""As it comes from Telegram."""

STICKER: Json = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")
"""What Telegram marks as one."""


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What Telegram shows to whoever tapped: nothing, a line, or an alert that they close."""

    text: str
    show_alert: bool
    url: str = ""


class Talker:
    """A person in their private chat with the bot."""

    def __init__(self, world: World, id_: int, name: str, language: str | None) -> None:
        self.world = world
        self.id = id_
        self.user = {"id": id_, "is_bot": False, "first_name": name, "language_code": language}
        self.clock = int(NOW.timestamp())

    @property
    def chat(self) -> list[Shown]:
        return list(self.world.chats.get(self.id, {}).values())

    @property
    def last(self) -> Shown:
        return self.chat[-1]

    @property
    def liked(self) -> list[int]:
        """The messages to which the bot put a thumb up."""
        return [message for chat, message in self.world.liked if chat == self.id]

    def card(self, ticket: int) -> Shown:
        return self.world.chats[self.id][self.world.cards[self.id, ticket]]

    async def says(self, text: str, /, **more: object) -> int:
        return await self.sends(text=text, **more)

    async def writes(self, /, **content: object) -> int:
        """Send a message; return its own number, under which it can be edited."""
        update = self.message(**content)
        await self.world.feed(update)
        return int(update["message"]["message_id"])

    async def replies(self, shown: Shown, text: str, /, **more: object) -> int:
        message = {"message_id": shown.id, "date": self.clock, "chat": self._chat(), "text": shown.text}
        return await self.sends(text=text, reply_to_message=message, **more)

    async def answers(self, shown: Shown, text: str, /, **more: object) -> int:
        """Write to the reporter, as staff do: by the button of a message."""
        label = next(label for label in shown.buttons if label.startswith("✍️"))
        await self.taps(label, shown)
        return await self.says(text, **more)

    async def reports(self, text: str = "Lamp", where: str = "") -> None:
        """Send a request of normal urgency, in English; nobody has been told of it then."""
        await self.says("/new")
        await self.says(text)
        await (self.says(where) if where else self.taps("Skip"))
        await self.taps("🟡 Normal")
        await self.taps("✅ Send")

    async def sends(self, handler: DispatchedUpdates | None = None, /, **content: object) -> int:
        """Send a message; return the number of its update."""
        update = self.message(**content)
        await self.world.feed(update, handler)
        return int(update["update_id"])

    async def sends_photo(self, file_id: str, data: bytes = b"\xff\xd8 jpeg", /, **content: object) -> int:
        self.world.contents[file_id] = data
        return await self.sends(photo=photo(file_id, len(data)), **content)

    async def edits(self, message_id: int, /, **content: object) -> None:
        update = self.message(**content)
        update["edited_message"] = update.pop("message") | {
            "message_id": message_id,
            "edit_date": self.clock,
        }
        await self.world.feed(update)

    async def reacts(self, shown: Shown, *emojis: str, before: Sequence[str] = ()) -> None:
        """Put reactions on a message of the bot, in place of those `before`; none takes them away."""
        update = {
            "chat": self._chat(),
            "message_id": shown.id,
            "user": self.user,
            "date": self.clock,
            "old_reaction": [{"type": "emoji", "emoji": each} for each in before],
            "new_reaction": [{"type": "emoji", "emoji": each} for each in emojis],
        }
        await self.world.feed({"update_id": next(self.world.numbers), "message_reaction": update})

    async def taps(
        self, label: str, shown: Shown | None = None, *, handler: DispatchedUpdates | None = None
    ) -> TapAnswer:
        """Tap a button, by its label's beginning, of a message (else of the newest that has one)."""
        candidates = [shown] if shown else [each for each in reversed(self.chat) if each.buttons]
        for each in candidates:
            for text, data in each.buttons.items():
                if text.startswith(label):
                    return await self.taps_data(data, each, handler=handler)
        raise AssertionError(f"no button {label!r} in {[list(each.buttons) for each in candidates]}")

    async def taps_data(
        self, data: str, shown: Shown | None, *, handler: DispatchedUpdates | None = None
    ) -> TapAnswer:
        number = next(self.world.numbers)
        callback: Json = {"id": str(number), "from": self.user, "chat_instance": "1", "data": data}
        if shown is not None:
            callback["message"] = {
                "message_id": shown.id,
                "date": self.clock,
                "chat": self._chat(),
                "text": shown.text,
            }
            if (thread := shown.arguments.get("message_thread_id")) is not None:
                callback["message"]["message_thread_id"] = thread
        answers = await self.world.feed({"update_id": number, "callback_query": callback}, handler)
        assert len(answers) == 1, "every tap is answered, once"
        assert answers[0].callback_query_id == str(number)
        return TapAnswer(
            text=answers[0].text or "", show_alert=bool(answers[0].show_alert), url=answers[0].url or ""
        )

    def message(self, **content: object) -> Json:
        number = next(self.world.numbers)
        for said, marks in (("text", "entities"), ("caption", "caption_entities")):
            if command := COMMAND.match(str(content.get(said, ""))):
                content[marks] = [{"type": "bot_command", "offset": 0, "length": command.end()}]
        message = {
            "message_id": next(self.world.numbers),
            "date": self.clock,
            "chat": self._chat(),
            "from": self.user,
            **content,
        }
        return {"update_id": number, "message": message}

    def _chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}


def photo(file_id: str, size: int = 9) -> list[Json]:
    small = {"file_id": f"{file_id}-s", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 3}
    large = {"file_id": file_id, "file_unique_id": "l", "width": 900, "height": 900, "file_size": size}
    return [small, large]


class TalkerFor(Protocol):
    """From an id, a name and a language to a person: `talker(7, "Ann", language="en")`."""

    def __call__(self, id_: int, name: str, language: str | None = "en") -> Talker: ...
