"""What the bot wants said in Telegram: decided now, kept durably, carried out by the senders."""

import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Any, Final

SENT_BY: Final = "sent_by"
"""In place of `message_id` in a call's arguments: `{"cause", "n"}` of the call that sent it (decision 36).

Whoever decides an edit does not always know the message's id: the sender fills it in, and makes no call where there
is none.
"""

IN_TOPIC: Final = "in_topic"
"""In place of `message_thread_id` in a call's arguments: `{"name", "icon"}`, as the topic of its ticket is to look.

The sender fills in the topic's id; where the ticket has none in that chat, it makes one first.
"""
THREAD: Final = "message_thread_id"
"""The topic that a call goes to, in its arguments."""
ICON: Final = "icon"
"""In place of `icon_custom_emoji_id` in the arguments of a call about a topic: an emoji."""

ENCLOSED: Final = "enclosed"
"""In place of a file's id in a call's arguments: `{"name", "zlib"}`, the file itself, as `enclosed` writes it.

It is kept with the call until that has gone out, so that it is sent whatever happens meanwhile.
"""
MAX_ENCLOSED: Final = 20 * 1024 * 1024
"""Bytes of one such file; Telegram takes 50 MB of bots, and the sender holds it in memory."""


def enclosed(name: str, content: bytes) -> Mapping[str, Any]:
    """Return what stands for a file in a call's arguments. Raises ValueError for one above `MAX_ENCLOSED`."""
    if len(content) > MAX_ENCLOSED:
        raise ValueError(f"{name} has {len(content)} bytes")
    return {ENCLOSED: {"name": name, "zlib": b64encode(zlib.compress(content)).decode()}}


def opened(value: object) -> tuple[str, bytes] | None:
    """Return the name and the bytes of what `enclosed` wrote; None for anything else."""
    match value:
        case {"enclosed": {"name": str(name), "zlib": str(packed)}}:
            return name, zlib.decompress(b64decode(packed))
        case _:
            return None


def update_cause(bot_id: int, update_id: int) -> str:
    """Return the cause of what answers an update."""
    return f"updates/{bot_id}/{update_id}"


BESIDE: Final = "/beside/"
"""In a cause, between a comment and what else brought the call about: it shows what came along with those words."""


def beside(comment: str, cause: str) -> str:
    return f"{comment}{BESIDE}{cause}"


def comment_of_cause(cause: str) -> str:
    """Return the comment (`tickets/42/comments/7`) beside which a call shows something; empty of all others."""
    comment, mark, _ = cause.partition(BESIDE)
    return comment if mark else ""


def cause_instead(cause: str, delivery: int) -> str:
    """Return the cause of what is made in the place of a delivery: it belongs to the same comment, if to any."""
    comment, instead = comment_of_cause(cause), f"deliveries/{delivery}"
    return beside(comment, instead) if comment else instead


UNSAID: Final = "/unsaid/"
OF_EVENT: Final = re.compile(r"tickets/(\d+)/events/")


def ticket_of_cause(cause: str) -> int | None:
    """Return the ticket whose event (`tickets/42/events/7`) brought a call about; None where it answers somebody."""
    found = OF_EVENT.match(cause)
    return None if found is None else int(found[1])


def unsaid_cause(cause: str, chat_id: int) -> str:
    """Return the cause of what excuses that nothing of `cause` could be shown in a chat; one excuse is enough."""
    return f"{cause}{UNSAID}{chat_id}"


def is_excuse(cause: str) -> bool:
    return UNSAID in cause


class Urgency(IntEnum):
    """The order in which waiting calls go out; lower first."""

    ANSWER = 0
    NOTIFICATION = 1
    BROADCAST = 2


class MessageRole(StrEnum):
    """What a message is to the ticket that it is about."""

    CARD = "card"
    """The live card: one per chat and ticket, edited in place."""
    NOTICE = "notice"
    """Asks for somebody's attention; a reply to it is a comment."""
    REPLIES = "replies"
    """What people wrote to a ticket that nobody has taken: one per chat and ticket, which grows while they write."""
    OTHER = "other"


LIVE: Final = frozenset({MessageRole.CARD, MessageRole.REPLIES})
"""Those of which a chat has one per ticket: it is edited in place, and a new one takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingCall:
    """One Bot API call.

    With `edits_card` the call is an `editMessageText` of the chat's live message of `ticket` in that `role`: the sender
    fills in the message's id, and sends a new one with the same text and buttons where the chat has none.
    """

    method: str
    """The Bot API method, such as `sendMessage`."""
    chat_id: int
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """The method's other arguments as JSON values, without `chat_id`."""
    urgency: Urgency = Urgency.ANSWER
    ticket: int | None = None
    """The ticket that the message is about; a reply to the message finds it."""
    role: MessageRole = MessageRole.OTHER
    edits_card: bool = False
    is_urgent: bool = False
    """Comes in quiet hours and beside a digest, too, for whoever wants that."""
    is_digested: bool = False
    """Is told of in a digest instead, to whoever wants one."""
    waits_for_quiet: bool = False
    """Where others of the conversation wait before it: takes their place, and is made once the chat has been quiet."""
    comment: str = ""
    """The comment (`tickets/42/comments/7`) along with which it came: taken back with it, it is taken away."""
    otherwise: "tuple[OutgoingCall, ...]" = ()
    """Made in its place, to the same chat, where Telegram refuses it for good (decision 34)."""

    @property
    def is_private(self) -> bool:
        """Whether it goes to one person's chat with the bot."""
        return self.chat_id > 0

    def with_arguments(self, more: Mapping[str, Any]) -> "OutgoingCall":
        return replace(self, arguments={**self.arguments, **more})

    def without_arguments(self, *names: str) -> "OutgoingCall":
        kept = {name: value for name, value in self.arguments.items() if name not in names}
        return replace(self, arguments=kept)
