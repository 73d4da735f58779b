"""When somebody hears of what others do: not in their quiet hours, or in one message a day (below /settings)."""

import re
from dataclasses import replace
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.settings import SettingsAction, SettingsButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard, ticked
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.people.users import UserView
from bot_service.domain.notifications.quiet import MINUTES_OF_HOUR, NoticePreferences, QuietHours
from bot_service.domain.office.office_hours import TIMES, clock

NONE: Final = "-"
WANTED: Final = "+"
SPANS: Final = ((21, 7), (22, 7), (22, 8), (23, 8), (20, 6), (18, 9))
"""Hours that are offered."""
HOURS: Final = (7, 8, 9, 12, 17, 18)
IN_A_ROW: Final = 3
MINUTES: Final = re.compile(r"(\d{1,4})-(\d{1,4})")
HOUR: Final = re.compile(r"1?\d|2[0-3]")


def create_router() -> Router:
    router = Router(name="hearing")
    router.callback_query.register(quiet_hours, SettingsButton.filter(F.action == SettingsAction.QUIET))
    router.callback_query.register(urgent_anyway, SettingsButton.filter(F.action == SettingsAction.URGENT))
    router.callback_query.register(digest, SettingsButton.filter(F.action == SettingsAction.DIGEST))
    return router


async def quiet_hours(callback: CallbackQuery, callback_data: SettingsButton, turn: Turn) -> Replies:
    """Ask which, or keep those that were tapped; the question stays, with what is chosen now."""
    chosen = await turn.desk.preferences.get(turn.person.telegram_id)
    if callback_data.value:
        minutes = MINUTES.fullmatch(callback_data.value)
        quiet = None if minutes is None else quiet_hours_of(int(minutes[1]), int(minutes[2]))
        if quiet is None and callback_data.value != NONE:
            return [answer(callback, turn.texts.plain("button-outdated"), alert=True)]
        chosen = replace(chosen, quiet=quiet)
        await keep(chosen, turn)
    return [answer(callback), quiet_screen(chosen, turn).after_tap(callback)]


async def urgent_anyway(callback: CallbackQuery, callback_data: SettingsButton, turn: Turn) -> Replies:
    chosen = await turn.desk.preferences.get(turn.person.telegram_id)
    chosen = replace(chosen, urgent_anyway=callback_data.value == WANTED)
    await keep(chosen, turn)
    return [answer(callback), quiet_screen(chosen, turn).after_tap(callback)]


async def digest(callback: CallbackQuery, callback_data: SettingsButton, turn: Turn) -> Replies:
    """Ask when, or keep the hour that was tapped."""
    chosen = await turn.desk.preferences.get(turn.person.telegram_id)
    if callback_data.value:
        hour = HOUR.fullmatch(callback_data.value)
        if hour is None and callback_data.value != NONE:
            return [answer(callback, turn.texts.plain("button-outdated"), alert=True)]
        chosen = replace(chosen, digest_hour=None if hour is None else int(hour[0]))
        await keep(chosen, turn)
    return [answer(callback), digest_screen(chosen, turn.texts).after_tap(callback)]


async def keep(chosen: NoticePreferences, turn: Turn, user: UserView | None = None) -> UserView:
    """Keep what was chosen, by the clock of the person's zone; return the person."""
    user = user or await turn.desk.people.get(turn.person.name)
    zone = turn.desk.zone_of(user)
    await turn.desk.preferences.save(turn.person.telegram_id, chosen, zone=zone, now=turn.desk.now())
    return user


def quiet_hours_in(text: str) -> QuietHours | None:
    """Read `21:30-6`; None where anything else is written."""
    found = TIMES.fullmatch(text.strip())
    if found is None:
        return None
    begins, ends = (int(found[hour]) * MINUTES_OF_HOUR + int(found[hour + 1] or 0) for hour in (1, 3))
    return quiet_hours_of(begins, ends)


def quiet_hours_of(begins: int, ends: int) -> QuietHours | None:
    try:
        return QuietHours(begins=begins, ends=ends)
    except ValueError:
        return None


def hearing_lines(chosen: NoticePreferences, texts: Texts) -> list[Html]:
    quiet, hour = chosen.quiet, chosen.digest_hour
    return [
        texts("settings-quiet-none")
        if quiet is None
        else texts("settings-quiet", begins=clock(quiet.begins), ends=clock(quiet.ends)),
        texts("settings-digest-none")
        if hour is None
        else texts("settings-digest", hour=clock(hour * MINUTES_OF_HOUR)),
        *([texts("settings-urgent-anyway")] if chosen.urgent_anyway else []),
    ]


def hearing_buttons(texts: Texts) -> list[InlineKeyboardButton]:
    """Return the ways to what is chosen here."""
    return [
        button(texts.plain("button-quiet"), SettingsButton(action=SettingsAction.QUIET).pack()),
        button(texts.plain("button-digest"), SettingsButton(action=SettingsAction.DIGEST).pack()),
    ]


def quiet_screen(chosen: NoticePreferences, turn: Turn) -> Screen:
    texts, quiet = turn.texts, chosen.quiet
    offered = [
        QuietHours(begins=begins * MINUTES_OF_HOUR, ends=ends * MINUTES_OF_HOUR) for begins, ends in SPANS
    ]
    if quiet is not None and quiet not in offered:
        offered.append(quiet)
    spans = [
        choice(
            f"{clock(each.begins)}–{clock(each.ends)}",
            SettingsAction.QUIET,
            f"{each.begins}-{each.ends}",
            is_set=each == quiet,
        )
        for each in offered
    ]
    none = choice(texts.plain("button-quiet-none"), SettingsAction.QUIET, NONE, is_set=quiet is None)
    urgent = []
    if turn.person.role.is_staff:  # nobody else is told when a request is late
        label, wanted = texts.plain("button-urgent-anyway"), NONE if chosen.urgent_anyway else WANTED
        urgent.append(choice(label, SettingsAction.URGENT, wanted, is_set=chosen.urgent_anyway))
    return Screen(
        text=texts("settings-ask-quiet"),
        keyboard=keyboard(*in_rows(spans, IN_A_ROW), [none], urgent, [_back(texts)]),
    )


def digest_screen(chosen: NoticePreferences, texts: Texts) -> Screen:
    hours = sorted({*HOURS, *([] if chosen.digest_hour is None else [chosen.digest_hour])})
    offered = [
        choice(
            clock(hour * MINUTES_OF_HOUR), SettingsAction.DIGEST, str(hour), is_set=hour == chosen.digest_hour
        )
        for hour in hours
    ]
    none = choice(
        texts.plain("button-digest-none"), SettingsAction.DIGEST, NONE, is_set=chosen.digest_hour is None
    )
    return Screen(
        text=texts("settings-ask-digest"),
        keyboard=keyboard(*in_rows(offered, IN_A_ROW), [none], [_back(texts)]),
    )


def choice(label: str, action: SettingsAction, value: str, *, is_set: bool) -> InlineKeyboardButton:
    return button(ticked(label, is_set=is_set), SettingsButton(action=action, value=value).pack())


def _back(texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-back"), SettingsButton(action=SettingsAction.BACK).pack())
