"""The same done to several tickets of a queue: chosen, shown, confirmed, and held for a while (decision 63)."""

from dataclasses import replace
from typing import Final

from aiogram import F, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_choosing import choosing, queued
from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_preview import name_of
from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_screens import held_screen
from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_verbs import (
    assign_to,
    because,
    people,
    priorities,
    priority,
    release,
    resolve,
    take,
    without_words,
    worded,
)
from bot_service.adapters.inbound.telegram.dialogs.lists.handing_over import handing_over
from bot_service.adapters.inbound.telegram.dialogs.lists.queue import current_screen, tag_of
from bot_service.adapters.inbound.telegram.dialogs.lists.queue_screens import OF_LETTER, QueueQuery
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first, outdated
from bot_service.adapters.inbound.telegram.dialogs.remembered import BulkChoice
from bot_service.adapters.inbound.telegram.dialogs.topics.meant import ticket_meant
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import BulkAction, BulkButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, without_buttons
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.domain.lists.bulk import HOLD, MOST_TICKETS, BulkJob, BulkVerb, job_id
from bot_service.domain.tickets.priority import Priority

OPENING: Final = r"^[a-z]\.[A-Z0-9-]{0,20}\.([0-9a-f]{12})?$"
PAGE: Final = r"^[0-9]{1,3}$"
TOGGLE: Final = r"^[0-9]{1,18}\.[0-9]{1,3}$"
NUMBER: Final = r"^[0-9]{1,18}$"


class WordsForAll(BaseFilter):
    """Passes what is written when words were asked for; a reply to a message about one ticket is for that one."""

    async def __call__(self, message: Message, turn: Turn) -> bool:
        if turn.conversation.stage is not Stage.BULK_WORDS:
            return False
        return await ticket_meant(message, turn) is None


class OfThisChoice(BaseFilter):
    """Passes taps on what is being chosen now, and hands it on."""

    async def __call__(
        self, _callback: CallbackQuery, callback_data: BulkButton, turn: Turn
    ) -> bool | dict[str, BulkChoice]:
        choice = turn.conversation.bulk
        if choice is None or choice.since != callback_data.since:
            return False
        return {"choice": choice}


def create_router() -> Router:
    router = Router(name="bulk")
    router.message.register(worded, WordsForAll())
    taps = router.callback_query
    taps.register(opened, BulkButton.filter((F.action == BulkAction.OPEN) & F.value.regexp(OPENING)))
    taps.register(
        handing_over, BulkButton.filter((F.action == BulkAction.HAND_OVER) & F.value.regexp(NUMBER))
    )
    taps.register(stop, BulkButton.filter(F.action == BulkAction.STOP))
    ours = OfThisChoice()
    for action, handler, value in (
        (BulkAction.PAGE, turned, PAGE),
        (BulkAction.TOGGLE, toggled, TOGGLE),
        (BulkAction.ALL, all_of_it, PAGE),
        (BulkAction.NONE, none_of_it, PAGE),
        (BulkAction.PEOPLE, people, PAGE),
        (BulkAction.ASSIGN_TO, assign_to, NUMBER),
        (BulkAction.REASON, because, PAGE),
    ):
        taps.register(handler, BulkButton.filter((F.action == action) & F.value.regexp(value)), ours)
    taps.register(
        priority, BulkButton.filter((F.action == BulkAction.PRIORITY) & F.value.in_(set(Priority))), ours
    )
    for action, step in (
        (BulkAction.TAKE, take),
        (BulkAction.PRIORITIES, priorities),
        (BulkAction.RESOLVE, resolve),
        (BulkAction.RELEASE, release),
        (BulkAction.WITHOUT_WORDS, without_words),
        (BulkAction.BACK, back),
        (BulkAction.RUN, run),
        (BulkAction.LEAVE, leave),
    ):
        taps.register(step, BulkButton.filter(F.action == action), ours)
    taps.register(outdated, BulkButton.filter())
    return router


async def opened(callback: CallbackQuery, callback_data: BulkButton, turn: Turn) -> Replies:
    letter, place, mark = callback_data.value.split(".")
    tag = await tag_of(mark, callback, turn) if mark else ""
    if letter not in OF_LETTER or tag is None:
        return await outdated(callback, turn)
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    choice = BulkChoice(since=turn.key.update_id, which=OF_LETTER[letter], place=place, tag=tag)
    screen = await choosing(choice, 0, turn)
    turn.conversation.drop_bulk()
    turn.conversation.bulk = choice
    return [answer(callback), screen.after_tap(callback)]


async def turned(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    return await _shown(callback, choice, int(callback_data.value), turn)


async def toggled(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    number, page = (int(each) for each in callback_data.value.split("."))
    if number in choice.chosen:
        chosen = tuple(each for each in choice.chosen if each != number)
    elif len(choice.chosen) >= MOST_TICKETS:
        full = turn.texts.plain("bulk-full", most=MOST_TICKETS)
        return [answer(callback, full, alert=True)]
    else:
        chosen = (*choice.chosen, number)
    return await _shown(callback, replace(choice, chosen=chosen), page, turn)


async def all_of_it(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    found = await queued(choice, 0, MOST_TICKETS, turn)
    chosen = tuple(each.number for each in found)
    return await _shown(callback, replace(choice, chosen=chosen), int(callback_data.value), turn)


async def none_of_it(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    return await _shown(callback, replace(choice, chosen=()), int(callback_data.value), turn)


async def back(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    turn.conversation.drop_bulk()
    return await _shown(callback, replace(choice, verb="", value="", words="", ready=()), 0, turn)


async def leave(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    turn.conversation.drop_bulk()
    screen = await current_screen(QueueQuery(Queue(choice.which), choice.place, tag=choice.tag), turn)
    return [answer(callback), screen.after_tap(callback)]


async def run(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    """Hold it: nothing happens, and nobody is told, before the time to stop it is over."""
    if not choice.verb or not choice.ready:
        return await outdated(callback, turn)
    update, verb = turn.key.update_id, BulkVerb(choice.verb)
    name = await name_of(choice, turn)
    job = BulkJob(
        id=job_id(turn.key.bot_id, update),
        person=turn.person.name,
        chat_id=turn.person.telegram_id,
        message_id=callback.message.message_id if callback.message else None,
        language=turn.person.language,
        verb=verb,
        value=choice.value,
        words=choice.words,
        tickets=choice.ready,
        to_name=name,
        of=choice.of,
    )
    await turn.desk.bulk_jobs.hold(job, HOLD)
    turn.conversation.drop_bulk()
    held = held_screen(verb, choice.value, len(job.tickets), name, update, turn.texts)
    return [answer(callback), held.after_tap(callback)]


async def stop(callback: CallbackQuery, callback_data: BulkButton, turn: Turn) -> Replies:
    id_ = job_id(turn.key.bot_id, callback_data.since)
    if not await turn.desk.bulk_jobs.stop(id_, turn.person.name):
        said = answer(callback, turn.texts.plain("bulk-too-late"), alert=True)
        return [said, *without_buttons(callback)]
    return [answer(callback), Screen(text=turn.texts("bulk-stopped")).after_tap(callback)]


async def _shown(callback: CallbackQuery, choice: BulkChoice, page: int, turn: Turn) -> Replies:
    screen = await choosing(choice, page, turn)
    turn.conversation.bulk = choice
    return [answer(callback), screen.after_tap(callback)]
