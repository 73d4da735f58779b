"""Where a request is, said anew: chosen from the tree of places, typed, or by a position that is shared."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.requests import position
from bot_service.adapters.inbound.telegram.dialogs.requests.place_screens import inside_screen, near_screen
from bot_service.adapters.inbound.telegram.dialogs.requests.places import at, inside_of, placed
from bot_service.adapters.inbound.telegram.dialogs.tickets.correcting import corrected
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.dialogs.words.points import point_in
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import CorrectionAction, CorrectionButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.tickets.tickets import Correction
from bot_service.domain.requests.draft import Draft

ACTIONS = {
    DraftAction.INSIDE: CorrectionAction.INSIDE,
    DraftAction.HERE: CorrectionAction.HERE,
    DraftAction.AS_TYPED: CorrectionAction.AS_SHARED,
    DraftAction.POSITION: CorrectionAction.POSITION,
}
"""What the buttons of a new request's place are here."""


@dataclass(frozen=True, slots=True)
class CorrectionKeys:
    """`PlaceKeys` of a request that there is."""

    number: int

    def to(self, action: DraftAction, value: str = "") -> CallbackData:
        return CorrectionButton(action=ACTIONS[action], number=self.number, value=value)

    def leaving(self, texts: Texts) -> list[InlineKeyboardButton]:
        stop = CorrectionButton(action=CorrectionAction.STOP, number=self.number)
        return [button(texts.plain("button-cancel"), stop.pack())]


def create_router() -> Router:
    router = Router(name="correcting-place")
    router.message.register(said, WritesOn(Stage.CORRECT_WHERE))
    for action, handler in (
        (CorrectionAction.INSIDE, listed),
        (CorrectionAction.HERE, chosen),
        (CorrectionAction.POSITION, key_asked),
        (CorrectionAction.AS_SHARED, as_shared),
    ):
        router.callback_query.register(handler, CorrectionButton.filter(F.action == action))
    return router


async def question(number: int, turn: Turn) -> Screen:
    """Ask where it is, by the list or a position, too, where there are places."""
    texts, keys = turn.texts, CorrectionKeys(number)
    if not await turn.desk.places.tree():
        return Screen(text=texts("ask-where"), keyboard=keyboard(keys.leaving(texts)))
    ways = (
        (texts.plain("button-place-list"), keys.to(DraftAction.INSIDE, ".0")),
        (texts.plain("button-position"), keys.to(DraftAction.POSITION)),
    )
    rows = [[button(label, data.pack())] for label, data in ways]
    return Screen(text=texts("ask-where-listed"), keyboard=keyboard(*rows, keys.leaving(texts)))


async def listed(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    """Draw what is in a place, or the question again."""
    number = callback_data.number
    if not _is_asked(number, turn):
        return _changed(callback, turn)
    inside = inside_of(callback_data.value, await turn.desk.places.tree())
    if inside is None:
        return [answer(callback), turn.asks_there(await question(number, turn), callback)]
    return [
        answer(callback),
        turn.asks_there(inside_screen(CorrectionKeys(number), inside, turn.texts), callback),
    ]


async def chosen(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    tree = await turn.desk.places.tree(callback_data.value)
    node = tree.get(callback_data.value)
    if node is None or not _is_asked(callback_data.number, turn):
        return _changed(callback, turn)
    return await _put(callback, callback_data.number, at(Draft(id=turn.key.update_id), node, tree), turn)


async def as_shared(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    """Take the position itself for the place."""
    words = turn.conversation.writing_for
    if not words or not _is_asked(callback_data.number, turn):
        return _changed(callback, turn)
    draft = Draft(id=turn.key.update_id).with_location(words)
    return await _put(callback, callback_data.number, draft, turn)


async def key_asked(callback: CallbackQuery, callback_data: CorrectionButton, turn: Turn) -> Replies:
    if not _is_asked(callback_data.number, turn):
        return _changed(callback, turn)
    return [answer(callback), position.asked(turn)]


async def said(message: Message, turn: Turn) -> Replies:
    """Take what was typed; offer what is near to a position. Raises `DraftError`."""
    if position.is_key(message) or message.content_type in position.NO_PLACES:
        return [turn.says("position-not-shared" if position.is_key(message) else "not-a-place")]
    number, words = turn.conversation.written_on, content_of(message, turn.texts).words
    tree = await turn.desk.places.tree()
    point = point_in(message)
    near = [] if point is None else tree.near(point)
    if near:
        turn.conversation.writing_for = words
        away = position.put_away(turn, is_answered=True)
        return [*away, turn.asks(near_screen(CorrectionKeys(number), near, tree, turn.texts))]
    told = await _corrected(number, placed(Draft(id=turn.key.update_id), words, tree), turn)
    return [turn.says(told, number=str(number), about=number)]


async def _put(callback: CallbackQuery, number: int, draft: Draft, turn: Turn) -> Replies:
    told = await _corrected(number, draft, turn)
    return [answer(callback), Screen(text=turn.texts(told, number=str(number))).after_tap(callback)]


async def _corrected(number: int, draft: Draft, turn: Turn) -> str:
    told = await corrected(number, Correction(location=draft.location, place=draft.place), turn)
    turn.conversation.stop_writing()
    return told


def _is_asked(number: int, turn: Turn) -> bool:
    conversation = turn.conversation
    return conversation.stage is Stage.CORRECT_WHERE and conversation.written_on == number


def _changed(callback: CallbackQuery, turn: Turn) -> Replies:
    return [answer(callback, turn.texts.plain("button-changed"), alert=True)]
