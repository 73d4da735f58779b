"""getMe, getChat, getChatMember, getChatAdministrators."""

from aiogram.methods import GetChat, GetChatAdministrators, GetChatMember, GetMe, LeaveChat

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.members import bot_member, person_member, set_bot_member
from fixline_local.telegram.store.chats import ADMINISTRATOR
from fixline_local.telegram.store.database import Json


def get_me(call: Call, _: GetMe) -> Json:
    return call.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": call.bot.has_topics,
        "allows_users_to_create_topics": call.bot.has_topics and call.bot.people_make_topics,
    }


def get_chat(call: Call, method: GetChat) -> Json:
    chat = call.chat(method.chat_id)
    shown = call.world.chat_json(chat) | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned:
        message = call.world.messages.find(call.bot.id, chat.id, chat.pinned[-1])
        if message is not None:
            shown["pinned_message"] = call.world.messages.shown(message)
    return shown


def get_chat_member(call: Call, method: GetChatMember) -> Json:
    chat = call.chat(method.chat_id)
    if method.user_id == call.bot.id:
        return bot_member(call.bot, chat)
    person = call.world.people.get(method.user_id)
    if person is None or (not chat.is_group and person.id != chat.id):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return person_member(person, chat)


def get_chat_administrators(call: Call, method: GetChatAdministrators) -> list[Json]:
    chat = call.chat(method.chat_id)
    if not chat.is_group:
        raise bad_request("there are no administrators in the private chat")
    people = [person for person in map(call.world.people.get, chat.admins) if person is not None]
    shown = [person_member(person, chat) for person in people]
    return [*shown, bot_member(call.bot, chat)] if chat.bot_status == ADMINISTRATOR else shown


def leave_chat(call: Call, method: LeaveChat) -> bool:
    chat = call.writable_chat(method.chat_id)
    if not chat.is_group:
        raise bad_request("can't leave a private chat")
    set_bot_member(call.world, call.bot, chat, by=call.bot.as_user(), status="left", rights=[])
    return True
