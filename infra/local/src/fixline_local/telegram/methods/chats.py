"""getMe, getChat, getChatMember."""

from aiogram.methods import GetChat, GetChatMember, GetMe

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.store.database import Json


def get_me(call: Call, _: GetMe) -> Json:
    return call.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
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
        return {"status": "member", "user": call.bot.as_user()}
    person = call.world.people.get(method.user_id)
    if person is None or (not chat.is_group and person.id != chat.id):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"status": "member" if person.id in chat.members else "left", "user": person.as_user()}
