"""/report: a month as a document and a workbook, and whether it comes by itself."""

from datetime import date, tzinfo
from typing import Final

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import ReportAction, ReportButton
from bot_service.adapters.inbound.telegram.drawing.office.monthly_report import month_name, report_messages
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
    with_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.queries.office.reports.read_month import read_hours, read_month
from bot_service.domain.office.reports.month import MONTHS, Month, month_in
from bot_service.domain.people.person import ADMINS

LEAST_LETTERS: Final = 3
"""Of a month's name."""
OFFERED: Final = 6
IN_A_ROW: Final = 2


def create_router() -> Router:
    router = Router(name="monthly")
    register_command(router, "report", report, roles=ADMINS)
    router.callback_query.register(of_month, ReportButton.filter(F.action == ReportAction.MONTH))
    router.callback_query.register(
        switched, ReportButton.filter(F.action.in_({ReportAction.ON, ReportAction.OFF}))
    )
    return router


async def report(_message: Message, command: CommandObject, turn: Turn, office: Office) -> Replies:
    """Send the month that was written after the command; without one, ask which."""
    if not command.args:
        return [turn.sends(await _asked(turn, office))]
    hours = await read_hours(office, zone=turn.desk.zone, acting=turn.person.name)
    present = _present(turn, hours.tzinfo)
    month = named_month(command.args, present, turn.texts)
    if month is None:
        return [turn.says("report-no-month")]
    if month > present:
        return [turn.says("report-not-yet")]
    return await _drawn(month, hours.zone, turn, office)


async def _asked(turn: Turn, office: Office) -> Screen:
    texts = turn.texts
    hours = await read_hours(office, zone=turn.desk.zone, acting=turn.person.name)
    wanted = await office.report_readers.wants(turn.person.telegram_id)
    months = [_present(turn, hours.tzinfo)]
    while len(months) < OFFERED:
        months.append(months[-1].before)
    # First the one that is over: it is asked for most.
    offered = [_month_button(each, texts) for each in (*months[1:], months[0])]
    return Screen(
        text=texts("report-ask", state=texts("report-is-on" if wanted else "report-is-off")),
        keyboard=keyboard(*in_rows(offered, IN_A_ROW), [_switch(texts, wanted=wanted)]),
    )


async def of_month(
    callback: CallbackQuery, callback_data: ReportButton, turn: Turn, office: Office
) -> Replies:
    month = month_in(callback_data.month)
    hours = await read_hours(office, zone=turn.desk.zone, acting=turn.person.name)
    if month is None or month > _present(turn, hours.tzinfo):
        return [answer(callback, turn.texts.plain("report-not-yet"), alert=True)]
    return [answer(callback), *await _drawn(month, hours.zone, turn, office)]


async def switched(
    callback: CallbackQuery, callback_data: ReportButton, turn: Turn, office: Office
) -> Replies:
    wanted = callback_data.action is ReportAction.ON
    await office.report_readers.set_wanted(turn.person.telegram_id, wanted=wanted)
    texts = turn.texts
    said = answer(
        callback, texts.plain("report-switched-on" if wanted else "report-switched-off"), alert=True
    )
    if isinstance(callback.message, Message) and callback.message.text:
        return [said, (await _asked(turn, office)).after_tap(callback)]
    return [said, *with_buttons(callback, keyboard([_switch(texts, wanted=wanted)]))]


async def _drawn(month: Month, zone: str, turn: Turn, office: Office) -> Replies:
    figures = await read_month(office, month, zone=zone, acting=turn.person.name)
    if figures.is_empty:
        return [turn.says("report-nothing", month=month_name(month, turn.texts))]
    return await report_messages(figures, turn.person.telegram_id, office.report_printer, turn.texts, None)


def named_month(words: str, present: Month, texts: Texts) -> Month | None:
    """Read `2026-10`, `10.2026`, `October 2026`, or `October` for the latest one; None for anything else."""
    if (written := month_in(words)) is not None:
        return written
    name, _, year = words.strip().casefold().partition(" ")
    if len(name) < LEAST_LETTERS:
        return None
    for number in range(1, MONTHS + 1):
        if texts.plain(f"month-{number}").casefold().startswith(name):
            if year:
                return month_in(f"{year.strip()}-{number}")
            latest = Month(present.year, number)
            return latest if latest <= present else Month(present.year - 1, number)
    return None


def _present(turn: Turn, zone: tzinfo) -> Month:
    today: date = turn.desk.now().astimezone(zone).date()
    return Month.of(today)


def _month_button(month: Month, texts: Texts) -> InlineKeyboardButton:
    return button(month_name(month, texts), ReportButton(action=ReportAction.MONTH, month=str(month)).pack())


def _switch(texts: Texts, *, wanted: bool) -> InlineKeyboardButton:
    action = ReportAction.OFF if wanted else ReportAction.ON
    return button(texts.plain(f"button-report-{action.name.lower()}"), ReportButton(action=action).pack())
