"""What somebody sends without the reply gesture: it may be about a request that there is, or be its number."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.commenting import Saying, commented
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.finding.by_number import NUMBER
from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.screens import offer, subject_offer
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, without_buttons
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.replies.replies import ImmediateAnswer, Replies
from bot_service.application.errors import NotFoundError
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.words.marked_text import MarkedText


def create_number_router() -> Router:
    router = Router(name="numbers")
    router.message.register(opened, F.text.regexp(NUMBER, mode="fullmatch"))
    return router


def create_tap_router() -> Router:
    router = Router(name="subject-taps")
    router.callback_query.register(added, DraftButton.filter(F.action == DraftAction.ADD))
    return router


async def opened(message: Message, turn: Turn) -> Replies:
    """Show the request with that number. A bare number may as well be the answer to a question."""
    match = NUMBER.fullmatch(message.text or "")
    if match is None or turn.conversation.stage not in (None, Stage.OFFERED):
        raise SkipHandler
    number, is_marked = int(match["number"]), bool(match["mark"])
    if not is_marked and await turn.desk.find_subjects(turn.person, talked_about_only=True):
        raise SkipHandler
    try:
        details = await turn.desk.read_ticket(number, acting=turn.person.name)
    except NotFoundError:
        if is_marked:
            raise
        raise SkipHandler from None
    screen = card(details, turn.person.name, turn.texts)
    return [screen.as_new_card(turn.person.telegram_id, number)]


async def offer_of(request: UnsentRequest, turn: Turn) -> Screen:
    """Offer what was sent to the requests that it may be about, and as a new one."""
    subjects = await turn.desk.find_subjects(turn.person)
    if not subjects:
        return offer(request, turn.texts)
    return subject_offer(request, subjects, await _opens(request, turn), turn.texts)


async def added(callback: CallbackQuery, callback_data: DraftButton, turn: Turn) -> Replies:
    """Say on a request what was offered to it."""
    request = turn.conversation.unsent
    is_there = request is not None and request.draft.id == callback_data.draft
    if request is None or not is_there or not callback_data.value.isdecimal():
        # Whatever else has become of the draft, its other buttons say it.
        raise SkipHandler
    said = Saying(
        cause=request.draft.id,
        said=MarkedText(request.draft.said, request.draft.marks),
        attachments=request.draft.attachments,
        sent_at=request.last_message_at,
        album=request.album,
    )
    replies = await commented(said, int(callback_data.value), turn)
    turn.conversation.request_became_comment()
    if not replies:
        return [answer(callback), *without_buttons(callback)]
    return [answer(callback), *(_in_place(reply, callback) for reply in replies)]


def _in_place(
    reply: OutgoingCall | ImmediateAnswer, callback: CallbackQuery
) -> OutgoingCall | ImmediateAnswer:
    """Draw what would be said in a new message over the offer, which is answered."""
    if callback.message is None or not isinstance(reply, OutgoingCall) or reply.method != "sendMessage":
        return reply
    arguments = {**reply.arguments, "message_id": callback.message.message_id}
    return replace(reply, method="editMessageText", arguments=arguments)


async def _opens(request: UnsentRequest, turn: Turn) -> int | None:
    """Return the number of the ticket that the text may mean, where the person sees that."""
    match = NUMBER.fullmatch(request.draft.text)
    if match is None:
        return None
    try:
        ticket = await turn.desk.tickets.get(int(match["number"]), acting=turn.person.name)
    except NotFoundError:
        return None
    return ticket.number
