"""Buttons of quick replies."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot_service.adapters.inbound.telegram.drawing.buttons.bounds import MOST, UpdateNumber


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
