"""What every way of sending shares: the target, the reply, the keyboard, the budget, the stored message."""

from dataclasses import dataclass
from typing import Any

from aiogram.types import InlineKeyboardMarkup, ReplyParameters

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.in_thread import in_thread
from fixline_local.telegram.limits.keyboards import ReplyMarkup, checked_markup
from fixline_local.telegram.methods.ephemeral import ephemeral_to, receiver_of
from fixline_local.telegram.methods.threads import thread_for
from fixline_local.telegram.store.chats import Chat
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.messages import StoredMessage
from fixline_local.telegram.text.formatted import (
    MAX_CAPTION,
    MAX_ENTITY_BYTES,
    MAX_TEXT,
    FormattedText,
    format_text,
)


@dataclass(frozen=True, slots=True)
class Destination:
    """A checked place for a message, before anything was stored."""

    chat: Chat
    reply_to: int | None
    markup: Json | None
    keyboard_shown: bool
    thread: int | None = None
    """The topic; None in General, and where there are none."""
    receiver: int | None = None
    """The only person who sees it: an ephemeral message."""


def destination(call: Call, method: Any) -> Destination:
    """Check chat, reply and keyboard of a send method."""
    chat = call.writable_chat(method.chat_id)
    markup: ReplyMarkup | None = getattr(method, "reply_markup", None)
    checked = checked_markup(markup, private=not chat.is_group)
    inline = isinstance(markup, InlineKeyboardMarkup)
    reply_to = _reply_to(call, chat, method)
    return Destination(
        chat,
        reply_to,
        checked,
        keyboard_shown=checked is not None and not inline,
        thread=thread_for(call, chat, getattr(method, "message_thread_id", None), reply_to),
        receiver=receiver_of(call, chat, method),
    )


def _reply_to(call: Call, chat: Chat, method: Any) -> int | None:
    parameters: ReplyParameters | None = getattr(method, "reply_parameters", None)
    if parameters is not None:
        message_id, lenient = parameters.message_id, parameters.allow_sending_without_reply is True
        if parameters.chat_id not in {None, chat.id}:
            raise bad_request("message to be replied not found")
    else:
        # The parameters of Bot API before 7.0, which Telegram still takes.
        message_id = getattr(method, "reply_to_message_id", None)
        lenient = getattr(method, "allow_sending_without_reply", None) is True
    if not message_id:
        return None
    if call.world.messages.find(call.bot.id, chat.id, message_id) is None:
        if lenient:
            return None
        raise bad_request("message to be replied not found")
    return int(message_id)


def post(call: Call, place: Destination, *contents: Json) -> list[StoredMessage]:
    """Spend the budget and store one message per content (an album has several)."""
    world, chat = call.world, place.chat
    world.budgets.spend(call.bot.id, chat.id)
    posted = []
    for content in contents:
        body: Json = {
            "message_id": world.messages.next_id(call.bot.id, chat.id),
            "from": call.bot.as_user(),
            "chat": world.chat_json(chat),
            "date": world.now(),
            **in_thread(place.thread),
            **content,
        }
        if place.receiver is not None:
            body |= ephemeral_to(call, place.receiver, chat)
        if place.reply_to is not None:
            body["_reply_to"] = place.reply_to
        if place.markup is not None and not place.keyboard_shown:
            body["reply_markup"] = place.markup
        posted.append(world.messages.add(call.bot.id, chat.id, body, world.clock()))
    if place.keyboard_shown and place.markup is not None:
        chat.keyboard = None if place.markup.get("remove_keyboard") else place.markup
        world.chats.save(chat)
    world.actions.pop((call.bot.id, chat.id), None)
    return posted


def text_of(call: Call, method: Any, *, too_long: str = "message is too long") -> FormattedText:
    """Render a message's text and check its 1-4096 UTF-16 units."""
    if not (method.text or "").strip():
        raise bad_request("message text is empty")
    rendered = format_text(
        method.text,
        person_of_id=call.world.people.get,
        parse_mode=method.parse_mode,
        entities=None if method.parse_mode else plain_entities(method.entities),
    )
    if not rendered.text:
        raise bad_request("message text is empty")
    if rendered.length > MAX_TEXT:
        raise bad_request(too_long)
    if rendered.entity_bytes > MAX_ENTITY_BYTES:
        raise bad_request("ENTITIES_TOO_LONG")
    return rendered


def caption_of(call: Call, holder: Any) -> Json:
    """Render a caption of at most 1024 units; `holder` is a method or an item of an album."""
    parse_mode = holder.parse_mode if isinstance(holder.parse_mode, str) else None
    rendered = format_text(
        holder.caption or "",
        person_of_id=call.world.people.get,
        parse_mode=parse_mode,
        entities=None if parse_mode else plain_entities(holder.caption_entities),
    )
    if rendered.length > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return rendered.as_fields("caption")


def plain_entities(entities: Any) -> list[Json] | None:
    return entities and [entity.model_dump(mode="json", exclude_none=True) for entity in entities]
