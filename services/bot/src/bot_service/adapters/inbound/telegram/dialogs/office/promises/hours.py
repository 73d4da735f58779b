"""/hours: when people work, on which days not, and by which zone's clock."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.office.promises.screens import (
    USUAL,
    WORKDAYS,
    day_screen,
    days_off_screen,
    hours_screen,
    no_hours_screen,
    zone_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.settings.settings import ZONES, zone_called
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import HoursAction, HoursButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import InvalidFieldsError, RefusedError
from bot_service.application.office import Office
from bot_service.application.ports.office.sla import WORKING_HOURS, SlaCalendarView
from bot_service.application.queries.office.reports.read_month import read_hours
from bot_service.domain.office.office_hours import Interval, joined, read_days, read_times
from bot_service.domain.people.person import ADMINS

Change = Callable[[SlaCalendarView], SlaCalendarView]


def create_router() -> Router:
    router = Router(name="hours")
    register_command(router, "hours", hours, roles=ADMINS)
    for action, handler in (
        (HoursAction.SHOW, shown),
        (HoursAction.CREATE, created),
        (HoursAction.DAYS_OFF, ask_days_off),
        (HoursAction.WORK_AGAIN, works_again),
        (HoursAction.ZONE, ask_zone),
    ):
        router.callback_query.register(handler, HoursButton.filter(F.action == action))
    days = F.day.in_(range(7))
    router.callback_query.register(ask_day, HoursButton.filter((F.action == HoursAction.DAY) & days))
    router.callback_query.register(
        day_chosen,
        HoursButton.filter((F.action == HoursAction.SET_DAY) & days & F.value.in_(USUAL)),
    )
    router.callback_query.register(
        zone_chosen, HoursButton.filter((F.action == HoursAction.SET_ZONE) & F.day.in_(range(len(ZONES))))
    )
    for question, answered in (
        (OfficeQuestion.WORKDAY, day_written),
        (OfficeQuestion.DAYS_OFF, days_off_written),
        (OfficeQuestion.OFFICE_ZONE, zone_written),
    ):
        router.message.register(answered, AnswersOffice(question))
    return router


async def hours(_message: Message, turn: Turn, office: Office) -> Replies:
    return [turn.sends(await drawn(turn, office))]


async def shown(callback: CallbackQuery, turn: Turn, office: Office) -> Replies:
    turn.leave_office_at(callback)
    return [answer(callback), (await drawn(turn, office)).after_tap(callback)]


async def created(callback: CallbackQuery, turn: Turn, office: Office) -> Replies:
    """Begin with what most offices have; whoever was quicker made the same."""
    user = await turn.desk.people.get(turn.person.name)
    calendar = SlaCalendarView(
        id=WORKING_HOURS,
        title=turn.texts.plain("hours-name"),
        zone=turn.desk.zone_of(user),
        weekly=tuple(Interval(day, 9 * 60, 18 * 60) for day in range(WORKDAYS)),
    )
    try:
        await office.sla.create_calendar(
            calendar, acting=turn.person.name, request_id=turn.key.request_id("calendar")
        )
    except RefusedError:
        return [answer(callback), (await drawn(turn, office)).after_tap(callback)]
    screen = await drawn(turn, office, turn.texts("hours-created"))
    return [answer(callback), screen.after_tap(callback)]


async def ask_day(callback: CallbackQuery, callback_data: HoursButton, turn: Turn) -> Replies:
    screen = day_screen(callback_data.day, turn.texts)
    return ask_in_office(OfficeQuestion.WORKDAY, screen, callback, turn, subject=str(callback_data.day))


async def ask_days_off(callback: CallbackQuery, turn: Turn, office: Office) -> Replies:
    calendar = await working_hours(turn, office)
    if calendar is None:
        return await shown(callback, turn, office)
    screen = days_off_screen(calendar, turn.desk.now().date(), turn.texts)
    return ask_in_office(OfficeQuestion.DAYS_OFF, screen, callback, turn)


async def ask_zone(callback: CallbackQuery, turn: Turn) -> Replies:
    return ask_in_office(OfficeQuestion.OFFICE_ZONE, zone_screen(turn.texts), callback, turn)


async def day_chosen(
    callback: CallbackQuery, callback_data: HoursButton, turn: Turn, office: Office
) -> Replies:
    intervals = [Interval(callback_data.day, *times) for times in USUAL[callback_data.value]]
    return await _tapped(callback, with_day(callback_data.day, intervals), turn, office)


async def day_written(message: Message, turn: Turn, office: Office) -> Replies:
    weekday = int(task_of(turn.conversation).subject)
    intervals = read_times(message.text or "", weekday)
    if intervals is None:
        return [turn.says("hours-no-times")]
    return await _said(with_day(weekday, intervals), turn, office)


async def zone_chosen(
    callback: CallbackQuery, callback_data: HoursButton, turn: Turn, office: Office
) -> Replies:
    zone = list(ZONES)[callback_data.day]
    return await _tapped(callback, lambda calendar: replace(calendar, zone=zone), turn, office)


async def zone_written(message: Message, turn: Turn, office: Office) -> Replies:
    zone = zone_called(message.text or "")
    if zone is None:
        return [turn.says("hours-zone-unknown")]
    return await _said(lambda calendar: replace(calendar, zone=zone), turn, office)


async def days_off_written(message: Message, turn: Turn, office: Office) -> Replies:
    days = read_days(message.text or "")
    if days is None:
        return [turn.says("hours-no-days")]
    return await _said(
        lambda calendar: replace(calendar, holidays=tuple(sorted({*calendar.holidays, *days}))), turn, office
    )


async def works_again(
    callback: CallbackQuery, callback_data: HoursButton, turn: Turn, office: Office
) -> Replies:
    day = callback_data.value
    return await _tapped(
        callback,
        lambda calendar: replace(
            calendar, holidays=tuple(each for each in calendar.holidays if each.isoformat() != day)
        ),
        turn,
        office,
    )


def with_day(weekday: int, intervals: Sequence[Interval]) -> Change:
    def change(calendar: SlaCalendarView) -> SlaCalendarView:
        others = [each for each in calendar.weekly if each.weekday != weekday]
        # What a night shift leaves for the morning after comes to the hours of that day.
        return replace(calendar, weekly=tuple(joined([*others, *intervals])))

    return change


async def _tapped(callback: CallbackQuery, change: Change, turn: Turn, office: Office) -> Replies:
    if not await _changed(change, turn, office):
        return [answer(callback, turn.texts.plain("hours-refused"), alert=True)]
    screen = await drawn(turn, office, turn.texts("hours-changed"))
    return [answer(callback), screen.after_tap(callback)]


async def _said(change: Change, turn: Turn, office: Office) -> Replies:
    if not await _changed(change, turn, office):
        return [turn.says("hours-refused")]
    return [turn.sends(await drawn(turn, office, turn.texts("hours-changed")))]


async def _changed(change: Change, turn: Turn, office: Office) -> bool:
    """Change the working hours; tell whether they can be so."""
    calendar = await working_hours(turn, office)
    wanted = calendar and change(calendar)
    # What is so already is not said again: maybe a try of this update did it, and the etag is another one by now.
    if wanted is not None and wanted != calendar:
        try:
            await office.sla.set_calendar(
                wanted, acting=turn.person.name, request_id=turn.key.request_id("hours")
            )
        except InvalidFieldsError:
            return False
    turn.conversation.leave_office()
    return True


async def working_hours(turn: Turn, office: Office) -> SlaCalendarView | None:
    """Return the desk's working hours: the first calendar that was made for it; None where there is none."""
    return (await read_hours(office, zone=turn.desk.zone, acting=turn.person.name)).calendar


async def drawn(turn: Turn, office: Office, note: Html | None = None) -> Screen:
    calendar = await working_hours(turn, office)
    if calendar is None:
        return no_hours_screen(turn.texts)
    return hours_screen(calendar, turn.desk.now().date(), turn.texts, note)
