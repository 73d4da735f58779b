"""Chats as one bot has them: a private chat has the person's id, a group a negative one."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from fixline_local.telegram.store.database import Database, Json

MEMBER: Final = "member"
ADMINISTRATOR: Final = "administrator"
GONE: Final = frozenset({"left", "kicked"})


@dataclass(slots=True, kw_only=True)
class Chat:
    """`started`: the person wrote first, so the bot may write. `keyboard` is the reply markup that is up.

    Of groups: `basic` is one that is no supergroup, `forum` one with topics, by the text of their ids: `name`,
    `icon_color`, `icon_custom_emoji_id`, `closed`, `deleted`. `bot_status` and `rights` are what the bot is there,
    `admins` who else may do everything, `migrated_to` the id that the group has now.
    """

    bot_id: int
    id: int
    title: str = ""
    members: list[int] = field(default_factory=list)
    started: bool = False
    blocked: bool = False
    keyboard: Json | None = None
    pinned: list[int] = field(default_factory=list)
    read_up_to: int = 0
    basic: bool = False
    forum: bool = False
    topics: dict[str, Json] = field(default_factory=dict)
    bot_status: str = MEMBER
    rights: list[str] = field(default_factory=list)
    admins: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    revision: int = 0

    @property
    def is_group(self) -> bool:
        return self.id < 0

    def topic(self, thread: int) -> Json | None:
        """Return the topic of that id, unless it was deleted."""
        found = self.topics.get(str(thread))
        return None if found is None or found["deleted"] else found

    def bot_may(self, right: str) -> bool:
        return self.bot_status == ADMINISTRATOR and right in self.rights


class Chats:
    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, bot_id: int, chat_id: int) -> Chat | None:
        row = self._database.row("SELECT * FROM chats WHERE bot_id = ? AND id = ?", bot_id, chat_id)
        return _chat(row) if row else None

    def of_bot(self, bot_id: int) -> list[Chat]:
        return [_chat(row) for row in self._database.rows("SELECT * FROM chats WHERE bot_id = ?", bot_id)]

    def private(self, bot_id: int, person_id: int) -> Chat:
        """Return the chat of this person with the bot; it is there before anyone wrote."""
        found = self.find(bot_id, person_id)
        if found is None:
            found = Chat(bot_id=bot_id, id=person_id, members=[person_id])
            self.save(found)
        return found

    def create_group(
        self, bot_id: int, title: str, members: list[int], *, forum: bool = False, basic: bool = False
    ) -> Chat:
        """Whoever is named first made it, and is its administrator."""
        number = self._database.next("groups", first=2_000_000_001)
        chat = Chat(
            bot_id=bot_id,
            id=-number if basic else -1_000_000_000_000 - number,
            title=title,
            members=members,
            started=True,
            basic=basic,
            forum=forum,
            admins=members[:1],
        )
        self.save(chat)
        return chat

    def save(self, chat: Chat) -> None:
        """Store it under a new revision, which wakes whoever watches the chat."""
        chat.revision = self._database.next("revision")
        state = asdict(chat)
        for name in ("bot_id", "id", "revision"):
            del state[name]
        self._database.run(
            "INSERT INTO chats VALUES (?, ?, ?, ?) ON CONFLICT (bot_id, id) DO UPDATE SET "
            "revision = excluded.revision, state = excluded.state",
            chat.bot_id,
            chat.id,
            chat.revision,
            json.dumps(state),
        )


def _chat(row: Any) -> Chat:
    return Chat(bot_id=row["bot_id"], id=row["id"], revision=row["revision"], **json.loads(row["state"]))
