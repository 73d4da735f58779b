"""Messages as Telegram's JSON; `_reply_to` stands for the nested message, which is looked up when it is shown."""

import json
from dataclasses import dataclass
from typing import Any, Final

from fixline_local.telegram.store.database import Database, Json

EPHEMERAL: Final = 2_000_000_000


@dataclass(slots=True, kw_only=True)
class StoredMessage:
    """`revision` grows with every change of any message; `sent_at` is Unix time."""

    bot_id: int
    chat_id: int
    id: int
    revision: int
    sent_at: float
    deleted: bool
    body: Json

    @property
    def from_bot(self) -> bool:
        return bool(self.body["from"]["id"] == self.bot_id)

    @property
    def receiver(self) -> int | None:
        """Who alone sees it; None where everybody in the chat does."""
        found = self.body.get("receiver_user")
        return None if found is None else int(found["id"])

    @property
    def text(self) -> str | None:
        found = self.body.get("text")
        return None if found is None else str(found)


class Messages:
    def __init__(self, database: Database) -> None:
        self._database = database

    def next_id(self, bot_id: int, chat_id: int) -> int:
        return self._database.next(f"message/{bot_id}/{chat_id}")

    def last_id(self, bot_id: int, chat_id: int) -> int:
        """Return the newest message's number; 0 before the first one."""
        return self._database.current(f"message/{bot_id}/{chat_id}")

    def next_ephemeral_id(self, bot_id: int, chat_id: int) -> int:
        return self._database.next(f"ephemeral/{bot_id}/{chat_id}")

    @staticmethod
    def kept_as(ephemeral_id: int) -> int:
        """Return the id under which an ephemeral message is kept: no message of all has it."""
        return EPHEMERAL + ephemeral_id

    def delete_thread(self, bot_id: int, chat_id: int, thread: int) -> None:
        """Delete everything in a topic."""
        for message in self.changed(bot_id, chat_id, 0):
            if not message.deleted and message.body.get("message_thread_id") == thread:
                message.deleted = True
                self.save(message)

    def add(self, bot_id: int, chat_id: int, body: Json, sent_at: float) -> StoredMessage:
        """Store a new message whose body already holds its `message_id`."""
        message = StoredMessage(
            bot_id=bot_id,
            chat_id=chat_id,
            id=body["message_id"],
            revision=self._database.next("revision"),
            sent_at=sent_at,
            deleted=False,
            body=body,
        )
        self._database.run(
            "INSERT INTO messages VALUES (?, ?, ?, ?, ?, 0, ?)",
            bot_id,
            chat_id,
            message.id,
            message.revision,
            sent_at,
            json.dumps(body, ensure_ascii=False),
        )
        return message

    def save(self, message: StoredMessage) -> None:
        message.revision = self._database.next("revision")
        self._database.run(
            "UPDATE messages SET revision = ?, deleted = ?, body = ? WHERE bot_id = ? AND chat_id = ? AND id = ?",
            message.revision,
            int(message.deleted),
            json.dumps(message.body, ensure_ascii=False),
            message.bot_id,
            message.chat_id,
            message.id,
        )

    def find(self, bot_id: int, chat_id: int, message_id: int) -> StoredMessage | None:
        """Return a message that was not deleted."""
        row = self._database.row(
            "SELECT * FROM messages WHERE bot_id = ? AND chat_id = ? AND id = ? AND NOT deleted",
            bot_id,
            chat_id,
            message_id,
        )
        return _message(row) if row else None

    def changed(self, bot_id: int, chat_id: int, since: int) -> list[StoredMessage]:
        """Return messages, deleted ones too, whose revision is above `since`, in the order of the chat."""
        rows = self._database.rows(
            "SELECT * FROM messages WHERE bot_id = ? AND chat_id = ? AND revision > ? ORDER BY id",
            bot_id,
            chat_id,
            since,
        )
        return [_message(row) for row in rows]

    def unread(self, bot_id: int, chat_id: int, after: int) -> int:
        row = self._database.row(
            "SELECT count(*) AS n FROM messages WHERE bot_id = ? AND chat_id = ? AND id > ? AND NOT deleted "
            "AND json_extract(body, '$.from.id') = bot_id AND id < ?",
            bot_id,
            chat_id,
            after,
            EPHEMERAL,
        )
        return int(row["n"]) if row else 0

    def latest(self, bot_id: int, chat_id: int) -> StoredMessage | None:
        row = self._database.row(
            "SELECT * FROM messages WHERE bot_id = ? AND chat_id = ? AND NOT deleted AND id < ? "
            "ORDER BY id DESC LIMIT 1",
            bot_id,
            chat_id,
            EPHEMERAL,
        )
        return _message(row) if row else None

    def shown(self, message: StoredMessage) -> Json:
        """Telegram's Message: with the replied-to message one level deep, without our own marks."""
        shown = _public(message.body)
        reply_to = message.body.get("_reply_to")
        if reply_to is not None:
            replied = self.find(message.bot_id, message.chat_id, reply_to)
            if replied is not None:
                shown["reply_to_message"] = _public(replied.body)
        return shown


def _public(body: Json) -> Json:
    shown = {key: value for key, value in body.items() if not key.startswith("_")}
    if "ephemeral_message_id" in body:
        shown["message_id"] = 0
    return shown


def _message(row: Any) -> StoredMessage:
    return StoredMessage(
        bot_id=row["bot_id"],
        chat_id=row["chat_id"],
        id=row["id"],
        revision=row["revision"],
        sent_at=row["sent_at"],
        deleted=bool(row["deleted"]),
        body=json.loads(row["body"]),
    )
