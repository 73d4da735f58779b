"""Messages in groups that one person sees: sent with `ephemeral_message_parameters`, edited by methods of their own."""

from typing import Any, Final

from aiogram.methods import (
    DeleteEphemeralMessage,
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
)
from aiogram.types import EphemeralMessageParameters

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.limits.keyboards import checked_inline
from fixline_local.telegram.methods.answering import TOO_OLD
from fixline_local.telegram.store.callbacks import ANSWERABLE_SECONDS
from fixline_local.telegram.store.chats import Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.messages import StoredMessage
from fixline_local.telegram.text.formatted import format_text

MAX_EDITED: Final = 1024
"""UTF-16 units: longer edits fail (telegram-bot-api#881)."""


def receiver_of(call: Call, chat: Chat, method: Any) -> int | None:
    """Return who alone gets to see what a method sends; None where all do."""
    parameters: EphemeralMessageParameters | None = getattr(method, "ephemeral_message_parameters", None)
    if parameters is None:
        return None
    if not chat.is_group or chat.basic:
        raise bad_request("ephemeral messages can be sent only to supergroups")
    if parameters.receiver_user_id not in chat.members:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if parameters.callback_query_id is not None:
        _check_query(call, chat, parameters)
    return parameters.receiver_user_id


def _check_query(call: Call, chat: Chat, parameters: EphemeralMessageParameters) -> None:
    try:
        callback = call.world.callbacks.get(parameters.callback_query_id or "")
    except LookupError as error:
        raise bad_request(TOO_OLD) from error
    expired = call.world.clock() - callback.asked_at > ANSWERABLE_SECONDS
    asked = (callback.bot_id, callback.chat_id, callback.person_id)
    if expired or asked != (call.bot.id, chat.id, parameters.receiver_user_id):
        raise bad_request(TOO_OLD)


def ephemeral_to(call: Call, receiver: int, chat: Chat) -> Json:
    """Return what makes a message one that only `receiver` sees; its number is its own."""
    person = call.world.people.get(receiver)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    number = call.world.messages.next_ephemeral_id(call.bot.id, chat.id)
    return {
        "message_id": call.world.messages.kept_as(number),
        "receiver_user": person.as_user(),
        "ephemeral_message_id": number,
        "_after": call.world.messages.last_id(call.bot.id, chat.id),
    }


def edit_ephemeral_message_text(call: Call, method: EditEphemeralMessageText) -> bool:
    chat, message = _found(call, method)
    rendered = format_text(
        method.text or "",
        person_of_id=call.world.people.get,
        parse_mode=method.parse_mode if isinstance(method.parse_mode, str) else None,
    )
    if not rendered.text:
        raise bad_request("message text is empty")
    if rendered.length > MAX_EDITED:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edited(call, chat, message, method, rendered.as_fields())


def edit_ephemeral_message_reply_markup(call: Call, method: EditEphemeralMessageReplyMarkup) -> bool:
    chat, message = _found(call, method)
    return _edited(call, chat, message, method, {})


def delete_ephemeral_message(call: Call, method: DeleteEphemeralMessage) -> bool:
    _, message = _found(call, method)
    message.deleted = True
    call.world.messages.save(message)
    return True


def _found(call: Call, method: Any) -> tuple[Chat, StoredMessage]:
    chat = call.writable_chat(method.chat_id)
    number = call.world.messages.kept_as(method.ephemeral_message_id)
    message = call.world.messages.find(call.bot.id, chat.id, number)
    if message is None or message.body["receiver_user"]["id"] != method.receiver_user_id:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, message


def _edited(call: Call, chat: Chat, message: StoredMessage, method: Any, fields: Json) -> bool:
    markup = checked_inline(method.reply_markup, private=False)
    fields = fields | ({} if markup is None else {"reply_markup": markup})
    call.world.budgets.spend(call.bot.id, chat.id)
    dropped = {"reply_markup"} | ({"text", "entities"} if "text" in fields else set())
    message.body = {name: value for name, value in message.body.items() if name not in dropped} | fields
    call.world.messages.save(message)
    return True
