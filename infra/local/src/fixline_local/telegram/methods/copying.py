"""forwardMessage and copyMessage."""

from typing import Final

from aiogram.methods import CopyMessage, ForwardMessage

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.methods.posting import Destination, caption_of, destination, post
from fixline_local.telegram.methods.threads import thread_for
from fixline_local.telegram.store.database import Json

_CONTENT: Final = (
    *("text", "entities", "photo", "document", "video", "voice", "audio", "has_media_spoiler"),
    *("sticker", "location", "venue", "video_note", "animation"),
)
_CAPTION: Final = ("caption", "caption_entities")


def forward_message(call: Call, method: ForwardMessage) -> Json:
    body = _source(call, method.from_chat_id, method.message_id, "forward")
    chat = call.writable_chat(method.chat_id)
    origin = {"type": "user", "sender_user": body["from"], "date": body["date"]}
    content: Json = {key: body[key] for key in (*_CONTENT, *_CAPTION) if key in body}
    content |= {"forward_origin": body.get("forward_origin", origin)}
    thread = thread_for(call, chat, method.message_thread_id, None)
    posted = post(call, Destination(chat, None, None, keyboard_shown=False, thread=thread), content)
    return call.world.messages.shown(posted[0])


def copy_message(call: Call, method: CopyMessage) -> Json:
    body = _source(call, method.from_chat_id, method.message_id, "copy")
    place = destination(call, method)
    content: Json = {key: body[key] for key in _CONTENT if key in body}
    if "text" not in body:
        content |= (
            {key: body[key] for key in _CAPTION if key in body}
            if method.caption is None
            else caption_of(call, method)
        )
    return {"message_id": post(call, place, content)[0].id}


def _source(call: Call, chat_id: int | str, message_id: int, verb: str) -> Json:
    chat = call.chat(chat_id)
    found = call.world.messages.find(call.bot.id, chat.id, message_id)
    if found is None:
        raise bad_request(f"message to {verb} not found")
    if not any(key in found.body for key in _CONTENT):
        raise bad_request(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return found.body
