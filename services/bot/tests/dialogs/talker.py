"""A person in their private chat with the bot."""

from typing import Any

from aiogram.methods import AnswerCallbackQuery

from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates

from .shown import Shown
from .world import NOW, World


class Talker:
    """A person in their private chat with the bot."""

    def __init__(self, world: World, id_: int, name: str, language: str) -> None:
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

    def card(self, ticket: int) -> Shown:
        return self.world.chats[self.id][self.world.cards[self.id, ticket]]

    async def says(self, text: str, **more: Any) -> int:
        return await self.sends(text=text, **more)

    async def replies(self, shown: Shown, text: str, **more: Any) -> int:
        message = {"message_id": shown.id, "date": self.clock, "chat": self._chat(), "text": shown.text}
        return await self.sends(text=text, reply_to_message=message, **more)

    async def sends(self, *, handler: DispatchedUpdates | None = None, **content: Any) -> int:
        """Send a message; return the number of its update."""
        update = self.message(**content)
        await self.world.feed(update, handler)
        return int(update["update_id"])

    async def sends_photo(self, file_id: str, data: bytes = b"\xff\xd8 jpeg", **content: Any) -> int:
        self.world.contents[file_id] = data
        return await self.sends(photo=photo(file_id, len(data)), **content)

    async def edits(self, message_id: int, **content: Any) -> None:
        update = self.message(**content)
        update["edited_message"] = update.pop("message") | {
            "message_id": message_id,
            "edit_date": self.clock,
        }
        await self.world.feed(update)

    async def taps(
        self, label: str, shown: Shown | None = None, *, handler: DispatchedUpdates | None = None
    ) -> AnswerCallbackQuery:
        """Tap a button, by its label's beginning, of a message (else of the newest that has one)."""
        candidates = [shown] if shown else [each for each in reversed(self.chat) if each.buttons]
        for each in candidates:
            for text, data in each.buttons.items():
                if text.startswith(label):
                    return await self.taps_data(data, each, handler=handler)
        raise AssertionError(f"no button {label!r} in {[list(each.buttons) for each in candidates]}")

    async def taps_data(
        self, data: str, shown: Shown | None, *, handler: DispatchedUpdates | None = None
    ) -> AnswerCallbackQuery:
        number = next(self.world.numbers)
        callback = {"id": str(number), "from": self.user, "chat_instance": "1", "data": data}
        if shown is not None:
            callback["message"] = {
                "message_id": shown.id,
                "date": self.clock,
                "chat": self._chat(),
                "text": shown.text,
            }
        answers = await self.world.feed({"update_id": number, "callback_query": callback}, handler)
        assert len(answers) == 1, "every tap is answered, once"
        assert answers[0].callback_query_id == str(number)
        return answers[0]

    def message(self, **content: Any) -> dict[str, Any]:
        number = next(self.world.numbers)
        if str(content.get("text", "")).startswith("/"):
            command = content["text"].split()[0]
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        message = {
            "message_id": next(self.world.numbers),
            "date": self.clock,
            "chat": self._chat(),
            "from": self.user,
            **content,
        }
        return {"update_id": number, "message": message}

    def _chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}


def photo(file_id: str, size: int = 9) -> list[dict[str, Any]]:
    small = {"file_id": f"{file_id}-s", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 3}
    large = {"file_id": file_id, "file_unique_id": "l", "width": 900, "height": 900, "file_size": size}
    return [small, large]
