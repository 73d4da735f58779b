"""Buttons on tickets."""

from enum import StrEnum
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot_service.adapters.inbound.telegram.drawing.buttons.bounds import MOST, TicketNumber
from bot_service.application.views.tickets import TicketView

MOST_STARS: Final = 5
MOST_FILES: Final = 10_000
RESOLUTION: Final = "~"
"""Begins a `resolution_mark`, and no etag."""
TAKEN: Final = "t"


class TicketAction(StrEnum):
    OPEN = "o"
    TAKE = "t"
    RESOLVE = "r"
    CONFIRM = "c"
    REOPEN = "n"
    REOPEN_NOW = "N"
    RATE = "s"
    WRITE = "w"
    PHOTOS = "p"
    SHOW_ALL = "a"
    MORE = "m"
    LESS = "b"
    RELEASE = "l"
    RESUME = "u"
    ASSIGN = "g"
    ASK_REPORTER = "q"
    WAIT_FOR_VENDOR = "v"
    RESOLVE_SO = "R"
    REJECT = "j"
    CANCEL = "x"
    PRIORITY = "i"
    UNFOLLOW = "f"
    GO_ON = "y"
    RATE_SO = "S"
    NOTE = "e"
    HISTORY = "h"
    MERGE = "z"
    LINK = "k"
    TAGS = "T"
    JOINING_LINK = "J"


class TicketButton(CallbackData, prefix="t"):
    """Something to do with a ticket.

    `etag` is the ticket's when the button was drawn, where the decision depends on what was shown; else empty. Of
    CONFIRM it is `resolution_mark`, which a rating or a comment does not change.
    """

    action: TicketAction
    number: TicketNumber
    etag: str = ""
    stars: Annotated[int, Field(ge=0, le=MOST_STARS)] = 0


def resolution_mark(ticket: TicketView) -> str:
    """Return what tells apart the times that the ticket was resolved."""
    return f"{RESOLUTION}{ticket.reopen_count}"


class WorkAction(StrEnum):
    PEOPLE = "p"
    ASSIGN_TO = "g"
    WITHOUT_WORDS = "w"
    PRIORITY = "i"
    REASON = "y"
    MERGE = "z"
    LEAVE = "q"
    LINK = "k"
    LINK_TO = "K"
    UNLINK = "d"
    LINKS = "l"
    OLD_FILES = "o"
    TAG = "t"
    UNTAG = "T"


class WorkButton(CallbackData, prefix="w"):
    """A choice in the middle of some work on a ticket.

    `value` is a page of the people to choose from, from 0, a person's number, what is done without a word (a
    `TicketAction`), a priority, a priority and the number of a reason, the number of the ticket to merge into, a kind
    of link (LINK), that and the number of the other ticket (LINK_TO), a link's id (UNLINK), a page of links, from 0
    (LINKS), how many files of an older system were shown before (OLD_FILES), or what tells a tag from others, which for
    TAG may be empty: one that is typed.
    """

    action: WorkAction
    number: TicketNumber
    value: str = ""


class CorrectionAction(StrEnum):
    MENU = "m"
    WHAT = "1"
    WHERE = "2"
    URGENCY = "3"
    SET_URGENCY = "u"
    STOP = "q"
    WITHDRAW = "x"
    KEEP = "k"
    WITHDRAW_NOW = "X"
    INSIDE = "i"
    HERE = "h"
    POSITION = "p"
    AS_SHARED = "s"


class CorrectionButton(CallbackData, prefix="e"):
    """Something that a reporter does to a request of theirs that is not done.

    `value` is an urgency, of WITHDRAW_NOW `TAKEN` where they were told that somebody works on it, of INSIDE a place's
    code and a page of what is in it (empty: the question again), or of HERE its code.
    """

    action: CorrectionAction
    number: TicketNumber
    value: str = ""


class TranscriptButton(CallbackData, prefix="h"):
    """A page, from 0, of everything that was said on a ticket."""

    number: TicketNumber
    page: Annotated[int, Field(ge=0, le=MOST)]


class HistoryButton(CallbackData, prefix="H"):
    """A page, from 0 with the newest, of what happened to a ticket."""

    number: TicketNumber
    page: Annotated[int, Field(ge=0, le=MOST)]


class FilesButton(CallbackData, prefix="f"):
    """The attachments of a ticket after the first `start`."""

    number: TicketNumber
    start: Annotated[int, Field(ge=0, le=MOST_FILES)]
