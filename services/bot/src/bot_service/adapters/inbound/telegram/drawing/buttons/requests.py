"""Buttons of a request that is not sent yet."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot_service.adapters.inbound.telegram.drawing.buttons.bounds import UpdateNumber


class DraftAction(StrEnum):
    START = "n"
    ADD = "a"
    LATER = "l"
    WORDLESS = "w"
    PLACE = "p"
    POSITION = "i"
    NO_PLACE = "k"
    INSIDE = "t"
    HERE = "h"
    AS_TYPED = "y"
    MOVE = "m"
    ANEW = "r"
    JOIN = "j"
    GO_ON = "g"
    FOR_WHOM = "o"
    PERSON = "P"
    OWN = "O"
    NEWCOMER = "N"
    URGENCY = "u"
    EDIT_WHAT = "1"
    EDIT_WHERE = "2"
    EDIT_URGENCY = "3"
    FILES = "f"
    DETACH = "-"
    BACK = "b"
    SEND = "s"
    CANCEL = "x"


class DraftButton(CallbackData, prefix="d"):
    """A step of the draft that update `draft` opened.

    `value` is a place's index, a priority, a ticket's number (ADD, JOIN), a user's (PERSON), a file's `mark`, the step
    that is cancelled, or what was shown; a place's code (HERE, MOVE, ANEW); or a code and a page of what is inside
    (INSIDE, `HQ.0`): without a code the top, and an empty value the question that led there.
    """

    action: DraftAction
    draft: UpdateNumber
    value: str = ""
