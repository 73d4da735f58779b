"""What a handler returns instead of sending it: the seam between the dialogs, which decide, and the delivery."""

from collections.abc import Sequence

from aiogram.methods import AnswerCallbackQuery

from bot_service.domain.outgoing import OutgoingCall

Replies = Sequence[OutgoingCall | AnswerCallbackQuery]
"""Answers to taps go out at once, all else is kept until it has gone out."""


def sorted_out(replies: Replies) -> tuple[list[AnswerCallbackQuery], list[OutgoingCall]]:
    """Return what goes out at once and what is kept until it has gone out."""
    immediate = [reply for reply in replies if isinstance(reply, AnswerCallbackQuery)]
    return immediate, [reply for reply in replies if not isinstance(reply, AnswerCallbackQuery)]
