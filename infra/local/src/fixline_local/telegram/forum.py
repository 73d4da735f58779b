"""Topics of a forum, or of a private chat: made and changed by whoever may, and told to the bot."""

from typing import Final

from fixline_local.telegram.in_thread import in_thread
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.chats import Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.world import World

_EMOJIS: Final = (
    "📰", "💡", "⚡️", "🔝", "❗️", "📝", "📆", "📁", "🔎", "📣", "🔥", "❤️", "❓", "💎", "🏠", "‼️", "🏆", "🏁", "👀",
    "🤖", "💬", "✍️", "⭐️", "✅", "🧠",
)  # fmt: skip
ICONS: Final = {str(5_300_000_000_000_000_000 + number): emoji for number, emoji in enumerate(_EMOJIS)}
"""Emojis of topics by their ids: some of those that Telegram offers."""


def has_topics(bot: Bot, chat: Chat) -> bool:
    """Tell whether there can be topics: in a forum, and in private chats with a bot whose owner wants that."""
    return chat.forum if chat.is_group else bot.has_topics


def add_topic(world: World, bot: Bot, chat: Chat, *, by: Json, name: str, color: int, icon: str = "") -> int:
    """Make a topic; its id is that of the service message that says so."""
    thread = world.messages.next_id(bot.id, chat.id)
    chat.topics[str(thread)] = {
        "name": name,
        "icon_color": color,
        "icon_custom_emoji_id": icon,
        "closed": False,
        "deleted": False,
    }
    world.chats.save(chat)
    made: Json = {"name": name, "icon_color": color} | ({"icon_custom_emoji_id": icon} if icon else {})
    tell_topic(world, bot, chat, thread, by=by, service={"forum_topic_created": made}, message_id=thread)
    return thread


def tell_topic(
    world: World, bot: Bot, chat: Chat, thread: int, *, by: Json, service: Json, message_id: int | None = None
) -> None:
    """Bots are told of what happens to topics, of what they did themselves as well."""
    body: Json = {
        "message_id": message_id or world.messages.next_id(bot.id, chat.id),
        "from": by,
        "chat": world.chat_json(chat),
        "date": world.now(),
        **in_thread(thread),
        **service,
    }
    message = world.messages.add(bot.id, chat.id, body, world.clock())
    if chat.bot_status in {"member", "administrator"}:
        world.tell_message(bot, message)


def delete_topic(world: World, chat: Chat, thread: int) -> None:
    """Delete a topic with all that is in it. Bots are not told."""
    chat.topics[str(thread)]["deleted"] = True
    world.chats.save(chat)
    world.messages.delete_thread(chat.bot_id, chat.id, thread)
