"""Updates that wait for a bot, at most 24 hours, in the order they were made."""

import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.database import Database, Json

KEPT_SECONDS: Final = 24 * 3600
NOT_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingUpdate:
    id: int
    chat_id: int
    body: Json


class Updates:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, bot: Bot, kind: str, chat_id: int, payload: Json, now: float) -> None:
        """Queue it, unless the bot did not ask for this kind."""
        wanted = kind in bot.allowed_updates if bot.allowed_updates else kind not in NOT_BY_DEFAULT
        if not wanted:
            return
        # Telegram starts anywhere; what counts is that ids grow by one.
        first = 100_000_000 + secrets.randbelow(800_000_000)
        number = self._database.next(f"update/{bot.id}", first=first)
        body = {"update_id": number, kind: payload}
        self._database.run(
            "INSERT INTO updates VALUES (?, ?, ?, ?, ?)",
            bot.id,
            number,
            chat_id,
            now,
            json.dumps(body, ensure_ascii=False),
        )

    def pending(self, bot_id: int, *, limit: int, now: float) -> list[PendingUpdate]:
        self._database.run("DELETE FROM updates WHERE bot_id = ? AND made_at < ?", bot_id, now - KEPT_SECONDS)
        rows = self._database.rows(
            "SELECT * FROM updates WHERE bot_id = ? ORDER BY id LIMIT ?", bot_id, limit
        )
        return [_update(row) for row in rows]

    def heads(self, bot_id: int) -> list[PendingUpdate]:
        """Return the oldest update of every chat."""
        rows = self._database.rows(
            "SELECT * FROM updates WHERE bot_id = ? AND id IN "
            "(SELECT min(id) FROM updates WHERE bot_id = ? GROUP BY chat_id) ORDER BY id",
            bot_id,
            bot_id,
        )
        return [_update(row) for row in rows]

    def confirm_below(self, bot_id: int, offset: int) -> None:
        self._database.run("DELETE FROM updates WHERE bot_id = ? AND id < ?", bot_id, offset)

    def keep_last(self, bot_id: int, count: int) -> None:
        """Forget all but the newest `count` updates: what a negative offset asks for."""
        self._database.run(
            "DELETE FROM updates WHERE bot_id = ? AND id NOT IN "
            "(SELECT id FROM updates WHERE bot_id = ? ORDER BY id DESC LIMIT ?)",
            bot_id,
            bot_id,
            count,
        )

    def confirm(self, bot_id: int, update_id: int) -> None:
        self._database.run("DELETE FROM updates WHERE bot_id = ? AND id = ?", bot_id, update_id)

    def drop_all(self, bot_id: int) -> None:
        self._database.run("DELETE FROM updates WHERE bot_id = ?", bot_id)

    def count(self, bot_id: int) -> int:
        row = self._database.row("SELECT count(*) AS n FROM updates WHERE bot_id = ?", bot_id)
        return int(row["n"]) if row else 0


def _update(row: Any) -> PendingUpdate:
    return PendingUpdate(id=row["id"], chat_id=row["chat_id"], body=json.loads(row["body"]))
