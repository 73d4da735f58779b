"""What people do in their chats: each act is stored and becomes an update for the bot."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fixline_local.telegram.media.attachments import stored_upload
from fixline_local.telegram.media.pictures import Upload
from fixline_local.telegram.people import Person
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.callbacks import Callback
from fixline_local.telegram.store.chats import Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.messages import StoredMessage
from fixline_local.telegram.text.formatted import MAX_CAPTION, MAX_TEXT, FormattedText, format_text
from fixline_local.telegram.world import World

ALBUM: Final = range(2, 11)
_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Refused(Exception):  # noqa: N818 - what Telegram's app would not let a person do
    """Something that the app would not offer. `status` is an HTTP status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a chat with a bot: where every act happens."""

    world: World
    bot: Bot
    chat: Chat
    person: Person

    def send_text(self, text: str, reply_to: int | None) -> StoredMessage:
        formatted = self._formatted(text, MAX_TEXT)
        if not formatted.text:
            raise Refused(400, "a message needs text")
        return self._post([formatted.as_fields()], reply_to)[0]

    def send_files(
        self, kind: str, uploads: Sequence[Upload], caption: str, reply_to: int | None
    ) -> list[StoredMessage]:
        """Send one file, or several as an album whose first part carries the caption."""
        formatted = self._formatted(caption, MAX_CAPTION)
        if len(uploads) > 1 and (len(uploads) not in ALBUM or kind == "voice"):
            raise Refused(400, f"an album has {ALBUM.start} to {ALBUM.stop - 1} photos, videos or documents")
        contents = [stored_upload(self.world, self.bot, kind, upload, {}, by_bot=False) for upload in uploads]
        contents[0] |= formatted.as_fields("caption")
        if len(contents) > 1:
            group = str(secrets.randbelow(9 * 10**16) + 10**16)
            contents = [content | {"media_group_id": group} for content in contents]
        return self._post(contents, reply_to)

    def edit(self, message_id: int, text: str) -> StoredMessage:
        message = self.message(message_id)
        if message.body["from"]["id"] != self.person.id:
            raise Refused(403, "only one's own messages can be edited")
        is_text = message.text is not None
        formatted = self._formatted(text, MAX_TEXT if is_text else MAX_CAPTION)
        if is_text and not formatted.text:
            raise Refused(400, "a message needs text")
        dropped = {"text", "entities"} if is_text else {"caption", "caption_entities"}
        message.body = {key: value for key, value in message.body.items() if key not in dropped}
        message.body |= formatted.as_fields("" if is_text else "caption") | {"edit_date": self.world.now()}
        self.world.messages.save(message)
        self.world.tell_message(self.bot, message, "edited_message")
        return message

    def tap(self, message_id: int, data: str) -> Callback:
        message = self.message(message_id)
        rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
        if not any(button.get("callback_data") == data for row in rows for button in row):
            raise Refused(409, "the message has no such button now")
        callback = self.world.callbacks.ask(
            bot_id=self.bot.id,
            chat_id=self.chat.id,
            message_id=message_id,
            person_id=self.person.id,
            data=data,
            now=self.world.clock(),
        )
        payload = {
            "id": callback.id,
            "from": self.person.as_user(),
            "message": self.world.messages.shown(message),
            "chat_instance": str((self.bot.id << 32) ^ abs(self.chat.id)),
            "data": data,
        }
        self.world.tell_bot(self.bot, "callback_query", self.chat.id, payload)
        return callback

    def start(self, payload: str) -> StoredMessage:
        """Press Start, or open a deep link t.me/bot?start=payload."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise Refused(400, "a deep link's payload is 1-64 of A-Z a-z 0-9 _ -")
        if self.chat.blocked:
            self.block(blocked=False)
        return self.send_text(f"/start {payload}".rstrip(), None)

    def block(self, *, blocked: bool) -> None:
        if self.chat.is_group:
            raise Refused(400, "a bot is blocked in the private chat")
        if blocked == self.chat.blocked:
            return
        self.chat.blocked = blocked
        self.world.chats.save(self.chat)
        user = self.bot.as_user()
        free, gone = {"status": "member", "user": user}, {"status": "kicked", "user": user, "until_date": 0}
        payload = {
            "chat": self.world.chat_json(self.chat),
            "from": self.person.as_user(),
            "date": self.world.now(),
            "old_chat_member": free if blocked else gone,
            "new_chat_member": gone if blocked else free,
        }
        self.world.tell_bot(self.bot, "my_chat_member", self.chat.id, payload)

    def delete(self, message_id: int) -> None:
        """Delete for both sides. Bots are not told."""
        message = self.message(message_id)
        message.deleted = True
        self.world.messages.save(message)

    def read(self, message_id: int) -> None:
        if message_id > self.chat.read_up_to:
            self.chat.read_up_to = message_id
            self.world.chats.save(self.chat)

    def message(self, message_id: int) -> StoredMessage:
        found = self.world.messages.find(self.bot.id, self.chat.id, message_id)
        if found is None:
            raise Refused(404, f"no message {message_id} in this chat")
        return found

    def _formatted(self, text: str, limit: int) -> FormattedText:
        formatted = format_text(text, person_of_id=self.world.people.get)
        if formatted.length > limit:
            raise Refused(400, f"at most {limit} characters, these are {formatted.length}")
        return formatted

    def _post(self, contents: Sequence[Json], reply_to: int | None) -> list[StoredMessage]:
        if self.chat.blocked:
            raise Refused(409, "the bot is blocked: unblock it first")
        if reply_to is not None:
            self.message(reply_to)
        posted = []
        for content in contents:
            body: Json = {
                "message_id": self.world.messages.next_id(self.bot.id, self.chat.id),
                "from": self.person.as_user(),
                "chat": self.world.chat_json(self.chat),
                "date": self.world.now(),
                **content,
            }
            if reply_to is not None:
                body["_reply_to"] = reply_to
            message = self.world.messages.add(self.bot.id, self.chat.id, body, self.world.clock())
            self.world.tell_message(self.bot, message)
            posted.append(message)
        self.chat.started = True
        self.chat.read_up_to = posted[-1].id
        if self.chat.keyboard and (
            self.chat.keyboard.get("one_time_keyboard") or self.chat.keyboard.get("force_reply")
        ):
            self.chat.keyboard = None
        self.world.chats.save(self.chat)
        return posted
