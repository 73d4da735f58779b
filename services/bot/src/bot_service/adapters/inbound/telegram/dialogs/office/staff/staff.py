"""/staff: who works for the desk, in which role; invitations by link."""

from typing import Final

from aiogram import Dispatcher, F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.office.staff import absences, inviting
from bot_service.adapters.inbound.telegram.dialogs.office.staff.reading import (
    list_of,
    open_tickets,
    opened,
    person_numbered,
)
from bot_service.adapters.inbound.telegram.dialogs.office.staff.screens import (
    GIVEN,
    person_screen,
    roles_screen,
    switch_off_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.office.staff.telling import told_of_access, told_of_role
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import StaffAction, StaffButton
from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.office.absences import absence_line
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.people import user_number
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.people.person import ADMINS, Role
from bot_service.domain.words.visible import is_visible

MOST_CALLED: Final = 3
"""People of one name whose cards are shown."""
MOST_WORDS: Final = 100
MOST_REASON: Final = 500
"""Characters; the tickets service takes twice as many."""


def create_router() -> Router:
    router = Router(name="staff")
    register_command(router, "staff", staff, roles=ADMINS)
    for action, handler in (
        (StaffAction.LIST, turned),
        (StaffAction.OPEN, shown),
        (StaffAction.ROLES, choose_role),
        (StaffAction.SWITCH_OFF, ask_off),
        (StaffAction.SWITCH_OFF_NOW, switched_off),
        (StaffAction.SWITCH_ON, switched_on),
    ):
        router.callback_query.register(handler, StaffButton.filter(F.action == action))
    router.callback_query.register(
        role_chosen, StaffButton.filter((F.action == StaffAction.SET_ROLE) & F.value.in_(GIVEN))
    )
    router.message.register(off_with_reason, AnswersOffice(OfficeQuestion.WHY_SHUT_OUT))
    router.include_routers(absences.create_router(), inviting.create_router())
    return router


async def staff(_message: Message, command: CommandObject, turn: Turn, office: Office) -> Replies:
    """Show who works here, or whoever is called as was written after the command: reporters, too."""
    words = (command.args or "").strip().removeprefix("@")
    if not words:
        return [turn.sends(await list_of(0, turn, office))]
    found = await office.staff.called(words, limit=MOST_CALLED)
    if not found:
        return [turn.says("staff-nobody", name=clip(words, MOST_WORDS))]
    return [turn.sends(await opened(user_number(user.name), turn, office)) for user in found]


async def turned(callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office) -> Replies:
    screen = await list_of(callback_data.number, turn, office)
    return [answer(callback), screen.after_tap(callback)]


async def shown(callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office) -> Replies:
    turn.leave_office_at(callback)
    screen = await opened(callback_data.number, turn, office)
    return [answer(callback), screen.after_tap(callback)]


async def choose_role(callback: CallbackQuery, callback_data: StaffButton, turn: Turn) -> Replies:
    user = await person_numbered(callback_data.number, turn)
    return [answer(callback), roles_screen(user, turn.texts).after_tap(callback)]


async def role_chosen(
    callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office, dispatcher: Dispatcher
) -> Replies:
    """Give the role, and tell whose it is: what they can do changes with their next tap."""
    before = await person_numbered(callback_data.number, turn)
    user = await office.staff.set_role(
        before.name,
        Role(callback_data.value),
        acting=turn.person.name,
        request_id=turn.key.request_id("role"),
    )
    drawn = await _drawn(user, "staff-role-set", callback, turn, office)
    return [answer(callback), drawn, *told_of_role(user, dispatcher)]


async def ask_off(callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office) -> Replies:
    """Ask why; without a reason it can be done by a tap."""
    user = await person_numbered(callback_data.number, turn)
    count = await _open_tickets(user, turn, office)
    screen = switch_off_screen(user, count, turn.texts)
    return ask_in_office(
        OfficeQuestion.WHY_SHUT_OUT, screen, callback, turn, subject=str(callback_data.number)
    )


async def off_with_reason(message: Message, turn: Turn, office: Office) -> Replies:
    """Shut them out, and tell them why."""
    reason = (message.text or "").strip()
    if not is_visible(reason):
        return [turn.says("office-expects-text")]
    if len(reason) > MOST_REASON:
        return [turn.says("staff-reason-too-long", count=MOST_REASON)]
    user = await person_numbered(int(task_of(turn.conversation).subject), turn)
    user = await office.staff.set_active(
        user.name,
        active=False,
        reason=reason,
        acting=turn.person.name,
        request_id=turn.key.request_id("active"),
    )
    turn.conversation.leave_office()
    if user.name == turn.person.name:
        return [turn.says("switched-off")]
    count = await _open_tickets(user, turn, office)
    away = absence_line(user, turn.desk, turn.texts)
    note = turn.texts("staff-switched-off")
    screen = person_screen(user, count, turn.texts, note, reason=reason, away=away)
    return [turn.sends(screen), *told_of_access(user, reason)]


async def switched_off(
    callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office
) -> Replies:
    return await _switched(callback, callback_data, turn, office, active=False)


async def switched_on(
    callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office
) -> Replies:
    return await _switched(callback, callback_data, turn, office, active=True)


async def _switched(
    callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office, *, active: bool
) -> Replies:
    user = await person_numbered(callback_data.number, turn)
    user = await office.staff.set_active(
        user.name, active=active, acting=turn.person.name, request_id=turn.key.request_id("active")
    )
    if user.name == turn.person.name:
        # Whoever switched themselves off sees nothing of the desk any more.
        return [answer(callback, turn.texts.plain("switched-off"), alert=True)]
    turn.leave_office_at(callback)
    key = "staff-switched-on" if active else "staff-switched-off"
    drawn = await _drawn(user, key, callback, turn, office)
    return [answer(callback), drawn, *told_of_access(user, "")]


async def _drawn(
    user: UserView, key: str, callback: CallbackQuery, turn: Turn, office: Office
) -> OutgoingCall:
    note = turn.texts(key)
    if user.name == turn.person.name and user.role is not Role.ADMIN:
        return Screen(text=note).after_tap(callback)
    count = await _open_tickets(user, turn, office)
    away = absence_line(user, turn.desk, turn.texts)
    return person_screen(user, count, turn.texts, note, away=away).after_tap(callback)


async def _open_tickets(user: UserView, turn: Turn, office: Office) -> int:
    return (await open_tickets(turn, office)).get(user.name, 0)
