"""Buttons on lists, on the queue and on what was found."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot_service.adapters.inbound.telegram.drawing.buttons.bounds import PlaceCode, UpdateNumber


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
