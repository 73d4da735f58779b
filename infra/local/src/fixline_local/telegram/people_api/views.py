"""What a person sees: messages with revisions, the state of a chat, the list of chats."""

from fixline_local.telegram.forum import ICONS, has_topics
from fixline_local.telegram.people import Person
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.callbacks import Callback
from fixline_local.telegram.store.chats import Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.messages import StoredMessage
from fixline_local.telegram.world import World


def message_view(world: World, message: StoredMessage) -> Json:
    return {
        "revision": message.revision,
        "deleted": message.deleted,
        "reactions": message.body.get("_reactions", []),
        "place": place_of(message),
        # A message that one person sees has no number to the bot, and one on the page.
        "message": {"message_id": message.id}
        if message.deleted
        else world.messages.shown(message) | {"message_id": message.id},
    }


def place_of(message: StoredMessage) -> float:
    """Return what the chat is sorted by: what one person sees stands below what was the newest then."""
    after = message.body.get("_after")
    return message.id if after is None else after + 0.5


def is_seen_by(message: StoredMessage, person: Person) -> bool:
    return message.receiver in {None, person.id}


def answer_view(callback: Callback) -> Json:
    return {
        "callback_query_id": callback.id,
        "message_id": callback.message_id,
        "person_id": callback.person_id,
        "data": callback.data,
        "revision": callback.revision,
        "answer": callback.answer,
    }


def chat_view(world: World, bot: Bot, chat: Chat, person: Person) -> Json:
    action = world.actions.get((bot.id, chat.id))
    typing = action is not None and action.until > world.clock()
    return {
        "id": chat.id,
        "chat": world.chat_json(chat),
        "started": chat.started,
        "blocked": chat.blocked,
        "keyboard": chat.keyboard,
        "pinned": chat.pinned,
        "topics": topics_view(chat) if has_topics(bot, chat) else [],
        "makes_topics": has_topics(bot, chat) and (chat.is_group or bot.people_make_topics),
        "bot_status": chat.bot_status,
        "rights": chat.rights,
        "admins": chat.admins,
        "unread": world.messages.unread(bot.id, chat.id, chat.read_up_to),
        "action": action.name if action is not None and typing else None,
        "action_seconds": round(action.until - world.clock(), 1) if action is not None and typing else 0,
        "commands": world.commands.seen_in(bot.id, chat.id, person.language_code),
        "bot": bot_view(bot, person.language_code),
        "busy": [
            {"message_id": callback.message_id, "data": callback.data, "person_id": callback.person_id}
            for callback in world.callbacks.busy(bot.id, chat.id, world.clock())
        ],
    }


def topics_view(chat: Chat) -> list[Json]:
    """Return the topics that there are, the oldest first; `icon` is an emoji, or empty."""
    return [
        {
            "id": int(thread),
            "name": topic["name"],
            "icon": ICONS.get(topic["icon_custom_emoji_id"], ""),
            "closed": topic["closed"],
        }
        for thread, topic in chat.topics.items()
        if not topic["deleted"]
    ]


def changes_view(world: World, bot: Bot, chat: Chat, person: Person, since: int) -> Json | None:
    """Everything in a chat whose revision is above `since`; None when nothing is."""
    messages = [
        message for message in world.messages.changed(bot.id, chat.id, since) if is_seen_by(message, person)
    ]
    callbacks = world.callbacks.changed(bot.id, chat.id, since)
    if not messages and not callbacks and chat.revision <= since:
        return None
    return {
        "revision": world.database.current("revision"),
        "chat": chat_view(world, bot, chat, person),
        "messages": [message_view(world, message) for message in messages],
        "answers": [answer_view(callback) for callback in callbacks if callback.answer is not None],
    }


def people_view(world: World, bot: Bot | None) -> list[Json]:
    shown = []
    for person in world.people.all():
        entry: Json = {"id": person.id, "user": person.as_user(), "unread": 0, "last": None, "chats": []}
        if bot is not None:
            chat = world.chats.private(bot.id, person.id)
            latest = world.messages.latest(bot.id, chat.id)
            entry["unread"] = world.messages.unread(bot.id, chat.id, chat.read_up_to)
            entry["last"] = message_view(world, latest) if latest else None
            entry["chats"] = [{"id": chat.id, "title": bot.names[""]}] + [
                {"id": group.id, "title": group.title}
                for group in world.chats.of_bot(bot.id)
                if group.is_group and group.migrated_to is None and person.id in group.members
            ]
        shown.append(entry)
    return shown


def groups_view(world: World, bot: Bot) -> list[Json]:
    shown = []
    for group in world.chats.of_bot(bot.id):
        if not group.is_group or group.migrated_to is not None:
            continue
        latest = world.messages.latest(bot.id, group.id)
        shown.append(
            {
                "id": group.id,
                "title": group.title,
                "members": group.members,
                "forum": group.forum,
                "bot_status": group.bot_status,
                "unread": world.messages.unread(bot.id, group.id, group.read_up_to),
                "last": message_view(world, latest) if latest else None,
            }
        )
    return shown


def bot_view(bot: Bot, language: str) -> Json:
    return bot.as_user() | {
        "has_topics": bot.has_topics,
        "first_name": bot.names.get(language) or bot.names[""],
        "description": bot.descriptions.get(language) or bot.descriptions.get("", ""),
    }
