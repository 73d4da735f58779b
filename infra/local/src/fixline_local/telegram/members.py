"""Who is what in a group: the bot with its rights, and people."""

from collections.abc import Sequence
from typing import Final

from fixline_local.telegram.people import Person
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.chats import ADMINISTRATOR, Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.world import World

RIGHTS: Final = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
)
STAFF_GROUP_RIGHTS: Final = (
    "can_manage_chat",
    "can_pin_messages",
    "can_manage_topics",
    "can_delete_messages",
)
"""What a bot is given that looks after topics."""


def bot_member(bot: Bot, chat: Chat) -> Json:
    user = bot.as_user()
    if chat.bot_status == ADMINISTRATOR:
        return _administrator(user, chat.rights) | {"can_be_edited": False}
    until = {"until_date": 0} if chat.bot_status == "kicked" else {}
    return {"status": chat.bot_status, "user": user, **until}


def person_member(person: Person, chat: Chat) -> Json:
    user = person.as_user()
    if person.id not in chat.members:
        return {"status": "left", "user": user}
    if person.id in chat.admins:
        return {"status": "creator", "user": user, "is_anonymous": False}
    return {"status": "member", "user": user}


def set_bot_member(
    world: World, bot: Bot, chat: Chat, *, by: Json, status: str, rights: Sequence[str]
) -> None:
    """Make the bot something else in a group, and tell it so."""
    before = bot_member(bot, chat)
    chat.bot_status, chat.rights = status, [right for right in RIGHTS if right in rights]
    world.chats.save(chat)
    payload = {
        "chat": world.chat_json(chat),
        "from": by,
        "date": world.now(),
        "old_chat_member": before,
        "new_chat_member": bot_member(bot, chat),
    }
    world.tell_bot(bot, "my_chat_member", chat.id, payload)


def _administrator(user: Json, rights: Sequence[str]) -> Json:
    return {
        "status": ADMINISTRATOR,
        "user": user,
        "is_anonymous": False,
        **{right: right in rights for right in RIGHTS},
    }
