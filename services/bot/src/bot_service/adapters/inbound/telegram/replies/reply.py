"""What a handler returns: the seam between the dialogs, which decide, and the delivery, which sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.methods import TelegramMethod

from bot_service.domain.outgoing import MessageRole


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A Bot API call about a ticket. A handler returns it instead of sending it.

    The message is linked to `ticket` with `role`; to edit a message by its id and leave its link as it is, return the
    bare method. With `edits_card` the method is an `EditMessageText` without a message id: it redraws the
    chat's live card of `ticket`, wherever that is, or sends it as a new message where there is none.
    """

    method: TelegramMethod[Any]
    ticket: int | None = None
    role: MessageRole = MessageRole.OTHER
    edits_card: bool = False


Replies = Sequence[Reply | TelegramMethod[Any]]
