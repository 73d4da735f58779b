"""sendMessage, the file senders, albums, chat actions."""

import re
import secrets
from typing import Any, Final

from aiogram.enums import ChatAction as ActionName
from aiogram.methods import SendChatAction, SendMediaGroup, SendMessage

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.media.attachments import reused, stored_upload
from fixline_local.telegram.methods.posting import caption_of, destination, post, text_of
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.world import ACTION_SECONDS, ChatAction

ALBUM: Final = range(2, 11)
_ACTIONS: Final = frozenset(action.value for action in ActionName)
_FACTS: Final = ("width", "height", "duration", "length")
_CAPITAL: Final = re.compile("[A-Z]")


def send_message(call: Call, method: SendMessage) -> Json:
    text = text_of(call, method)
    posted = post(call, destination(call, method), text.as_fields())
    return call.world.messages.shown(posted[0])


def send_file(call: Call, method: Any) -> Json:
    """Any method with one file: the field is named like the kind (sendVideoNote: video_note)."""
    kind = _CAPITAL.sub(r"_\g<0>", method.__api_method__.removeprefix("send")).lower().removeprefix("_")
    caption = {} if kind == "video_note" else caption_of(call, method)
    place = destination(call, method)
    content = file_content(call, kind, getattr(method, kind), method) | caption
    return call.world.messages.shown(post(call, place, content)[0])


def file_content(call: Call, kind: str, source: str, holder: Any) -> Json:
    """Return the message's fields for an upload ("attach://part") or a file_id."""
    if not source.startswith("attach://"):
        if not source:
            raise bad_request(f"there is no {kind} in the request")
        content = reused(call.world, call.bot, kind, source)
    else:
        upload = call.files.get(source.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {kind} in the request")
        facts = {name: value for name in _FACTS if isinstance(value := getattr(holder, name, None), int)}
        content = stored_upload(call.world, call.bot, kind, upload, facts)
    if getattr(holder, "has_spoiler", None):
        content["has_media_spoiler"] = True
    return content


def send_media_group(call: Call, method: SendMediaGroup) -> list[Json]:
    kinds = [item.type for item in method.media]
    if len(kinds) not in ALBUM:
        raise bad_request(
            f"there must be from {ALBUM.start} to {ALBUM.stop - 1} items in the media group, not {len(kinds)}"
        )
    for alone in ("document", "audio"):
        if alone in kinds and set(kinds) != {alone}:
            raise bad_request(f"{alone} can't be mixed with other media types")
    unknown = set(kinds) - {"photo", "video", "document", "audio"}
    if unknown:
        raise bad_request(f"media of type {min(unknown)} can't be sent in an album")
    place = destination(call, method)
    group = {"media_group_id": str(secrets.randbelow(9 * 10**16) + 10**16)}
    contents = [
        file_content(call, item.type, str(item.media), item) | caption_of(call, item) | group
        for item in method.media
    ]
    return [call.world.messages.shown(message) for message in post(call, place, *contents)]


def send_chat_action(call: Call, method: SendChatAction) -> bool:
    if method.action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.writable_chat(method.chat_id)
    world = call.world
    world.chats.save(chat)
    until = world.clock() + ACTION_SECONDS
    world.actions[call.bot.id, chat.id] = ChatAction(method.action, until, chat.revision)
    return True
