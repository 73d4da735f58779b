"""One SQLite file is the whole truth of the simulator: what was answered is there after `kill -9`."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS bots (
    id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, seen INTEGER NOT NULL, profile TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS commands (
    bot_id INTEGER, scope TEXT, language TEXT, commands TEXT NOT NULL, PRIMARY KEY (bot_id, scope, language));
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, username TEXT, language_code TEXT);
CREATE TABLE IF NOT EXISTS chats (
    bot_id INTEGER, id INTEGER, revision INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (bot_id, id));
CREATE TABLE IF NOT EXISTS messages (
    bot_id INTEGER, chat_id INTEGER, id INTEGER, revision INTEGER NOT NULL, sent_at REAL NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL, PRIMARY KEY (bot_id, chat_id, id));
CREATE INDEX IF NOT EXISTS messages_by_revision ON messages (bot_id, chat_id, revision);
CREATE TABLE IF NOT EXISTS files (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
    facts TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS updates (
    bot_id INTEGER, id INTEGER, chat_id INTEGER NOT NULL, made_at REAL NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (bot_id, id));
CREATE TABLE IF NOT EXISTS callbacks (
    id TEXT PRIMARY KEY, bot_id INTEGER, chat_id INTEGER, message_id INTEGER, person_id INTEGER, data TEXT,
    asked_at REAL NOT NULL, answer TEXT, revision INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS inline_queries (
    id TEXT PRIMARY KEY, bot_id INTEGER, person_id INTEGER, asked_at REAL NOT NULL, answer TEXT);
CREATE INDEX IF NOT EXISTS callbacks_by_chat ON callbacks (bot_id, chat_id, revision);
"""


class Database:
    """Used from the event loop's thread only; no statement may stay open over an `await`."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the file; None keeps everything in memory."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A killed process loses nothing in this mode; only a power cut may take the last moments.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Within another transaction it is part of that one."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def run(self, sql: str, *values: Any) -> int:
        """Execute and return the number of rows changed."""
        return self._connection.execute(sql, values).rowcount

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def rows(self, sql: str, *values: Any) -> Sequence[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchall()

    def next(self, counter: str, *, first: int = 1) -> int:
        """Return the next number of a counter that never goes back."""
        row = self.row(
            "INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
            counter,
            first,
        )
        if row is None:
            raise LookupError(counter)
        return int(row["value"])

    def current(self, counter: str) -> int:
        row = self.row("SELECT value FROM counters WHERE name = ?", counter)
        return int(row["value"]) if row else 0

    def close(self) -> None:
        self._connection.close()
