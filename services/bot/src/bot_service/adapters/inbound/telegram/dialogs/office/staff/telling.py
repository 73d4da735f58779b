"""Whose role was changed is told so, in their language, and gets the menu that goes with it."""

from collections.abc import Sequence

from aiogram import Dispatcher

from bot_service.adapters.inbound.telegram.dialogs.start.links import INVITED
from bot_service.adapters.inbound.telegram.dialogs.start.menus import chat_menu
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.office.absences import absence_line
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.application.ports.people.users import UserView
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.people.person import Role


def told_of_role(user: UserView, dispatcher: Dispatcher) -> Sequence[OutgoingCall]:
    """Return nothing for who is not at Telegram, or was switched off."""
    if not user.telegram_id or not user.active:
        return []
    texts = texts_in(language_of(user.language))
    key = "role-taken" if user.role is Role.USER else INVITED[user.role]
    return [
        Screen(text=texts(key)).sent_to(user.telegram_id),
        chat_menu(dispatcher, user.telegram_id, texts, user.role),
    ]


def told_of_absence(user: UserView, desk: RequestDesk) -> Sequence[OutgoingCall]:
    """Say that an admin said when they are away; nothing to who is not at Telegram, or was switched off."""
    if not user.telegram_id or not user.active:
        return []
    texts = texts_in(language_of(user.language))
    line = absence_line(user, desk, texts)
    said = texts("told-not-away") if line is None else Html(f"{texts('told-away')}\n{line}")
    return [Screen(text=said).sent_to(user.telegram_id)]


def told_of_access(user: UserView, reason: str) -> Sequence[OutgoingCall]:
    """Say once that they were shut out, and why, or let in again; nothing to who is not at Telegram."""
    if not user.telegram_id:
        return []
    texts = texts_in(language_of(user.language))
    if user.active:
        said = texts("told-let-in")
    else:
        said = texts("told-shut-out-why", reason=reason) if reason else texts("told-shut-out")
    return [Screen(text=said).sent_to(user.telegram_id)]
