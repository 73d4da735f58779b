"""Changing what was sent: texts, captions, keyboards, deletion, pins, reactions."""

from collections.abc import Sequence
from typing import Any, Final

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    PinChatMessage,
    SetMessageReaction,
    UnpinAllChatMessages,
    UnpinChatMessage,
)

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.in_thread import in_thread
from fixline_local.telegram.limits.keyboards import checked_inline
from fixline_local.telegram.methods.posting import caption_of, text_of
from fixline_local.telegram.store.chats import Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.messages import StoredMessage

DELETABLE_SECONDS: Final = 48 * 3600
MOST_DELETED: Final = 100
MAX_REACTIONS: Final = 1
SERVICE: Final = frozenset(
    {
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)
_MEDIA: Final = ("photo", "video", "document", "voice", "audio", "animation")
_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(call: Call, method: EditMessageText) -> Json:
    chat, message = _editable(call, method)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    fields = text_of(call, method, too_long="MESSAGE_TOO_LONG").as_fields()
    return _replaced(call, chat, message, method, fields, ("text", "entities"))


def edit_message_caption(call: Call, method: EditMessageCaption) -> Json:
    chat, message = _editable(call, method)
    if not any(kind in message.body for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    fields = caption_of(call, method)
    return _replaced(call, chat, message, method, fields, ("caption", "caption_entities"))


def edit_message_reply_markup(call: Call, method: EditMessageReplyMarkup) -> Json:
    chat, message = _editable(call, method)
    return _replaced(call, chat, message, method, {}, (), visible=False)


def _editable(call: Call, method: Any) -> tuple[Chat, StoredMessage]:
    if method.inline_message_id is not None:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.writable_chat(method.chat_id)
    message = call.world.messages.find(call.bot.id, chat.id, method.message_id or 0)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or SERVICE & message.body.keys():
        raise bad_request("message can't be edited")
    return chat, message


def _replaced(
    call: Call,
    chat: Chat,
    message: StoredMessage,
    method: Any,
    fields: Json,
    names: tuple[str, ...],
    *,
    visible: bool = True,
) -> Json:
    """Put new fields and the new keyboard (none given: none) into the message."""
    markup = checked_inline(method.reply_markup, private=not chat.is_group)
    if markup is not None and "media_group_id" in message.body:
        raise bad_request("message can't be edited")
    if markup is not None:
        # Whether it forces a reply was said when it was sent: an edit does not change it.
        forced = message.body.get("reply_markup", {}).get("force_reply", False)
        kept = {"force_reply": True} if forced else {}
        fields = fields | {"reply_markup": {"inline_keyboard": markup["inline_keyboard"], **kept}}
    names = (*names, "reply_markup")
    if {name: message.body[name] for name in names if name in message.body} == fields:
        raise bad_request(_NOT_MODIFIED)
    call.world.budgets.spend(call.bot.id, chat.id)
    message.body = {key: value for key, value in message.body.items() if key not in names} | fields
    if visible:
        message.body["edit_date"] = call.world.now()
    call.world.messages.save(message)
    return call.world.messages.shown(message)


def delete_message(call: Call, method: DeleteMessage) -> bool:
    chat = call.chat(method.chat_id)
    message = call.world.messages.find(call.bot.id, chat.id, method.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    _delete(call, chat, [message])
    return True


def delete_messages(call: Call, method: DeleteMessages) -> bool:
    """Pass over those that are not there; one that may not be deleted any more keeps all."""
    chat = call.chat(method.chat_id)
    if not method.message_ids:
        raise bad_request("message identifiers are not specified")
    if len(method.message_ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    found = [call.world.messages.find(call.bot.id, chat.id, each) for each in method.message_ids]
    _delete(call, chat, [each for each in found if each is not None])
    return True


def _delete(call: Call, chat: Chat, messages: Sequence[StoredMessage]) -> None:
    if any(call.world.clock() - each.sent_at > DELETABLE_SECONDS for each in messages):
        raise bad_request("message can't be deleted for everyone")
    for message in messages:
        message.deleted = True
        call.world.messages.save(message)
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
            call.world.chats.save(chat)


def pin_chat_message(call: Call, method: PinChatMessage) -> bool:
    world = call.world
    chat = call.writable_chat(method.chat_id)
    if chat.is_group and not chat.bot_may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    message = world.messages.find(call.bot.id, chat.id, method.message_id)
    if message is None:
        raise bad_request("message to pin not found")
    if chat.is_group:
        world.budgets.spend(call.bot.id, chat.id)
    if method.message_id in chat.pinned:
        return True
    chat.pinned.append(method.message_id)
    world.chats.save(chat)
    body: Json = {
        "message_id": world.messages.next_id(call.bot.id, chat.id),
        "from": call.bot.as_user(),
        "chat": world.chat_json(chat),
        "date": world.now(),
        **in_thread(message.body.get("message_thread_id")),
        "pinned_message": world.messages.shown(message),
    }
    pinned = world.messages.add(call.bot.id, chat.id, body, world.clock())
    # Of service messages about pins and topics bots are told although they are their own, in every kind of chat.
    world.tell_message(call.bot, pinned)
    return True


def unpin_chat_message(call: Call, method: UnpinChatMessage) -> bool:
    chat = call.writable_chat(method.chat_id)
    wanted = method.message_id or (chat.pinned[-1] if chat.pinned else None)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    call.world.chats.save(chat)
    return True


def unpin_all_chat_messages(call: Call, method: UnpinAllChatMessages) -> bool:
    chat = call.writable_chat(method.chat_id)
    chat.pinned.clear()
    call.world.chats.save(chat)
    return True


def set_message_reaction(call: Call, method: SetMessageReaction) -> bool:
    chat = call.writable_chat(method.chat_id)
    message = call.world.messages.find(call.bot.id, chat.id, method.message_id)
    if message is None:
        raise bad_request("message to react not found")
    reactions = [reaction.model_dump(mode="json", exclude_none=True) for reaction in method.reaction or ()]
    if len(reactions) > MAX_REACTIONS:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction["type"] != "emoji" for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    message.body["_reactions"] = [reaction["emoji"] for reaction in reactions]
    call.world.messages.save(message)
    return True
