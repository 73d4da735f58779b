"""/setup: what the desk still lacks, each with the way there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.places import reading as places
from bot_service.adapters.inbound.telegram.dialogs.office.promises import hours
from bot_service.adapters.inbound.telegram.dialogs.office.staff import reading as staff
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import SetupAction, SetupButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.domain.people.person import ADMINS

COUNTED: Final = timedelta(days=365)
FRESH: Final = timedelta(days=2)
"""A backup that is older is none of a desk that is backed up every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStep:
    action: SetupAction
    is_done: bool
    line: Html
    is_wanted: bool = True
    """False for what a desk does well without: it is offered, and not missing."""


def create_router() -> Router:
    router = Router(name="setup")
    register_command(router, "setup", setup, roles=ADMINS)
    router.callback_query.register(again, SetupButton.filter(F.action == SetupAction.AGAIN))
    router.callback_query.register(opened, SetupButton.filter())
    return router


async def setup(_message: Message, turn: Turn, office: Office) -> Replies:
    return [turn.sends(await _drawn(turn, office))]


async def again(callback: CallbackQuery, turn: Turn, office: Office) -> Replies:
    return [answer(callback), (await _drawn(turn, office)).after_tap(callback)]


async def opened(callback: CallbackQuery, callback_data: SetupButton, turn: Turn, office: Office) -> Replies:
    """Open a step below the list, which stays."""
    match callback_data.action:
        case SetupAction.STAFF:
            screen = await staff.list_of(0, turn, office)
        case SetupAction.PLACES:
            screen = await places.opened("", turn, office)
        case SetupAction.HOURS:
            screen = await hours.drawn(turn, office)
        case SetupAction.GROUP:
            screen = Screen(text=turn.texts("setup-how-to-group"))
        case SetupAction.TEST:
            screen = Screen(text=turn.texts("setup-how-to-test"))
        case _:
            screen = Screen(text=turn.texts("setup-how-to-back-up"))
    return [answer(callback), turn.sends(screen)]


async def _drawn(turn: Turn, office: Office) -> Screen:
    texts = turn.texts
    steps = [
        await _staff(turn, office),
        await _places(turn, office),
        await _hours(turn, office),
        await _test(turn, office),
        _backup(turn, office),
        await _group(turn),
    ]
    left = sum(step.is_wanted and not step.is_done for step in steps)
    lines = [texts("setup-left", count=left) if left else texts("setup-done"), Html("")]
    lines += [Html(f"{_mark(step)} {step.line}") for step in steps]
    rows = [[_button(step.action, texts)] for step in steps if not step.is_done]
    return Screen(text=Html("\n".join(lines)), keyboard=keyboard(*rows, [_button(SetupAction.AGAIN, texts)]))


async def _staff(turn: Turn, office: Office) -> SetupStep:
    everybody = await office.staff.everybody()
    count = sum(user.active and user.role.is_staff for user in everybody)
    line = turn.texts("setup-staff", count=count)
    return SetupStep(action=SetupAction.STAFF, is_done=count > 1, line=line)


async def _places(turn: Turn, office: Office) -> SetupStep:
    found = await office.locations.inside(all_levels=True, archived=False, acting=turn.person.name)
    line = turn.texts("setup-places", count=len(found))
    return SetupStep(action=SetupAction.PLACES, is_done=bool(found), line=line)


async def _hours(turn: Turn, office: Office) -> SetupStep:
    calendar = await hours.working_hours(turn, office)
    key = "setup-no-hours" if calendar is None else "setup-hours"
    return SetupStep(action=SetupAction.HOURS, is_done=calendar is not None, line=turn.texts(key))


async def _test(turn: Turn, office: Office) -> SetupStep:
    found = await office.reports.statistics(turn.desk.now() - COUNTED, acting=turn.person.name)
    key = "setup-tested" if found.resolution.tickets else "setup-untested"
    return SetupStep(action=SetupAction.TEST, is_done=found.resolution.tickets > 0, line=turn.texts(key))


def _backup(turn: Turn, office: Office) -> SetupStep:
    last, texts = office.backups.last(), turn.texts
    if last is None:
        return SetupStep(action=SetupAction.BACKUP, is_done=False, line=texts("setup-backup-unseen"))
    if last.time is None:
        return SetupStep(action=SetupAction.BACKUP, is_done=False, line=texts("setup-no-backup"))
    is_fresh = turn.desk.now() - last.time <= FRESH
    return SetupStep(action=SetupAction.BACKUP, is_done=is_fresh, line=texts("setup-backup", time=last.time))


async def _group(turn: Turn) -> SetupStep:
    group, texts = await turn.desk.groups.linked(), turn.texts
    if group is None:
        line = texts("setup-no-group")
        return SetupStep(action=SetupAction.GROUP, is_done=False, line=line, is_wanted=False)
    can_all = group.can_manage_topics and group.can_pin_messages
    line = texts("setup-group" if can_all else "setup-group-lacks", title=group.title)
    return SetupStep(action=SetupAction.GROUP, is_done=can_all, line=line)


def _mark(step: SetupStep) -> str:
    return "✅" if step.is_done else "⬜️" if step.is_wanted else "▫️"


def _button(action: SetupAction, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain(f"button-setup-{action.name.lower()}"), SetupButton(action=action).pack())
