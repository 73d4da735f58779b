"""Buttons on what is said on a ticket."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot_service.adapters.inbound.telegram.drawing.buttons.bounds import TicketNumber, UpdateNumber


class SaidAction(StrEnum):
    EDIT = "e"
    TAKE_BACK = "k"
    TAKE_BACK_NOW = "K"
    KEEP = "q"


class SaidButton(CallbackData, prefix="s"):
    """Something to do with the comment or note of that number, which is on the ticket."""

    action: SaidAction
    number: TicketNumber
    comment: TicketNumber


class CommentAction(StrEnum):
    SEND = "s"
    DROP = "x"
    ADD = "a"
    REOPEN = "r"
    DROP_OWN = "X"
    STOP_TYPING = "q"
    NOTE = "n"
    TO_REPORTER = "t"


class CommentButton(CallbackData, prefix="c"):
    """Something to do with the comment that was written in update `draft`."""

    action: CommentAction
    draft: UpdateNumber
