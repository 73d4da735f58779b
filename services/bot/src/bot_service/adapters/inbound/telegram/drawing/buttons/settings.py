"""Buttons of /settings."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


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
