"""What the buttons carry. Never rename a field's meaning: buttons live in chats for years."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class TicketAction(StrEnum):
    OPEN = "o"
    TAKE = "t"
    RESOLVE = "r"
    CONFIRM = "c"
    RATE = "s"
    WRITE = "w"
    PHOTOS = "p"


class TicketButton(CallbackData, prefix="t"):
    """Something to do with a ticket.

    `etag` is the ticket's when the button was drawn, where the decision depends on what was shown; else empty.
    """

    action: TicketAction
    number: int
    etag: str = ""
    stars: int = 0


class DraftAction(StrEnum):
    START = "n"
    LATER = "l"
    PLACE = "p"
    NO_PLACE = "k"
    URGENCY = "u"
    EDIT_WHAT = "1"
    EDIT_WHERE = "2"
    EDIT_URGENCY = "3"
    SEND = "s"
    CANCEL = "x"


class DraftButton(CallbackData, prefix="d"):
    """A step of the draft that update `draft` opened; `value` is a place's index, a priority, or what was shown."""

    action: DraftAction
    draft: int
    value: str = ""


class CommentAction(StrEnum):
    SEND = "s"
    DROP = "x"
    STOP_TYPING = "q"


class CommentButton(CallbackData, prefix="c"):
    """Something to do with the comment that was written in update `draft`."""

    action: CommentAction
    draft: int
