"""What people write after the bot's name, until the bot answers it."""

import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

from fixline_local.telegram.store.database import Database, Json

ANSWERABLE_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInline:
    """`answer` None: the app still waits for results."""

    id: str
    bot_id: int
    person_id: int
    asked_at: float
    answer: Json | None


class InlineQueries:
    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, *, bot_id: int, person_id: int, now: float) -> AskedInline:
        number = str(secrets.randbelow(9 * 10**17) + 10**17)
        self._database.run(
            "INSERT INTO inline_queries VALUES (?, ?, ?, ?, NULL)", number, bot_id, person_id, now
        )
        return self.get(number)

    def get(self, query_id: str) -> AskedInline:
        """Raise LookupError for an unknown id."""
        row: Any = self._database.row("SELECT * FROM inline_queries WHERE id = ?", query_id)
        if row is None:
            raise LookupError(query_id)
        return AskedInline(**{**dict(row), "answer": json.loads(row["answer"]) if row["answer"] else None})

    def answer(self, query: AskedInline, answer: Json) -> None:
        self._database.run(
            "UPDATE inline_queries SET answer = ? WHERE id = ?",
            json.dumps(answer, ensure_ascii=False),
            query.id,
        )
