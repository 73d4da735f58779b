"""/sla: how soon the desk answers and is done, for each urgency, and by which hours that counts."""

from dataclasses import replace
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import SlaAction, SlaButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, ways_to_write
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import InvalidFieldsError
from bot_service.application.office import Office
from bot_service.application.ports.office.sla import ROUND_THE_CLOCK, SlaCalendarView, SlaPolicyView
from bot_service.domain.office.office_hours import read_minutes
from bot_service.domain.people.person import ADMINS
from bot_service.domain.tickets.priority import Priority

CHOICES: Final = {
    SlaAction.RESPONSE: (15, 30, 60, 120, 240, 480),
    SlaAction.RESOLUTION: (60, 120, 240, 480, 1_440, 2_400, 4_320),
}
"""Minutes on offer; 2,400 are a week of 40 hours."""
IN_A_ROW: Final = 3
HOUR: Final = 60


def create_router() -> Router:
    router = Router(name="policies")
    register_command(router, "sla", sla, roles=ADMINS)
    priorities = F.priority.in_(list(Priority))
    router.callback_query.register(shown, SlaButton.filter(F.action == SlaAction.LIST))
    router.callback_query.register(
        ask, SlaButton.filter(F.action.in_(set(CHOICES)) & priorities & (F.minutes == 0))
    )
    router.callback_query.register(
        chosen, SlaButton.filter(F.action.in_(set(CHOICES)) & priorities & (F.minutes > 0))
    )
    router.callback_query.register(
        other_hours, SlaButton.filter((F.action == SlaAction.CALENDAR) & priorities)
    )
    router.message.register(written, AnswersOffice(OfficeQuestion.PROMISE))
    return router


async def sla(_message: Message, turn: Turn, office: Office) -> Replies:
    return [turn.sends(await _drawn(turn, office))]


async def shown(callback: CallbackQuery, turn: Turn, office: Office) -> Replies:
    turn.leave_office_at(callback)
    return [answer(callback), (await _drawn(turn, office)).after_tap(callback)]


async def ask(callback: CallbackQuery, callback_data: SlaButton, turn: Turn) -> Replies:
    texts = turn.texts
    action, priority = callback_data.action, callback_data.priority
    choices = [
        button(span(minutes, texts), SlaButton(action=action, priority=priority, minutes=minutes).pack())
        for minutes in CHOICES[action]
    ]
    back = [button(texts.plain("button-back"), SlaButton(action=SlaAction.LIST).pack())]
    key = "sla-ask-response" if action is SlaAction.RESPONSE else "sla-ask-resolution"
    screen = Screen(
        text=texts(key, priority=texts(f"priority-{priority.lower()}")),
        keyboard=keyboard(*in_rows(choices, IN_A_ROW), back),
    )
    return ask_in_office(OfficeQuestion.PROMISE, screen, callback, turn, subject=priority, detail=action)


async def chosen(callback: CallbackQuery, callback_data: SlaButton, turn: Turn, office: Office) -> Replies:
    action, minutes = callback_data.action, callback_data.minutes
    fault = await _set(Priority(callback_data.priority), action, minutes, turn, office)
    if fault is not None:
        return [answer(callback, turn.texts.plain(fault), alert=True)]
    turn.conversation.leave_office()
    screen = await _drawn(turn, office, turn.texts("sla-changed"))
    return [answer(callback), screen.after_tap(callback)]


async def written(message: Message, turn: Turn, office: Office) -> Replies:
    """What is no span of time is said, and asked for again."""
    task = task_of(turn.conversation)
    minutes = read_minutes(
        message.text or "",
        hours=ways_to_write("written-hours"),
        minutes=ways_to_write("written-minutes"),
    )
    if minutes is None:
        return [turn.says("sla-no-span")]
    fault = await _set(Priority(task.subject), SlaAction(task.detail), minutes, turn, office)
    if fault is not None:
        return [turn.sends(Screen(text=turn.texts(fault)))]
    turn.conversation.leave_office()
    return [turn.sends(await _drawn(turn, office, turn.texts("sla-changed")))]


async def other_hours(
    callback: CallbackQuery, callback_data: SlaButton, turn: Turn, office: Office
) -> Replies:
    """Count by the next calendar that there is."""
    calendars = [each.id for each in await office.sla.calendars(acting=turn.person.name)]
    policy = await _policy(Priority(callback_data.priority), turn, office)
    following = calendars[(calendars.index(policy.calendar) + 1) % len(calendars)]
    if following == policy.calendar:
        return [answer(callback, turn.texts.plain("sla-one-calendar"), alert=True)]
    try:
        await office.sla.set_policy(
            replace(policy, calendar=following),
            acting=turn.person.name,
            request_id=turn.key.request_id("calendar"),
        )
    except InvalidFieldsError:
        return [answer(callback, turn.texts.plain("sla-out-of-reach"), alert=True)]
    screen = await _drawn(turn, office, turn.texts("sla-changed"))
    return [answer(callback), screen.after_tap(callback)]


async def _set(priority: Priority, action: SlaAction, minutes: int, turn: Turn, office: Office) -> str | None:
    """Change one time; return what is wrong with it, as a text."""
    policy = await _policy(priority, turn, office)
    is_response = action is SlaAction.RESPONSE
    wanted = replace(policy, first_response=minutes) if is_response else replace(policy, resolution=minutes)
    if wanted.first_response > wanted.resolution:
        return "sla-response-later"
    if wanted == policy:
        # It was done already, maybe by a try of this update: its etag is another one by now.
        return None
    try:
        await office.sla.set_policy(wanted, acting=turn.person.name, request_id=turn.key.request_id("policy"))
    except InvalidFieldsError:
        return "sla-out-of-reach"
    return None


async def _policy(priority: Priority, turn: Turn, office: Office) -> SlaPolicyView:
    policies = await office.sla.policies(acting=turn.person.name)
    return next(each for each in policies if each.priority is priority)


async def _drawn(turn: Turn, office: Office, note: Html | None = None) -> Screen:
    policies = await office.sla.policies(acting=turn.person.name)
    calendars = {each.id: each for each in await office.sla.calendars(acting=turn.person.name)}
    texts = turn.texts
    lines = [*([] if note is None else [note, Html("")]), texts("sla-title"), Html("")]
    lines += [_line(each, calendars[each.calendar], texts) for each in reversed(policies)]
    rows = [_row(each, texts) for each in reversed(policies)]
    return Screen(text=Html("\n".join(lines)), keyboard=keyboard(*rows))


def _line(policy: SlaPolicyView, calendar: SlaCalendarView, texts: Texts) -> Html:
    return texts(
        "sla-line",
        priority=texts(f"priority-{policy.priority.lower()}"),
        response=span(policy.first_response, texts),
        resolution=span(policy.resolution, texts),
        # The one that every desk has bears an English name in the store.
        hours=texts("hours-round-the-clock") if calendar.id == ROUND_THE_CLOCK else calendar.title,
    )


def _row(policy: SlaPolicyView, texts: Texts) -> list[InlineKeyboardButton]:
    mark = texts.plain(f"priority-{policy.priority.lower()}").split(" ")[0]
    said = (
        (SlaAction.RESPONSE, texts.plain("button-sla-response", mark=mark)),
        (SlaAction.RESOLUTION, texts.plain("button-sla-resolution", mark=mark)),
        (SlaAction.CALENDAR, texts.plain("button-sla-hours", mark=mark)),
    )
    return [
        button(label, SlaButton(action=action, priority=policy.priority).pack()) for action, label in said
    ]


def span(minutes: int, texts: Texts) -> str:
    hours, rest = divmod(minutes, HOUR)
    parts = [texts.plain("span-hours", hours=str(hours))] if hours else []
    if rest:
        parts.append(texts.plain("span-minutes", minutes=str(rest)))
    return " ".join(parts)
