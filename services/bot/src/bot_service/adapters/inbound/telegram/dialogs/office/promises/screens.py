"""What /hours shows: the week, the days off and the zone; and what is asked about each."""

from datetime import date
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.dialogs.settings.settings import ZONES
from bot_service.adapters.inbound.telegram.drawing.buttons.office import HoursAction, HoursButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.office.sla import SlaCalendarView
from bot_service.domain.office.office_hours import DAY, written_times

USUAL: Final = {
    "": (),
    "8-17": ((480, 1_020),),
    "9-18": ((540, 1_080),),
    "10-19": ((600, 1_140),),
    "0-24": ((0, DAY),),
}
"""Times of a day that are a tap away; none is a day off."""
WEEK: Final = range(7)
WORKDAYS: Final = 5
"""From Monday on."""
SHOWN_DAYS: Final = 12
IN_A_ROW: Final = 3


def no_hours_screen(texts: Texts) -> Screen:
    return Screen(
        text=texts("hours-none"), keyboard=keyboard([_to("button-hours-create", HoursAction.CREATE, texts)])
    )


def hours_screen(calendar: SlaCalendarView, today: date, texts: Texts, note: Html | None = None) -> Screen:
    lines = [*([] if note is None else [note, Html("")]), texts("hours-title", zone=calendar.zone), Html("")]
    for day in WEEK:
        times = written_times([each for each in calendar.weekly if each.weekday == day])
        name = texts(f"weekday-{day}")
        lines.append(texts("hours-line", day=name, times=times) if times else texts("hours-closed", day=name))
    coming = [day for day in calendar.holidays if day >= today]
    lines += [Html(""), texts("hours-days-off", count=len(coming))]
    if coming:
        lines.append(Html(" · ".join(texts.day(day) for day in coming[:SHOWN_DAYS])))
    days = [
        button(texts.plain(f"weekday-{day}"), HoursButton(action=HoursAction.DAY, day=day).pack())
        for day in WEEK
    ]
    more = [
        _to("button-hours-days-off", HoursAction.DAYS_OFF, texts),
        _to("button-hours-zone", HoursAction.ZONE, texts),
    ]
    return Screen(text=Html("\n".join(lines)), keyboard=keyboard(days[:WORKDAYS], days[WORKDAYS:], more))


def day_screen(day: int, texts: Texts) -> Screen:
    def choice(value: str) -> InlineKeyboardButton:
        label = texts.plain(f"times-{value or 'none'}")
        return button(label, HoursButton(action=HoursAction.SET_DAY, day=day, value=value).pack())

    values = list(USUAL)
    return Screen(
        text=texts("hours-ask-day", day=texts(f"weekday-{day}")),
        keyboard=keyboard(
            [choice(each) for each in values[1:4]], [choice("0-24"), choice("")], [_back(texts)]
        ),
    )


def days_off_screen(calendar: SlaCalendarView, today: date, texts: Texts) -> Screen:
    """Ask for more days off; those to come can be worked again."""
    coming = [day for day in calendar.holidays if day >= today][:SHOWN_DAYS]
    working = [
        button(
            f"✖️ {texts.day(day)}",
            HoursButton(action=HoursAction.WORK_AGAIN, value=day.isoformat()).pack(),
        )
        for day in coming
    ]
    rows = in_rows(working, IN_A_ROW)
    return Screen(text=texts("hours-ask-days-off"), keyboard=keyboard(*rows, [_back(texts)]))


def zone_screen(texts: Texts) -> Screen:
    zones = [
        button(texts.plain(key), HoursButton(action=HoursAction.SET_ZONE, day=number).pack())
        for number, key in enumerate(ZONES.values())
    ]
    rows = in_rows(zones, IN_A_ROW)
    return Screen(text=texts("hours-ask-zone"), keyboard=keyboard(*rows, [_back(texts)]))


def _to(key: str, action: HoursAction, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain(key), HoursButton(action=action).pack())


def _back(texts: Texts) -> InlineKeyboardButton:
    return _to("button-back", HoursAction.SHOW, texts)
