"""When somebody who works here is away, as an admin says it for them."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.absences import kept, possible, written_days
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.office.staff.reading import opened, person_numbered
from bot_service.adapters.inbound.telegram.dialogs.office.staff.telling import told_of_absence
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import StaffAction, StaffButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.office.absences import (
    THERE,
    absence_line,
    choices,
    days_from,
)
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.people import user_number
from bot_service.domain.deliveries.outgoing import OutgoingCall


def create_router() -> Router:
    router = Router(name="absences")
    router.callback_query.register(ask, StaffButton.filter((F.action == StaffAction.AWAY) & (F.value == "")))
    router.callback_query.register(chosen, StaffButton.filter(F.action == StaffAction.AWAY))
    router.message.register(written, AnswersOffice(OfficeQuestion.DAYS_AWAY))
    return router


async def ask(callback: CallbackQuery, callback_data: StaffButton, turn: Turn) -> Replies:
    """Ask when; days are tapped or written."""
    user = await person_numbered(callback_data.number, turn)
    return ask_in_office(
        OfficeQuestion.DAYS_AWAY, _screen(user, turn), callback, turn, subject=str(callback_data.number)
    )


async def chosen(callback: CallbackQuery, callback_data: StaffButton, turn: Turn, office: Office) -> Replies:
    user = await person_numbered(callback_data.number, turn)
    days = possible(days_from(callback_data.value), user, turn.desk)
    if days is None and callback_data.value != THERE:
        return [answer(callback, turn.texts.plain("button-outdated"), alert=True)]
    told = _told(await kept(days, user, turn), turn)
    turn.leave_office_at(callback)
    screen = await opened(callback_data.number, turn, office)
    return [answer(callback), screen.after_tap(callback), *told]


async def written(message: Message, turn: Turn, office: Office) -> Replies:
    user = await person_numbered(int(task_of(turn.conversation).subject), turn)
    days = written_days(message.text or "", user, turn.desk)
    if days is None:
        return [turn.says("staff-away-unclear")]
    told = _told(await kept(days, user, turn), turn)
    turn.conversation.leave_office()
    return [turn.sends(await opened(user_number(user.name), turn, office)), *told]


def _screen(user: UserView, turn: Turn) -> Screen:
    texts, number = turn.texts, user_number(user.name)

    def data(value: str) -> str:
        return StaffButton(action=StaffAction.AWAY, number=number, value=value).pack()

    line = absence_line(user, turn.desk, texts)
    said = [texts("staff-away-how", name=user.display_name), *([] if line is None else [line])]
    back = button(texts.plain("button-back"), StaffButton(action=StaffAction.OPEN, number=number).pack())
    rows = [[each] for each in choices(user, turn.desk, texts, data)]
    return Screen(text=Html("\n".join(said)), keyboard=keyboard(*rows, [back]))


def _told(user: UserView, turn: Turn) -> Sequence[OutgoingCall]:
    """Tell whoever it is about, unless they did it."""
    return [] if user.name == turn.person.name else told_of_absence(user, turn.desk)
