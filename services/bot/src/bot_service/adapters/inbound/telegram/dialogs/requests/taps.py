"""The buttons of a new request."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.conversation import STAGE_OF, Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests import on_behalf, position
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import ask, proceed
from bot_service.adapters.inbound.telegram.dialogs.requests.joining import joining_link
from bot_service.adapters.inbound.telegram.dialogs.requests.places import asked_inside, chosen
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import files_screen, word_for
from bot_service.adapters.inbound.telegram.dialogs.requests.similar import joined
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence_plain
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, without_buttons
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.drawing.tickets.topics import in_topic
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.files.store_attachment import UnusableAttachmentError
from bot_service.application.errors import ForbiddenError, InvalidFieldsError, NotFoundError
from bot_service.domain.requests.draft import Draft, Step
from bot_service.domain.tickets.priority import Priority

EDITS: Final = {
    DraftAction.EDIT_WHAT: Step.WHAT,
    DraftAction.EDIT_WHERE: Step.WHERE,
    DraftAction.EDIT_URGENCY: Step.URGENCY,
}
ELSEWHERE: Final = frozenset({*EDITS, DraftAction.FILES, DraftAction.INSIDE, DraftAction.FOR_WHOM})
"""Buttons that answer nothing and lead to another question."""
ACTS: Final = frozenset({DraftAction.SEND, DraftAction.JOIN, DraftAction.POSITION})
"""Buttons that do more than to fill in the draft or to ask for another part of it."""
PLACES: Final = frozenset(
    {DraftAction.PLACE, DraftAction.NO_PLACE, DraftAction.HERE, DraftAction.AS_TYPED, DraftAction.MOVE}
)
CHOSEN: Final = frozenset({DraftAction.HERE, DraftAction.AS_TYPED, DraftAction.MOVE, DraftAction.ANEW})
"""Buttons of places that are offered from the tree."""
PEOPLE: Final = frozenset({DraftAction.PERSON, DraftAction.NEWCOMER, DraftAction.OWN})
OFFERED: Final = frozenset({None, *Stage}) - {Stage.WHERE, Stage.URGENCY, Stage.PREVIEW}
"""An offer stays while something else is being written; of a picture alone it is asked at once what is wrong."""
STAGES: Final[Mapping[DraftAction, Collection[Stage | None]]] = {
    DraftAction.START: OFFERED,
    DraftAction.LATER: OFFERED,
    DraftAction.ADD: OFFERED,
    DraftAction.WORDLESS: {Stage.WHAT},
    DraftAction.PLACE: {Stage.WHERE},
    DraftAction.NO_PLACE: {Stage.WHERE},
    DraftAction.INSIDE: {Stage.WHERE},
    DraftAction.POSITION: {Stage.WHERE},
    DraftAction.HERE: {Stage.WHERE},
    DraftAction.AS_TYPED: {Stage.WHERE},
    DraftAction.PERSON: {Stage.FOR_WHOM},
    DraftAction.NEWCOMER: {Stage.FOR_WHOM},
    DraftAction.OWN: {Stage.FOR_WHOM},
    DraftAction.JOIN: {Stage.URGENCY, Stage.PREVIEW},
    DraftAction.GO_ON: {Stage.URGENCY, Stage.PREVIEW},
    DraftAction.MOVE: frozenset({None, *Stage}),
    DraftAction.ANEW: frozenset({None, *Stage}),
    DraftAction.URGENCY: {Stage.URGENCY},
}
"""When a button is an answer to what is asked; of the others, at the preview."""
DROPS: Final = {DraftAction.CANCEL: "request-cancelled", DraftAction.LATER: "request-later"}


def create_router() -> Router:
    router = Router(name="request-taps")
    router.callback_query.register(tapped, DraftButton.filter())
    return router


async def tapped(callback: CallbackQuery, callback_data: DraftButton, turn: Turn, bot: Bot) -> Replies:
    request, texts, action = turn.conversation.unsent, turn.texts, callback_data.action
    if request is None or request.draft.id != callback_data.draft:
        return _gone(callback, callback_data, turn)
    is_answer = turn.conversation.stage in stages_of(callback_data)
    if not is_answer or is_outdated(callback_data, request):
        # Another question waits by now, perhaps in this very message: it stays as it is.
        return [answer(callback, texts.plain("button-changed"), alert=True)]
    if action in DROPS:
        turn.conversation.drop_request()
        return [answer(callback), Screen(text=texts(DROPS[action])).after_tap(callback)]
    if action in ACTS:
        return await _acted(callback, callback_data, request, turn, bot)
    if action not in ELSEWHERE:
        return await _filled(callback, request, callback_data, turn)
    if action is DraftAction.FOR_WHOM:
        screen = on_behalf.asked(request, turn)
    elif action is DraftAction.FILES:
        screen = files_screen(request.draft, texts)
    elif action is DraftAction.INSIDE:
        screen = await asked_inside(request, callback_data.value, turn)
    else:
        screen = await ask(request, EDITS[action], turn)
    return [answer(callback), turn.asks_there(screen, callback)]


async def _filled(callback: CallbackQuery, request: UnsentRequest, tap: DraftButton, turn: Turn) -> Replies:
    """Take the tapped answer, and go on with what the draft lacks next."""
    if tap.action is DraftAction.ANEW:
        turn.conversation.drop_request()
        # Of the same id, so that a second tap is no tap on something that is gone.
        request = UnsentRequest(draft=Draft(id=request.draft.id))
    if tap.action in CHOSEN:
        filled = await chosen(request, tap, turn)
    elif tap.action in PEOPLE:
        filled = await on_behalf.chosen(request, tap, turn)
    else:
        filled = _filled_in(request, tap, turn.texts)
    if filled is not None and tap.action in PLACES:
        turn.conversation.forget_place(request.draft.id)
    screen = await proceed(filled or request, turn)
    said = "" if filled else turn.texts.plain("refused-changed")
    return [answer(callback, said), turn.asks_there(screen, callback)]


def stages_of(tap: DraftButton) -> Collection[Stage | None]:
    """Return when the button is an answer to what is asked. Of those that leave a step, that is their value."""
    if tap.action is DraftAction.CANCEL:
        # An earlier release said no step.
        return {STAGE_OF[Step(tap.value)]} if tap.value in set(Step) else STAGE_OF.values()
    if tap.action is DraftAction.BACK and tap.value in set(Step):
        return {STAGE_OF[Step(tap.value)]}
    return STAGES.get(tap.action, {Stage.PREVIEW})


def is_outdated(tap: DraftButton, request: UnsentRequest) -> bool:
    """Tell whether the button would send something else than what was shown above it."""
    return tap.action is DraftAction.SEND and not request.shows(tap.value)


def _gone(callback: CallbackQuery, tap: DraftButton, turn: Turn) -> Replies:
    if turn.conversation.sent == tap.draft:
        # The message may be the card by now: its buttons stay.
        return [answer(callback, turn.texts.plain("request-sent-already"))]
    return [answer(callback, turn.texts.plain("request-gone"), alert=True), *without_buttons(callback)]


def _filled_in(request: UnsentRequest, tap: DraftButton, texts: Texts) -> UnsentRequest | None:
    """Return the request with the tapped answer; None when the button offers what is no longer there."""
    draft = request.draft
    if tap.action is DraftAction.WORDLESS:
        if not draft.attachments:
            return None
        draft = draft.without_words(word_for(draft, texts))
    elif tap.action is DraftAction.DETACH:
        files = {each.mark: each.file_id for each in draft.attachments}
        draft = draft.without_attachment(files.get(tap.value, ""))
    elif tap.action is DraftAction.NO_PLACE:
        draft = draft.without_location()
    elif tap.action is DraftAction.PLACE:
        if not (tap.value.isdecimal() and int(tap.value) < len(request.places)):
            return None
        index = int(tap.value)
        codes = request.place_codes
        draft = draft.with_location(request.places[index], codes[index] if index < len(codes) else "")
    elif tap.action is DraftAction.URGENCY:
        if tap.value not in Priority.__members__:
            return None
        draft = draft.with_priority(Priority(tap.value))
    return replace(request, draft=draft)


async def _join(callback: CallbackQuery, tap: DraftButton, request: UnsentRequest, turn: Turn) -> Replies:
    try:
        return await joined(callback, request.draft, int(tap.value) if tap.value.isdecimal() else 0, turn)
    except (NotFoundError, InvalidFieldsError):
        # It is done by now; the request goes on.
        screen = await ask(request, request.draft.step, turn)
        said = turn.texts.plain("refused-changed")
        return [answer(callback, said, alert=True), turn.asks_there(screen, callback)]


async def _send(callback: CallbackQuery, request: UnsentRequest, turn: Turn, bot: Bot) -> Replies:
    person, texts = turn.person, turn.texts
    try:
        ticket = await turn.desk.submit_request(request.draft, person=person, bot_id=turn.key.bot_id)
    except UnusableAttachmentError as error:
        request = replace(request, draft=request.draft.without_attachment(error.attachment.file_id))
        screen = await proceed(request, turn)
        return [answer(callback, sentence_plain(error, texts), alert=True), turn.asks_there(screen, callback)]
    turn.conversation.request_sent(ticket.number)
    details = await turn.desk.read_ticket.details(ticket, acting=person.name)
    if ticket.reporter == person.name and await turn.desk.private_topics.are_on():
        number, title = str(ticket.number), ticket.title
        said = Screen(
            text=fitted(lambda most: texts("request-sent-topic", number=number, title=clip(title, most)))
        )
        shown = card(details, person.name, texts).as_live_card(person.telegram_id, ticket.number)
        return [answer(callback), said.after_tap(callback), in_topic(shown, ticket)]
    screen = card(details, person.name, texts, headline=texts("request-sent", number=str(ticket.number)))
    passed_on = []
    if details.reporter_is_elsewhere:
        with suppress(ForbiddenError):  # who named them has a link to pass on, or a dispatcher
            passed_on = [*await joining_link(ticket, details.reporter_name, turn, bot)]
    return [answer(callback), screen.as_card_there(callback, ticket.number), *passed_on]


async def _acted(
    callback: CallbackQuery, tap: DraftButton, request: UnsentRequest, turn: Turn, bot: Bot
) -> Replies:
    if tap.action is DraftAction.SEND:
        return await _send(callback, request, turn, bot)
    if tap.action is DraftAction.JOIN:
        return await _join(callback, tap, request, turn)
    return [answer(callback), position.asked(turn)]
