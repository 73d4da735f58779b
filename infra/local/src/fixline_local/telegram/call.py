"""One call of a bot, as its handler sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fixline_local.telegram.errors import bad_request, forbidden
from fixline_local.telegram.media.pictures import Upload
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.chats import Chat
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
        return found

    def writable_chat(self, chat_id: int | str | None) -> Chat:
        found = self.chat(chat_id)
        if found.blocked:
            raise forbidden("bot was blocked by the user")
        return found
