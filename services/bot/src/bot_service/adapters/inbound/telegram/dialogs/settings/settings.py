"""/settings: the language that somebody is spoken to in, the zone of times that are written out, announcements.

`hearing` has when they hear of what others do.
"""

from dataclasses import replace
from typing import Final
from zoneinfo import available_timezones

from aiogram import Dispatcher, F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.settings.hearing import (
    choice,
    hearing_buttons,
    hearing_lines,
    keep,
    quiet_hours_in,
)
from bot_service.adapters.inbound.telegram.dialogs.settings.hearing import (
    create_router as hearing_router,
)
from bot_service.adapters.inbound.telegram.dialogs.start.menus import chat_menu
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.settings import SettingsAction, SettingsButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.office.absences import absence_line
from bot_service.adapters.inbound.telegram.drawing.office.announcements import OFF, ON, STOP
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, Texts, texts_in
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.people.users import UserView
from bot_service.domain.notifications.quiet import QuietHours

ZONES: Final = {
    "Europe/London": "zone-london",
    "Europe/Berlin": "zone-berlin",
    "Europe/Istanbul": "zone-istanbul",
    "Europe/Moscow": "zone-moscow",
    "Asia/Yekaterinburg": "zone-yekaterinburg",
    "Asia/Novosibirsk": "zone-novosibirsk",
    "Asia/Vladivostok": "zone-vladivostok",
    "Asia/Dubai": "zone-dubai",
    "Asia/Kolkata": "zone-kolkata",
    "Asia/Tokyo": "zone-tokyo",
    "America/New_York": "zone-newyork",
    "America/Los_Angeles": "zone-losangeles",
}
IN_A_ROW: Final = 2
LANGUAGES_IN_A_ROW: Final = 3
FACTORY: Final = "Factory"
"""The zone of a machine that nobody has set."""


def create_router() -> Router:
    router = Router(name="settings")
    register_command(router, "settings", settings)
    router.callback_query.register(
        chosen_language,
        SettingsButton.filter((F.action == SettingsAction.LANGUAGE) & F.value.in_(LANGUAGES)),
    )
    router.callback_query.register(
        chosen_zone, SettingsButton.filter((F.action == SettingsAction.ZONE) & F.value.in_(ZONES))
    )
    router.callback_query.register(
        announcements_set,
        SettingsButton.filter((F.action == SettingsAction.ANNOUNCEMENTS) & F.value.in_({ON, OFF, STOP})),
    )
    router.callback_query.register(back, SettingsButton.filter(F.action == SettingsAction.BACK))
    router.include_router(hearing_router())
    return router


async def settings(_message: Message, command: CommandObject, turn: Turn) -> Replies:
    """Show them, or set the quiet hours or the zone that were written after the command."""
    if not command.args:
        return [turn.sends(await drawn(await turn.desk.people.get(turn.person.name), turn.texts, turn))]
    quiet = quiet_hours_in(command.args)
    if quiet is not None:
        return [turn.sends(await with_quiet_hours(quiet, turn))]
    zone = zone_called(command.args)
    if zone is None:
        return [turn.says("settings-zone-unknown")]
    return [turn.sends(await _with_zone(zone, turn))]


async def chosen_zone(callback: CallbackQuery, callback_data: SettingsButton, turn: Turn) -> Replies:
    return [answer(callback), (await _with_zone(callback_data.value, turn)).after_tap(callback)]


async def chosen_language(
    callback: CallbackQuery, callback_data: SettingsButton, turn: Turn, dispatcher: Dispatcher
) -> Replies:
    """Speak the language at once, also in what is told of requests and in the menu, which else is their app's."""
    language = callback_data.value
    user = await turn.desk.people.set_language(
        language, acting=turn.person.name, request_id=turn.key.request_id("language")
    )
    chat = await turn.desk.chats.get(turn.person.telegram_id)
    if chat is not None:
        await turn.desk.chats.save(replace(chat, language=language))
    texts = texts_in(language)
    return [
        answer(callback),
        (await drawn(user, texts, turn)).after_tap(callback),
        chat_menu(dispatcher, turn.person.telegram_id, texts, turn.person.role),
    ]


async def announcements_set(callback: CallbackQuery, callback_data: SettingsButton, turn: Turn) -> Replies:
    """Have announcements come or not; the one below which that was said stays as it is, without the button."""
    await turn.desk.chats.set_announcements(turn.person.telegram_id, wanted=callback_data.value == ON)
    if callback_data.value == STOP:
        return [
            answer(callback, turn.texts.plain("announcements-off"), alert=True),
            *without_buttons(callback),
        ]
    user = await turn.desk.people.get(turn.person.name)
    return [answer(callback), (await drawn(user, turn.texts, turn)).after_tap(callback)]


def zone_called(name: str) -> str | None:
    """Return the IANA zone of that name, or of that city, in any letter case."""
    wanted = name.strip().replace(" ", "_").casefold()
    places = [zone for zone in sorted(available_timezones()) if zone[0].isupper() and zone != FACTORY]
    for zone in places:
        if zone.casefold() == wanted:
            return zone
    return next((zone for zone in places if zone.rpartition("/")[2].casefold() == wanted), None)


async def back(callback: CallbackQuery, turn: Turn) -> Replies:
    user = await turn.desk.people.get(turn.person.name)
    return [answer(callback), (await drawn(user, turn.texts, turn)).after_tap(callback)]


async def with_quiet_hours(quiet: QuietHours, turn: Turn) -> Screen:
    chosen = await turn.desk.preferences.get(turn.person.telegram_id)
    user = await keep(replace(chosen, quiet=quiet), turn)
    return await drawn(user, turn.texts, turn)


async def _with_zone(zone: str, turn: Turn) -> Screen:
    user = await turn.desk.people.set_time_zone(
        zone, acting=turn.person.name, request_id=turn.key.request_id("zone")
    )
    # What is held for quiet hours, and the next digest, are by the clock of the zone.
    await keep(await turn.desk.preferences.get(turn.person.telegram_id), turn, user)
    return await drawn(user, turn.texts, turn)


async def drawn(user: UserView, texts: Texts, turn: Turn) -> Screen:
    zone = turn.desk.zone_of(user)
    chosen = await turn.desk.preferences.get(turn.person.telegram_id)
    texts = texts.in_zone(zone)
    now = f"{turn.desk.now().astimezone(texts.zone):%H:%M}"
    languages = [
        choice(name, SettingsAction.LANGUAGE, language, is_set=language == texts.language)
        for name, language in sorted((texts_in(each).plain("language"), each) for each in LANGUAGES)
    ]
    zones = [
        choice(texts.plain(key), SettingsAction.ZONE, name, is_set=name == zone)
        for name, key in ZONES.items()
    ]
    wanted = await turn.desk.chats.wants_announcements(turn.person.telegram_id)
    announcements = button(
        texts.plain("settings-announcements-on" if wanted else "settings-announcements-off"),
        SettingsButton(action=SettingsAction.ANNOUNCEMENTS, value=OFF if wanted else ON).pack(),
    )
    rows = [*in_rows(languages, LANGUAGES_IN_A_ROW), hearing_buttons(texts), [announcements]]
    lines = [texts("settings", zone=zone, now=now), *hearing_lines(chosen, texts)]
    if user.role.is_staff:
        away = SettingsButton(action=SettingsAction.AWAY)
        rows.append([button(texts.plain("button-away"), away.pack())])
        lines += filter(None, [absence_line(user, turn.desk, texts)])
    said = Html("\n".join(lines))
    return Screen(
        text=Html(f"{said}\n\n{texts('settings-how')}"), keyboard=keyboard(*rows, *in_rows(zones, IN_A_ROW))
    )
