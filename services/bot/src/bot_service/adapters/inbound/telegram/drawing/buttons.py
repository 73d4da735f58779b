"""What the buttons carry. Never rename a field's meaning: buttons live in chats for years.

Anybody can send any callback data: a number out of its range makes no button, and is answered like one of long ago.
"""

from enum import StrEnum
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot_service.application.views import TicketView

MOST: Final = 2**63 - 1
MOST_STARS: Final = 5
MOST_FILES: Final = 10_000
RESOLUTION: Final = "~"
"""Begins a `resolution_mark`, and no etag."""
TicketNumber = Annotated[int, Field(ge=1, le=MOST)]
PlaceCode = Annotated[str, Field(pattern=r"^[A-Z0-9-]{0,20}$")]
UpdateNumber = Annotated[int, Field(ge=0, le=MOST)]


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
    TAG = "t"
    UNTAG = "T"


class WorkButton(CallbackData, prefix="w"):
    """A choice in the middle of some work on a ticket.

    `value` is a page of the people to choose from, from 0, a person's number, what is done without a word (a
    `TicketAction`), a priority, a priority and the number of a reason, the number of the ticket to merge into, a kind
    of link (LINK), that and the number of the other ticket (LINK_TO), a link's id (UNLINK), or what tells a tag from
    others, which for TAG may be empty: one that is typed.
    """

    action: WorkAction
    number: TicketNumber
    value: str = ""


TAKEN: Final = "t"


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


class CorrectionButton(CallbackData, prefix="e"):
    """Something that a reporter does to a request of theirs that is not done.

    `value` is an urgency, or of WITHDRAW_NOW `TAKEN` where they were told that somebody works on it.
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


class ListButton(CallbackData, prefix="l"):
    """A page of a list, from 0; `which` list is a letter."""

    which: str
    page: int


class QueueButton(CallbackData, prefix="q"):
    """A page, from 0, of the queue; `which` is a letter, `place` the code of what it is narrowed down to, or empty."""

    which: str
    page: int
    place: PlaceCode = ""


class QueuePlaceButton(CallbackData, prefix="qp"):
    """A page, from 0, of the places in the one with that code, to narrow the queue down to."""

    which: str
    page: int
    place: PlaceCode = ""


class TaggedQueueButton(CallbackData, prefix="qt"):
    """Like `QueueButton`, of tickets that have a tag; `tag` tells it from others, and is empty to choose one."""

    which: str
    page: int
    place: PlaceCode = ""
    tag: Annotated[str, Field(pattern=r"^([0-9a-f]{12})?$")] = ""


class BulkAction(StrEnum):
    OPEN = "o"
    PAGE = "p"
    TOGGLE = "t"
    ALL = "a"
    NONE = "n"
    TAKE = "k"
    PEOPLE = "w"
    ASSIGN_TO = "g"
    PRIORITIES = "i"
    PRIORITY = "I"
    REASON = "y"
    RESOLVE = "r"
    WITHOUT_WORDS = "W"
    BACK = "b"
    RUN = "X"
    STOP = "s"
    HAND_OVER = "h"
    RELEASE = "l"
    LEAVE = "q"


class BulkButton(CallbackData, prefix="b"):
    """A step of what is done to several tickets, which update `since` began; of STOP, the update that confirmed it.

    `value` is the letter and the place of a queue (OPEN, `u.HQ`), a page, a ticket and the page that it is on
    (`12.0`), a person's number (of HAND_OVER, whose work it is), a priority, or the number of a reason.
    """

    action: BulkAction
    since: UpdateNumber
    value: str = ""


class FoundButton(CallbackData, prefix="find"):
    """A page, from 0, of what was found; what was looked for stands in the first line of the message."""

    page: int


def resolution_mark(ticket: TicketView) -> str:
    """Return what tells apart the times that the ticket was resolved."""
    return f"{RESOLUTION}{ticket.reopen_count}"


class SettingsAction(StrEnum):
    LANGUAGE = "l"
    ZONE = "z"
    ANNOUNCEMENTS = "a"
    QUIET = "q"
    URGENT = "u"
    DIGEST = "d"
    AWAY = "w"
    BACK = "b"


class SettingsButton(CallbackData, prefix="g"):
    """A choice of /settings: a language of the catalogue, an IANA time zone, `on` or `off`, or when to hear of others.

    Below an announcement `stop`: that stays where it is. Of `QUIET` two times, `1320-420` in minutes after midnight, of
    `DIGEST` an hour, of `URGENT` whether it is wanted; of `AWAY` the first day and that of the return,
    `2026-12-24.2027-01-07`; `-` for none of it. Of these, the empty value asks.
    """

    action: SettingsAction
    value: str = ""


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


class QuickReplyAction(StrEnum):
    USE = "u"
    PAGE = "p"
    LIST = "l"
    OPEN = "o"
    ADD_OWN = "a"
    ADD_DESKS = "A"
    CHANGE = "c"
    DELETE = "d"
    DELETE_NOW = "D"


class QuickReplyButton(CallbackData, prefix="Q"):
    """Something with the quick reply `id`, or a page of them from 0; `number` is the ticket that it is used on."""

    action: QuickReplyAction
    id: UpdateNumber = 0
    number: Annotated[int, Field(ge=0, le=MOST)] = 0
