"""What people do in their chats: each act is stored and becomes an update for the bot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fixline_local.telegram.in_thread import in_thread
from fixline_local.telegram.people import Person
from fixline_local.telegram.people_api.contents import CAPTIONED, Contents
from fixline_local.telegram.people_api.refusal import Refused
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.callbacks import Callback
from fixline_local.telegram.store.chats import GONE, Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.inline_queries import AskedInline
from fixline_local.telegram.store.messages import StoredMessage
from fixline_local.telegram.text.formatted import MAX_CAPTION, MAX_TEXT
from fixline_local.telegram.world import World

GROUP_ANONYMOUS_BOT: Final[Json] = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who writes what administrators write in the group's name, as far as bots are told."""
_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a chat with a bot: where every act happens."""

    world: World
    bot: Bot
    chat: Chat
    person: Person

    @property
    def contents(self) -> Contents:
        return Contents(self.world, self.bot)

    def send(
        self,
        contents: Sequence[Json],
        reply_to: int | None,
        thread: int | None = None,
        *,
        anonymous: bool = False,
    ) -> list[StoredMessage]:
        """Post what `contents` made: one message, or the parts of an album."""
        if self.chat.blocked:
            raise Refused(409, "the bot is blocked: unblock it first")
        if anonymous and self.person.id not in self.chat.admins:
            raise Refused(403, f"{self.person.first_name} is no administrator of this chat")
        if reply_to is not None:
            thread = self.message(reply_to).body.get("message_thread_id")
        if thread is not None and (topic := self.topic(thread))["closed"] and not self.is_admin:
            raise Refused(409, f"the topic {topic['name']!r} is closed")
        posted = []
        for content in contents:
            body: Json = {
                "message_id": self.world.messages.next_id(self.bot.id, self.chat.id),
                "from": self.person.as_user(),
                "chat": self.world.chat_json(self.chat),
                "date": self.world.now(),
                **in_thread(thread),
                **content,
            }
            if anonymous:
                body |= {"from": GROUP_ANONYMOUS_BOT, "sender_chat": self.world.chat_json(self.chat)}
            if reply_to is not None:
                body["_reply_to"] = reply_to
            message = self.world.messages.add(self.bot.id, self.chat.id, body, self.world.clock())
            if self.chat.bot_status not in GONE:
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

    def edit(self, message_id: int, text: str) -> StoredMessage:
        message = self.message(message_id)
        if message.body["from"]["id"] != self.person.id:
            raise Refused(403, "only one's own messages can be edited")
        is_text = message.text is not None
        if not is_text and not CAPTIONED & message.body.keys():
            raise Refused(400, "there is no text in this message, and no caption")
        formatted = self.contents.formatted(text, MAX_TEXT if is_text else MAX_CAPTION)
        if is_text and not formatted.text:
            raise Refused(400, "a message needs text")
        dropped = {"text", "entities"} if is_text else {"caption", "caption_entities"}
        message.body = {key: value for key, value in message.body.items() if key not in dropped}
        message.body |= formatted.as_fields("" if is_text else "caption") | {"edit_date": self.world.now()}
        self.world.messages.save(message)
        self.world.tell_message(self.bot, message, "edited_message")
        return message

    def tap(self, message_id: int, data: str, *, late: bool = False) -> Callback:
        """Tap a button that the message has; `late`: or had."""
        message = self.message(message_id)
        rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
        if not late and not any(button.get("callback_data") == data for row in rows for button in row):
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

    def ask_inline(self, words: str) -> AskedInline:
        """Write the bot's name and something after it; whether the person ever started the bot does not matter."""
        query = self.world.inline_queries.ask(
            bot_id=self.bot.id, person_id=self.person.id, now=self.world.clock()
        )
        payload = {
            "id": query.id,
            "from": self.person.as_user(),
            "query": words,
            "offset": "",
            "chat_type": "supergroup" if self.chat.is_group else "sender",
        }
        self.world.tell_bot(self.bot, "inline_query", self.person.id, payload)
        return query

    def choose_inline(self, query_id: str, result_id: str) -> StoredMessage:
        """Send one of the results: it is the person's message, by way of the bot."""
        try:
            query = self.world.inline_queries.get(query_id)
        except LookupError as error:
            raise Refused(404, f"no inline query {query_id}") from error
        results = (query.answer or {}).get("results", [])
        chosen = next((result for result in results if result["id"] == result_id), None)
        if query.person_id != self.person.id or chosen is None:
            raise Refused(409, f"{self.person.first_name} was not shown a result {result_id!r}")
        return self.send([chosen["message"] | {"via_bot": self.bot.as_user()}], None)[0]

    def start(self, payload: str) -> StoredMessage:
        """Press Start, or open a deep link t.me/bot?start=payload."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise Refused(400, "a deep link's payload is 1-64 of A-Z a-z 0-9 _ -")
        if self.chat.blocked:
            self.block(blocked=False)
        return self.send([self.contents.text(f"/start {payload}".rstrip())], None)[0]

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

    @property
    def is_admin(self) -> bool:
        return self.person.id in self.chat.admins

    def topic(self, thread: int) -> Json:
        found = self.chat.topic(thread)
        if found is None:
            raise Refused(404, f"no topic {thread} in this chat")
        return found

    def message(self, message_id: int) -> StoredMessage:
        found = self.world.messages.find(self.bot.id, self.chat.id, message_id)
        if found is not None and found.receiver not in {None, self.person.id}:
            found = None
        if found is None:
            raise Refused(404, f"no message {message_id} in this chat")
        return found
