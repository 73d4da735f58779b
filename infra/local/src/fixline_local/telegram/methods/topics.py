"""createForumTopic and what becomes of topics, also in private chats. Each is one call of the chat's budget."""

from typing import Any, Final

from aiogram.methods import (
    CloseForumTopic,
    CreateForumTopic,
    DeleteForumTopic,
    EditForumTopic,
    GetForumTopicIconStickers,
    ReopenForumTopic,
)

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.forum import ICONS, add_topic, delete_topic, has_topics, tell_topic
from fixline_local.telegram.store.chats import Chat
from fixline_local.telegram.store.database import Json

MAX_NAME: Final = 128
COLORS: Final = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
MANAGE: Final = "can_manage_topics"


def create_forum_topic(call: Call, method: CreateForumTopic) -> Json:
    chat = _forum(call, method.chat_id)
    if chat.is_group and not chat.bot_may(MANAGE):
        raise bad_request("not enough rights to create a topic")
    color = COLORS[0] if method.icon_color is None else method.icon_color
    if color not in COLORS:
        raise bad_request("invalid topic icon color specified")
    name, icon = _name(method.name), _icon(method.icon_custom_emoji_id)
    call.world.budgets.spend(call.bot.id, chat.id)
    thread = add_topic(call.world, call.bot, chat, by=call.bot.as_user(), name=name, color=color, icon=icon)
    made: Json = {"message_thread_id": thread, "name": name, "icon_color": color}
    return made | ({"icon_custom_emoji_id": icon} if icon else {})


def edit_forum_topic(call: Call, method: EditForumTopic) -> bool:
    chat, topic = _managed(call, method)
    wanted = dict(topic)
    if method.name:
        wanted["name"] = _name(method.name)
    if method.icon_custom_emoji_id is not None:
        wanted["icon_custom_emoji_id"] = _icon(method.icon_custom_emoji_id)
    if wanted == topic:
        raise bad_request("TOPIC_NOT_MODIFIED")
    changed = {name: wanted[name] for name in ("name", "icon_custom_emoji_id") if wanted[name] != topic[name]}
    return _changed(call, chat, method.message_thread_id, wanted, {"forum_topic_edited": changed})


def close_forum_topic(call: Call, method: CloseForumTopic) -> bool:
    chat, topic = _closable(call, method)
    if topic["closed"]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    return _changed(
        call, chat, method.message_thread_id, topic | {"closed": True}, {"forum_topic_closed": {}}
    )


def reopen_forum_topic(call: Call, method: ReopenForumTopic) -> bool:
    chat, topic = _closable(call, method)
    if not topic["closed"]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    return _changed(
        call, chat, method.message_thread_id, topic | {"closed": False}, {"forum_topic_reopened": {}}
    )


def delete_forum_topic(call: Call, method: DeleteForumTopic) -> bool:
    chat = _forum(call, method.chat_id)
    if chat.is_group and not chat.bot_may("can_delete_messages"):
        raise bad_request("not enough rights to delete a topic")
    if chat.topic(method.message_thread_id) is None:
        raise bad_request("TOPIC_ID_INVALID")
    call.world.budgets.spend(call.bot.id, chat.id)
    delete_topic(call.world, chat, method.message_thread_id)
    return True


def get_forum_topic_icon_stickers(_call: Call, _: GetForumTopicIconStickers) -> list[Json]:
    return [
        {
            "file_id": f"icon-{icon}",
            "file_unique_id": f"icon-{icon}",
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
            "set_name": "Topics",
            "custom_emoji_id": icon,
        }
        for icon, emoji in ICONS.items()
    ]


def _forum(call: Call, chat_id: int | str) -> Chat:
    chat = call.writable_chat(chat_id)
    if not has_topics(call.bot, chat):
        raise bad_request("the chat is not a forum")
    return chat


def _closable(call: Call, method: Any) -> tuple[Chat, Json]:
    """Only topics of supergroups are closed."""
    if not call.writable_chat(method.chat_id).is_group:
        raise bad_request("the chat is not a supergroup")
    return _managed(call, method)


def _managed(call: Call, method: Any) -> tuple[Chat, Json]:
    chat = _forum(call, method.chat_id)
    topic = chat.topic(method.message_thread_id)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    if chat.is_group and not chat.bot_may(MANAGE):
        raise bad_request("not enough rights to edit the topic")
    return chat, topic


def _changed(call: Call, chat: Chat, thread: int, topic: Json, service: Json) -> bool:
    call.world.budgets.spend(call.bot.id, chat.id)
    chat.topics[str(thread)] = topic
    call.world.chats.save(chat)
    tell_topic(call.world, call.bot, chat, thread, by=call.bot.as_user(), service=service)
    return True


def _name(name: str) -> str:
    if not name.strip():
        raise bad_request("TOPIC_TITLE_EMPTY")
    # Telegram cuts it; whoever sends more has not looked.
    if len(name) > MAX_NAME:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    return name


def _icon(icon: str | None) -> str:
    if icon and icon not in ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return icon or ""
