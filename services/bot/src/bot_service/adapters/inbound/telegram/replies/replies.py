"""What a handler returns instead of sending it: the seam between the dialogs, which decide, and the delivery."""

from collections.abc import Sequence

from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery

from bot_service.domain.outgoing import OutgoingCall

ImmediateAnswer = AnswerCallbackQuery | AnswerInlineQuery
Replies = Sequence[OutgoingCall | ImmediateAnswer]
"""Answers to taps and inline queries go out at once, all else is kept until it has gone out."""


def sorted_out(replies: Replies) -> tuple[list[ImmediateAnswer], list[OutgoingCall]]:
    """Return what goes out at once and what is kept until it has gone out."""
    immediate = [reply for reply in replies if isinstance(reply, ImmediateAnswer)]
    return immediate, [reply for reply in replies if not isinstance(reply, ImmediateAnswer)]
