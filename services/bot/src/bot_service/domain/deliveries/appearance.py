"""What a message looks like, so that nothing is drawn that is there already."""

import hashlib
import json
from dataclasses import replace
from typing import Final

from bot_service.domain.deliveries.outgoing import OutgoingCall

DRAWN: Final = frozenset({"text", "parse_mode", "entities", "link_preview_options", "reply_markup"})
"""Of a message's arguments, those that are seen in it, and that an edit of its text knows too."""
LEAVES_AS_IT_IS: Final = ("send", "copy", "forward", "setMessageReaction")
DRAWS_ALL: Final = frozenset({"sendMessage", "editMessageText"})


def appearance_of(call: OutgoingCall) -> str | None:
    """Return a digest of what the message shows once `call` was accepted; None where `call` does not say it all."""
    if call.method not in DRAWS_ALL:
        return None
    drawn = {name: value for name, value in call.arguments.items() if name in DRAWN and value is not None}
    return hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()


def changed_message(call: OutgoingCall) -> int | None:
    """Return the id of the message that `call` may change or delete; None for calls that make a new one."""
    message_id = call.arguments.get("message_id")
    if call.method.startswith(LEAVES_AS_IT_IS) or not isinstance(message_id, int):
        return None
    return message_id


def shows_something(call: OutgoingCall) -> bool:
    """Tell whether somebody sees something in the chat that they would miss; nobody misses buttons taken off."""
    return call.method.startswith(("send", "copy", "forward", "editMessageText"))


def said_anew(call: OutgoingCall) -> OutgoingCall | None:
    """Return what sends the message that `call` would have made of another one; None where it only takes away."""
    if call.method != "editMessageText":
        return None
    drawn = {name: value for name, value in call.arguments.items() if name in DRAWN}
    return replace(call, method="sendMessage", arguments=drawn)
