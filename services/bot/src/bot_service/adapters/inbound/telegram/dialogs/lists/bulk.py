"""The same done to several tickets of a queue: chosen, shown, confirmed, and held for a while (decision 63)."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from aiogram import F, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_screens import (
    Left,
    choosing_screen,
    done_screen,
    held_screen,
    people_screen,
    preview_screen,
    priorities_screen,
    reasons_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.lists.pages import MOST_PAGES, SHOWN
from bot_service.adapters.inbound.telegram.dialogs.lists.queue import current_screen, tag_of
from bot_service.adapters.inbound.telegram.dialogs.lists.queue_screens import OF_LETTER, Asked
from bot_service.adapters.inbound.telegram.dialogs.remembered import BulkChoice
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons import BulkAction, BulkButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, without_buttons
from bot_service.adapters.inbound.telegram.drawing.work import REASONS
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.work_in_words import MAX_REASON
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.ticket_finder import Queue
from bot_service.application.views import TicketView, Verb, user_name
from bot_service.domain.bulk import HOLD, MOST_TICKETS, BulkJob, BulkVerb, job_id
from bot_service.domain.draft import MAX_TEXT, DraftError, Fault, clean_text
from bot_service.domain.person import Role
from bot_service.domain.priority import Priority

AT_ONCE: Final = 8
PEOPLE_SHOWN: Final = 6
OPENING: Final = r"^[a-z]\.[A-Z0-9-]{0,20}\.([0-9a-f]{12})?$"
PAGE: Final = r"^[0-9]{1,3}$"
TOGGLE: Final = r"^[0-9]{1,18}\.[0-9]{1,3}$"
NUMBER: Final = r"^[0-9]{1,18}$"
WORKED_ON: Final = {
    BulkVerb.TAKE: Verb.TAKE,
    BulkVerb.ASSIGN: Verb.ASSIGN,
    BulkVerb.PRIORITY: Verb.UPDATE,
    BulkVerb.RESOLVE: Verb.RESOLVE,
}


class WordsForAll(BaseFilter):
    """Passes what is written when words were asked for; a reply to a message about one ticket is for that one."""

    async def __call__(self, message: Message, turn: Turn) -> bool:
        if turn.conversation.stage is not Stage.BULK_WORDS:
            return False
        answered = message.reply_to_message
        if answered is None:
            return True
        return await turn.desk.links.ticket_of(message.chat.id, answered.message_id) is None


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
        (BulkAction.WITHOUT_WORDS, without_words),
        (BulkAction.BACK, back),
        (BulkAction.RUN, run),
        (BulkAction.LEAVE, leave),
    ):
        taps.register(step, BulkButton.filter(F.action == action), ours)
    taps.register(outdated, BulkButton.filter())
    return router


async def outdated(callback: CallbackQuery, turn: Turn) -> Replies:
    said = answer(callback, turn.texts.plain("button-outdated"), alert=True)
    return [said, *without_buttons(callback)]


async def opened(callback: CallbackQuery, callback_data: BulkButton, turn: Turn) -> Replies:
    letter, place, mark = callback_data.value.split(".")
    tag = await tag_of(mark, callback, turn) if mark else ""
    if letter not in OF_LETTER or tag is None:
        return await outdated(callback, turn)
    if turn.conversation.is_asking:
        return [answer(callback, turn.texts.plain("finish-request-first"), alert=True)]
    choice = BulkChoice(since=turn.key.update_id, which=OF_LETTER[letter], place=place, tag=tag)
    screen = await _choosing(choice, 0, turn)
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
    found = await _queue(choice, 0, MOST_TICKETS, turn)
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
    screen = await current_screen(Asked(Queue(choice.which), choice.place, tag=choice.tag), turn)
    return [answer(callback), screen.after_tap(callback)]


async def people(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    staff = sorted(await turn.desk.people.staff(), key=lambda each: (each.display_name.casefold(), each.name))
    page = min(int(callback_data.value), max(len(staff) - 1, 0) // PEOPLE_SHOWN)
    shown = staff[page * PEOPLE_SHOWN : (page + 1) * PEOPLE_SHOWN]
    counts = await turn.desk.work.open_counts([each.name for each in shown], acting=turn.person.name)
    screen = people_screen(
        choice,
        [(each, counts[each.name]) for each in shown],
        page,
        turn.texts,
        is_last=(page + 1) * PEOPLE_SHOWN >= len(staff),
    )
    return [answer(callback), screen.after_tap(callback)]


async def assign_to(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    person = await turn.desk.people.get(user_name(int(callback_data.value)))
    asked = replace(choice, verb=BulkVerb.ASSIGN, value=person.name)
    return [answer(callback), (await _preview(asked, turn)).after_tap(callback)]


async def take(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    asked = replace(choice, verb=BulkVerb.TAKE, value=turn.person.name)
    return [answer(callback), (await _preview(asked, turn)).after_tap(callback)]


async def priorities(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    return [answer(callback), priorities_screen(choice, turn.texts).after_tap(callback)]


async def priority(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    asked = replace(choice, verb=BulkVerb.PRIORITY, value=callback_data.value)
    return _asks(callback, asked, reasons_screen(asked, turn.texts), turn)


async def because(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    n = int(callback_data.value)
    if n >= len(REASONS) or choice.verb != BulkVerb.PRIORITY:
        return await outdated(callback, turn)
    asked = replace(choice, words=turn.texts.plain(REASONS[n]))
    return [answer(callback), (await _preview(asked, turn)).after_tap(callback)]


async def resolve(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    asked = replace(choice, verb=BulkVerb.RESOLVE)
    return _asks(callback, asked, done_screen(asked, turn.texts), turn)


async def without_words(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    if choice.verb != BulkVerb.RESOLVE:
        return await outdated(callback, turn)
    return [answer(callback), (await _preview(replace(choice, words=""), turn)).after_tap(callback)]


async def worded(message: Message, turn: Turn) -> Replies:
    """What cannot be accepted leaves the dialog as it is: the next message is another try."""
    choice = turn.conversation.bulk
    if choice is None:
        turn.conversation.stage = None
        return [turn.says("bulk-dropped")]
    content = content_of(message, turn.texts)
    if content.attachments:
        raise DraftError(Fault.WORDS_ONLY)
    words, limit = clean_text(content.text), MAX_TEXT if choice.verb == BulkVerb.RESOLVE else MAX_REASON
    if len(words) > limit:
        raise DraftError(Fault.TEXT_TOO_LONG, limit)
    return [turn.sends(await _preview(replace(choice, words=words), turn))]


async def run(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    """Hold it: nothing happens, and nobody is told, before the time to stop it is over."""
    if not choice.verb or not choice.ready:
        return await outdated(callback, turn)
    update, verb = turn.key.update_id, BulkVerb(choice.verb)
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
    )
    name = await _name(choice, turn)
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


def _asks(callback: CallbackQuery, choice: BulkChoice, screen: Screen, turn: Turn) -> Replies:
    """Ask for words; whatever else was being written is not, any more."""
    if turn.conversation.is_asking:
        return [answer(callback, turn.texts.plain("finish-request-first"), alert=True)]
    turn.conversation.stop_writing()
    turn.conversation.bulk = choice
    turn.conversation.stage = Stage.BULK_WORDS
    return [answer(callback), screen.after_tap(callback)]


async def _preview(choice: BulkChoice, turn: Turn) -> Screen:
    """Ask about each ticket as it is now; the conversation remembers which were shown as those that can be."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def seen(number: int) -> TicketView | Left:
        async with limit:
            try:
                ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
            except NotFoundError:
                return Left(number=number, why="bulk-not-theirs")
        why = _why_not(choice, ticket)
        return Left(number=number, why=why) if why else ticket

    found = await asyncio.gather(*(seen(number) for number in choice.chosen))
    tickets = [each for each in found if isinstance(each, TicketView)]
    left = [each for each in found if isinstance(each, Left)]
    name = await _name(choice, turn)
    turn.conversation.drop_bulk()
    asked = replace(choice, ready=tuple(each.number for each in tickets))
    turn.conversation.bulk = asked
    return preview_screen(asked, tickets, left, name, turn.texts)


def _why_not(choice: BulkChoice, ticket: TicketView) -> str:
    """Return the key of what stands against it; empty where nothing does."""
    verb = BulkVerb(choice.verb)
    if ticket.done:
        return "bulk-over"
    is_so = {
        BulkVerb.TAKE: ticket.assignee == choice.value and Verb.TAKE not in ticket.allowed_verbs,
        BulkVerb.ASSIGN: ticket.assignee == choice.value,
        BulkVerb.PRIORITY: ticket.priority == choice.value,
        BulkVerb.RESOLVE: False,
    }
    if is_so[verb]:
        return "bulk-is-so"
    return "" if WORKED_ON[verb] in ticket.allowed_verbs else "bulk-not-allowed"


async def _name(choice: BulkChoice, turn: Turn) -> str:
    """Return the name of who is to have them; empty where it is not about that."""
    if choice.verb != BulkVerb.ASSIGN:
        return ""
    return (await turn.desk.people.get(choice.value)).display_name


async def _shown(callback: CallbackQuery, choice: BulkChoice, page: int, turn: Turn) -> Replies:
    screen = await _choosing(choice, page, turn)
    turn.conversation.bulk = choice
    return [answer(callback), screen.after_tap(callback)]


async def _choosing(choice: BulkChoice, page: int, turn: Turn) -> Screen:
    page = min(page, MOST_PAGES - 1)
    found = await _queue(choice, page * SHOWN, SHOWN + 1, turn)
    while page and not found:
        page -= 1  # the queue became shorter meanwhile
        found = await _queue(choice, page * SHOWN, SHOWN + 1, turn)
    return choosing_screen(
        choice,
        found[:SHOWN],
        page,
        turn.texts,
        is_last=len(found) <= SHOWN,
        may_assign=turn.person.role in {Role.DISPATCHER, Role.ADMIN},
    )


async def _queue(choice: BulkChoice, start: int, limit: int, turn: Turn) -> Sequence[TicketView]:
    return await turn.desk.finder.queue(
        Queue(choice.which),
        acting=turn.person.name,
        everybodys=turn.person.role.sees_all,
        place=choice.place,
        tag=choice.tag,
        start=start,
        limit=limit,
    )
