"""What a handler returns instead of sending it: the seam between the dialogs, which decide, and the delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery, TelegramMethod

from bot_service.domain.deliveries.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyForOne:
    """What one person sees in a group: it may not arrive, and is not tried again.

    It takes its share of the group's budget. A tap is answered by `then`, or by `otherwise` where it was not made.
    """

    call: TelegramMethod[Any]
    chat_id: int
    then: AnswerCallbackQuery | None = None
    otherwise: AnswerCallbackQuery | None = None


ImmediateAnswer = AnswerCallbackQuery | AnswerInlineQuery | OnlyForOne
Replies = Sequence[OutgoingCall | ImmediateAnswer]
"""Answers to taps and inline queries go out at once, all else is kept until it has gone out."""


def sorted_out(replies: Replies) -> tuple[list[ImmediateAnswer], list[OutgoingCall]]:
    """Return what goes out at once and what is kept until it has gone out."""
    immediate = [reply for reply in replies if isinstance(reply, ImmediateAnswer)]
    return immediate, [reply for reply in replies if not isinstance(reply, ImmediateAnswer)]
