"""Buttons of the dialogs for those who look after the desk."""

from enum import StrEnum
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot_service.adapters.inbound.telegram.drawing.buttons.bounds import UpdateNumber

MOST_PARTS: Final = 10_000
MOST_AUDIT_PAGES: Final = 100


class StaffAction(StrEnum):
    LIST = "l"
    OPEN = "o"
    ROLES = "r"
    SET_ROLE = "R"
    SWITCH_OFF = "d"
    SWITCH_OFF_NOW = "D"
    SWITCH_ON = "a"
    AWAY = "w"
    INVITE = "i"
    INVITE_AS = "I"
    INVITATIONS = "p"
    WITHDRAW = "x"


class StaffButton(CallbackData, prefix="S"):
    """Something of /staff; `number` is that of a user, an invite or a page from 0, `value` a role.

    Of `AWAY` it is two days or `-`, as in a `SettingsButton`.
    """

    action: StaffAction
    number: UpdateNumber = 0
    value: str = ""


class LocationAction(StrEnum):
    OPEN = "o"
    ADD = "a"
    ADD_KIND = "k"
    RENAME = "r"
    ARCHIVE = "x"
    ARCHIVE_NOW = "X"
    RESTORE = "y"
    IMPORT = "i"
    IMPORT_NOW = "I"
    EXPORT = "e"
    SHEETS = "q"
    PRINT = "p"
    PRINT_ONE = "P"
    STOP = "s"
    POSITION = "g"


class LocationButton(CallbackData, prefix="L"):
    """Something of /locations; `code` is a place's, empty for the top of the tree; `page` counts from 0.

    `value` is a kind of place, a layout of sheets, or the update that asked for the file.
    """

    action: LocationAction
    code: str = ""
    page: UpdateNumber = 0
    value: str = ""


class SlaAction(StrEnum):
    LIST = "l"
    RESPONSE = "f"
    RESOLUTION = "r"
    CALENDAR = "c"


class SlaButton(CallbackData, prefix="A"):
    """Something of /sla; `priority` is an urgency, `minutes` the time that was chosen, 0 to be asked for one."""

    action: SlaAction
    priority: str = ""
    minutes: Annotated[int, Field(ge=0, le=527_040)] = 0


class HoursAction(StrEnum):
    SHOW = "s"
    CREATE = "c"
    DAY = "d"
    SET_DAY = "D"
    DAYS_OFF = "o"
    WORK_AGAIN = "w"
    ZONE = "z"
    SET_ZONE = "Z"


class HoursButton(CallbackData, prefix="O"):
    """Something of /hours; `day` is one of the week, 0 is Monday, or the number of a zone; `value` times or a date."""

    action: HoursAction
    day: Annotated[int, Field(ge=0, le=99)] = 0
    value: str = ""


class BroadcastAction(StrEnum):
    LEAVE = "l"
    AUDIENCE = "a"
    OTHERS = "o"
    URGENT = "u"
    SEND = "s"
    STOP = "x"
    DROP = "d"


class BroadcastButton(CallbackData, prefix="B"):
    """Something of /broadcast; `number` is an announcement's, or the update that asked (LEAVE).

    `value` is an audience, or whether it is to be urgent: empty, where it is not.
    """

    action: BroadcastAction
    number: UpdateNumber = 0
    value: str = ""


class AuditAction(StrEnum):
    SHOW = "s"
    EXPORT = "e"


class AuditButton(CallbackData, prefix="V"):
    """Who did what: to a `kind` of things (empty: any), in the last `days` (0: ever), a `page` of it from 0.

    `actor` is a person's number, `ticket` a request's; 0 is any.
    """

    action: AuditAction = AuditAction.SHOW
    kind: str = ""
    days: Annotated[int, Field(ge=0, le=366)] = 0
    page: Annotated[int, Field(ge=0, lt=MOST_AUDIT_PAGES)] = 0
    actor: UpdateNumber = 0
    ticket: UpdateNumber = 0


class RetentionAction(StrEnum):
    SHOW = "s"
    PREVIEW = "p"
    OTHER = "o"
    SET = "d"


class RetentionButton(CallbackData, prefix="R"):
    """For how many `days` the desk keeps what people said; 0 is for good."""

    action: RetentionAction
    days: Annotated[int, Field(ge=0, le=3_650)] = 0


class GroupAction(StrEnum):
    LINK = "l"


class GroupButton(CallbackData, prefix="k"):
    """Something to do with the group that it is in."""

    action: GroupAction


class SetupAction(StrEnum):
    AGAIN = "a"
    GROUP = "g"
    STAFF = "s"
    PLACES = "p"
    HOURS = "h"
    TEST = "t"
    BACKUP = "b"


class SetupButton(CallbackData, prefix="U"):
    """A step of /setup that is to be opened, or all of them to be looked at again."""

    action: SetupAction


class StatsButton(CallbackData, prefix="Y"):
    """How the desk did in the last `days`, in the place with a code or, where that is empty, everywhere."""

    days: Annotated[int, Field(ge=1, le=366)]
    place: str = ""


class ExportButton(CallbackData, prefix="X"):
    """The tickets created in the last `days`, or 0 for all; `part` is 0, but for an earlier release."""

    days: Annotated[int, Field(ge=0, le=366)]
    part: Annotated[int, Field(ge=0, le=MOST_PARTS)]
    since: Annotated[int, Field(ge=0, le=2**40)]


class StopExportButton(CallbackData, prefix="XS"):
    """Ends the export of that number."""

    number: Annotated[int, Field(ge=1, le=2**63 - 1)]


class ReportAction(StrEnum):
    MONTH = "m"
    ON = "y"
    OFF = "n"


class ReportButton(CallbackData, prefix="M"):
    """The report of a month, `2026-10`; or whether it comes by itself."""

    action: ReportAction
    month: str = ""
