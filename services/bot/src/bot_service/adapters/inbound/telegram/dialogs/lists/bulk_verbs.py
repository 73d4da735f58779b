"""What is to be done with the chosen tickets: tapped or written, with the words that it takes."""

from dataclasses import replace

from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.colleagues import colleagues_on
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_preview import chosen_tickets, previewed
from bot_service.adapters.inbound.telegram.dialogs.lists.bulk_screens import (
    done_screen,
    people_screen,
    priorities_screen,
    reasons_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first, outdated
from bot_service.adapters.inbound.telegram.dialogs.remembered import BulkChoice
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import BulkButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.drawing.tickets.work import REASONS
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.tickets.work_in_words import MAX_REASON
from bot_service.application.views.people import user_name
from bot_service.application.views.tickets import TicketView
from bot_service.domain.lists.bulk import BulkVerb
from bot_service.domain.requests.draft import MAX_TEXT, clean_text
from bot_service.domain.requests.faults import DraftError, Fault


async def people(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    screen = people_screen(choice, await colleagues_on(int(callback_data.value), turn), turn.texts)
    return [answer(callback), screen.after_tap(callback)]


async def assign_to(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    person = await turn.desk.people.get(user_name(int(callback_data.value)))
    asked = replace(choice, verb=BulkVerb.ASSIGN, value=person.name)
    return [answer(callback), (await previewed(asked, turn)).after_tap(callback)]


async def take(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    asked = replace(choice, verb=BulkVerb.TAKE, value=turn.person.name)
    return [answer(callback), (await previewed(asked, turn)).after_tap(callback)]


async def priorities(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    return [answer(callback), priorities_screen(choice, turn.texts).after_tap(callback)]


async def priority(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    asked = replace(choice, verb=BulkVerb.PRIORITY, value=callback_data.value)
    found = await chosen_tickets(asked, turn)
    before = {each.priority for each in found if isinstance(each, TicketView)}
    return _asks(callback, asked, reasons_screen(asked, before, turn.texts), turn)


async def because(
    callback: CallbackQuery, callback_data: BulkButton, choice: BulkChoice, turn: Turn
) -> Replies:
    n = int(callback_data.value)
    if n >= len(REASONS) or choice.verb != BulkVerb.PRIORITY:
        return await outdated(callback, turn)
    asked = replace(choice, words=turn.texts.plain(REASONS[n]))
    return [answer(callback), (await previewed(asked, turn)).after_tap(callback)]


async def release(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    if not choice.of:
        return await outdated(callback, turn)
    asked = replace(choice, verb=BulkVerb.RELEASE)
    return [answer(callback), (await previewed(asked, turn)).after_tap(callback)]


async def resolve(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    asked = replace(choice, verb=BulkVerb.RESOLVE)
    return _asks(callback, asked, done_screen(asked, turn.texts), turn)


async def without_words(callback: CallbackQuery, choice: BulkChoice, turn: Turn) -> Replies:
    if choice.verb != BulkVerb.RESOLVE:
        return await outdated(callback, turn)
    return [answer(callback), (await previewed(replace(choice, words=""), turn)).after_tap(callback)]


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
    return [turn.sends(await previewed(replace(choice, words=words), turn))]


def _asks(callback: CallbackQuery, choice: BulkChoice, screen: Screen, turn: Turn) -> Replies:
    """Ask for words; whatever else was being written is not, any more."""
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    turn.conversation.stop_writing()
    turn.conversation.bulk = choice
    turn.conversation.stage = Stage.BULK_WORDS
    return [answer(callback), screen.after_tap(callback)]
