"""Command menus per scope and language, and which one a person sees."""

import json

from fixline_local.telegram.store.database import Database, Json


class Commands:
    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, bot_id: int, scope: str, language: str, commands: list[Json]) -> None:
        """Store a menu; an empty list removes it."""
        self._database.run(
            "DELETE FROM commands WHERE bot_id = ? AND scope = ? AND language = ?", bot_id, scope, language
        )
        if commands:
            self._database.run(
                "INSERT INTO commands VALUES (?, ?, ?, ?)",
                bot_id,
                scope,
                language,
                json.dumps(commands, ensure_ascii=False),
            )

    def get(self, bot_id: int, scope: str, language: str) -> list[Json]:
        row = self._database.row(
            "SELECT commands FROM commands WHERE bot_id = ? AND scope = ? AND language = ?",
            bot_id,
            scope,
            language,
        )
        return list(json.loads(row["commands"])) if row else []

    def seen_in(self, bot_id: int, chat_id: int, language: str) -> list[Json]:
        """Telegram's order of precedence: the narrowest scope first, in it the person's language, then any."""
        group = chat_id < 0
        scopes = [f"chat:{chat_id}", "all_group_chats" if group else "all_private_chats", "default"]
        for scope in scopes:
            for code in (language, ""):
                found = self.get(bot_id, scope, code)
                if found:
                    return found
        return []
