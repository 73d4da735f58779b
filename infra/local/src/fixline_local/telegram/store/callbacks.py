"""Taps on inline buttons, until the bot answers them."""

import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

from fixline_local.telegram.store.database import Database, Json

ANSWERABLE_SECONDS: Final = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """`answer` None: the button still shows that it is busy."""

    id: str
    bot_id: int
    chat_id: int
    message_id: int
    person_id: int
    data: str
    asked_at: float
    answer: Json | None
    revision: int


class Callbacks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(
        self, *, bot_id: int, chat_id: int, message_id: int, person_id: int, data: str, now: float
    ) -> Callback:
        number = str(secrets.randbelow(9 * 10**17) + 10**17)
        self._database.run(
            "INSERT INTO callbacks VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)",
            number,
            bot_id,
            chat_id,
            message_id,
            person_id,
            data,
            now,
            self._database.next("revision"),
        )
        return self.get(number)

    def get(self, callback_id: str) -> Callback:
        """Raise LookupError for an unknown id."""
        row = self._database.row("SELECT * FROM callbacks WHERE id = ?", callback_id)
        if row is None:
            raise LookupError(callback_id)
        return _callback(row)

    def answer(self, callback: Callback, answer: Json) -> None:
        self._database.run(
            "UPDATE callbacks SET answer = ?, revision = ? WHERE id = ?",
            json.dumps(answer, ensure_ascii=False),
            self._database.next("revision"),
            callback.id,
        )

    def changed(self, bot_id: int, chat_id: int, since: int) -> list[Callback]:
        rows = self._database.rows(
            "SELECT * FROM callbacks WHERE bot_id = ? AND chat_id = ? AND revision > ? ORDER BY revision",
            bot_id,
            chat_id,
            since,
        )
        return [_callback(row) for row in rows]

    def busy(self, bot_id: int, chat_id: int, now: float) -> list[Callback]:
        rows = self._database.rows(
            "SELECT * FROM callbacks WHERE bot_id = ? AND chat_id = ? AND answer IS NULL AND asked_at > ?",
            bot_id,
            chat_id,
            now - ANSWERABLE_SECONDS,
        )
        return [_callback(row) for row in rows]


def _callback(row: Any) -> Callback:
    fields = dict(row)
    fields["answer"] = json.loads(row["answer"]) if row["answer"] else None
    return Callback(**fields)
