"""Commands: what is one, how a dialog registers one, and which there are.

What is registered here is in the menus by itself.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiogram import F, Router
from aiogram.enums import MessageEntityType
from aiogram.filters import BaseFilter, Command
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.people.person import Role

LISTED: Final = "listed_command"


@dataclass(frozen=True, slots=True)
class ListedCommand:
    """A command of the menus, described by the text `command-{name}`."""

    name: str
    roles: frozenset[Role] = frozenset()
    """In whose menus it is; empty: in everybody's."""


class Marked(BaseFilter):
    """Passes what Telegram marks as a command: `/var/log is full` is none, and neither is one further on in a text."""

    async def __call__(self, message: Message) -> bool:
        return marked_command(message) is not None


def marked_command(message: Message) -> str | None:
    """Return the command, `/new` or `/new@desk_bot`, that the text or caption begins with."""
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities or ():
        if entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0:
            return text[: entity.length]
    return None


def register_command(
    router: Router,
    name: str,
    handler: Callable[..., Awaitable[Replies]],
    *,
    roles: Collection[Role] = (),
    in_captions: bool = False,
) -> None:
    """Have `handler` answer `/name`, in any letter case.

    `roles` are about the menu and are no permissions. `in_captions` is for handlers that keep the
    picture: of all others a picture with the command in its caption is none, so that it is not lost.
    """
    content: Sequence[Any] = () if in_captions else (F.text,)
    router.message.register(
        handler,
        *content,
        Marked(),
        Command(name, ignore_mention=True, ignore_case=True),
        flags={LISTED: ListedCommand(name, frozenset(roles))},
    )


def listed_commands(router: Router) -> Sequence[ListedCommand]:
    """Return the commands of `router` and of all below it, in the order in which they were registered."""
    handlers = (handler for each in router.chain_tail for handler in each.message.handlers)
    return [handler.flags[LISTED] for handler in handlers if LISTED in handler.flags]
