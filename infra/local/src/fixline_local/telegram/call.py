"""One call of a bot, as its handler sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fixline_local.telegram.errors import ApiError, bad_request, forbidden
from fixline_local.telegram.media.pictures import Upload
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.chats import GONE, Chat
from fixline_local.telegram.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """`files` holds the parts of a multipart request by their names."""

    world: World
    bot: Bot
    files: Mapping[str, Upload] = field(default_factory=dict)

    def chat(self, chat_id: int | str | None) -> Chat:
        """Return a chat that the bot may know: the person wrote first. Raise ApiError "chat not found"."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        found = self.world.chats.find(self.bot.id, chat_id) if isinstance(chat_id, int) else None
        if found is None or not found.started:
            raise bad_request("chat not found")
        if found.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=found.migrated_to,
            )
        return found

    def writable_chat(self, chat_id: int | str | None) -> Chat:
        found = self.chat(chat_id)
        if found.blocked:
            raise forbidden("bot was blocked by the user")
        if found.bot_status in GONE:
            kind = "group" if found.basic else "supergroup"
            how = "was kicked from" if found.bot_status == "kicked" else "is not a member of"
            raise forbidden(f"bot {how} the {kind} chat")
        return found
