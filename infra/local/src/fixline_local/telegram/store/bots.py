"""Bots: whoever calls with a token of the right form is one."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

from fixline_local.telegram.store.database import Database, Json

TOKEN: Final = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,64}")


@dataclass(slots=True, kw_only=True)
class Webhook:
    """Where updates are posted. An empty `url` means long polling."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(slots=True, kw_only=True)
class Bot:
    """`allowed_updates` None is Telegram's default: all kinds but three.

    `has_topics`: private chats with it have topics, and with `people_make_topics` people may make some. The bot's owner
    says so, to @BotFather.
    """

    id: int
    token: str
    names: dict[str, str] = field(default_factory=lambda: {"": "Fixline"})
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    allowed_updates: list[str] | None = None
    webhook: Webhook = field(default_factory=Webhook)
    logged_out_until: float = 0.0
    has_topics: bool = False
    people_make_topics: bool = False

    @property
    def username(self) -> str:
        return f"fixline_{self.id % 10_000}_bot"

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.names[""], "username": self.username}

    def profile(self) -> str:
        return json.dumps(
            {
                "names": self.names,
                "descriptions": self.descriptions,
                "short_descriptions": self.short_descriptions,
                "allowed_updates": self.allowed_updates,
                "logged_out_until": self.logged_out_until,
                "has_topics": self.has_topics,
                "people_make_topics": self.people_make_topics,
                "webhook": {name: getattr(self.webhook, name) for name in Webhook.__slots__},
            }
        )


class Bots:
    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, token: str) -> Bot | None:
        row = self._database.row("SELECT * FROM bots WHERE token = ?", token)
        return _bot(row) if row else None

    def of_token(self, token: str) -> Bot:
        """Return the bot with this token, made now if it is new."""
        found = self.find(token)
        if found is not None:
            return found
        bot = Bot(id=int(token.partition(":")[0]), token=token)
        # The same bot with a token that was revoked and issued anew.
        self._database.run(
            "INSERT INTO bots VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET token = excluded.token, "
            "seen = excluded.seen",
            bot.id,
            token,
            self._database.next("bots"),
            bot.profile(),
        )
        return self.get(bot.id)

    def get(self, bot_id: int) -> Bot:
        """Raise LookupError for a bot that never called."""
        row = self._database.row("SELECT * FROM bots WHERE id = ?", bot_id)
        if row is None:
            raise LookupError(bot_id)
        return _bot(row)

    def newest(self) -> Bot | None:
        row = self._database.row("SELECT * FROM bots ORDER BY seen DESC LIMIT 1")
        return _bot(row) if row else None

    def all(self) -> list[Bot]:
        return [_bot(row) for row in self._database.rows("SELECT * FROM bots ORDER BY seen")]

    def save(self, bot: Bot) -> None:
        self._database.run("UPDATE bots SET profile = ? WHERE id = ?", bot.profile(), bot.id)


def _bot(row: Any) -> Bot:
    profile = json.loads(row["profile"])
    webhook = Webhook(**profile.pop("webhook"))
    return Bot(id=row["id"], token=row["token"], webhook=webhook, **profile)
