"""What a request has to do with another: the desk's people say so, and take it back."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words, stopping
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.finding.by_number import NUMBER, unseen
from bot_service.adapters.inbound.telegram.dialogs.finding.search import in_one_line
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import (
    REFUSED,
    permitted,
    redrawn,
    refused,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
    with_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.tickets.links import (
    LETTERS,
    OF_LETTER,
    linking_buttons,
    said_of,
)
from bot_service.adapters.inbound.telegram.drawing.tickets.work import stands_on
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.tickets.ticket_links import MOST_LINKS
from bot_service.application.views.tickets import LinkKind, TicketView, Verb

MOST_OFFERED: Final = 5
CHOICE: Final = r"^[A-Za-z]-[0-9]{1,18}$"
LINK_ID: Final = r"^[0-9]{1,18}$"
PAGE: Final = r"^[0-9]{1,2}$"


def create_router() -> Router:
    router = Router(name="linking")
    router.message.register(which, WritesOn(Stage.LINK))
    router.callback_query.register(choose, TicketButton.filter(F.action == TicketAction.LINK))
    router.callback_query.register(
        turned, WorkButton.filter((F.action == WorkAction.LINKS) & F.value.regexp(PAGE))
    )
    router.callback_query.register(
        ask, WorkButton.filter((F.action == WorkAction.LINK) & F.value.in_(set(OF_LETTER)))
    )
    router.callback_query.register(
        linked, WorkButton.filter((F.action == WorkAction.LINK_TO) & F.value.regexp(CHOICE))
    )
    router.callback_query.register(
        unlinked, WorkButton.filter((F.action == WorkAction.UNLINK) & F.value.regexp(LINK_ID))
    )
    return router


async def choose(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Put the kinds of links, and the links that there are, in place of the card's buttons."""
    return await _shown(callback, callback_data.number, 0, turn)


async def turned(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    return await _shown(callback, callback_data.number, int(callback_data.value), turn)


async def _shown(callback: CallbackQuery, number: int, page: int, turn: Turn) -> Replies:
    ticket = await permitted(Verb.LINK, callback, number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    links = await turn.desk.ticket_links.of_ticket(
        number, acting=turn.person.name, most=(page + 1) * MOST_LINKS + 1
    )
    # Links may have been taken away since there was such a page.
    page = min(page, max(0, len(links) - 1) // MOST_LINKS)
    rows = linking_buttons(ticket, links, page, turn.texts)
    on = stands_on(ticket, links[: MOST_LINKS + 1])
    return [answer(callback), *with_buttons(callback, rows, on=on)]


async def ask(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await permitted(Verb.LINK, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    text = turn.texts(
        "ask-link",
        number=str(ticket.number),
        title=ticket.title,
        said=said_of(OF_LETTER[callback_data.value], "…", turn.texts),
    )
    return ask_for_words(ticket.number, Stage.LINK, text, callback, turn, chosen=callback_data.value)


async def which(message: Message, turn: Turn) -> Replies:
    """Offer the request with that number, or those that say the words; anything else is asked for again."""
    number, said = turn.conversation.written_on, message.text or ""
    match, words = NUMBER.fullmatch(said), in_one_line(said)
    if not words or (match is not None and int(match["number"]) == number):
        return [turn.says("link-number", number=str(number), about=number)]
    if match is None:
        hits = await turn.desk.finder.search(words, acting=turn.person.name, limit=MOST_OFFERED + 1)
        found = [hit.ticket for hit in hits if hit.ticket.number != number][:MOST_OFFERED]
        if not found:
            return [turn.says("found-nothing", about=number)]
    else:
        try:
            found = [await turn.desk.tickets.get(int(match["number"]), acting=turn.person.name)]
        except NotFoundError:
            return [turn.sends(Screen(text=await unseen(int(match["number"]), turn)), about=number)]
    return [turn.asks(_offer(number, OF_LETTER[turn.conversation.writing_for], found, turn), about=number)]


async def linked(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    number, (letter, _, other) = callback_data.number, callback_data.value.partition("-")
    kind = OF_LETTER.get(letter)
    if kind is None:
        return [answer(callback, turn.texts.plain("button-outdated"), alert=True)]
    _stop(turn, number)
    try:
        link = await turn.desk.ticket_links.add(
            number, int(other), kind, acting=turn.person.name, request_id=turn.key.request_id("link")
        )
    except REFUSED as error:
        return [answer(callback), Screen(text=sentence(error, turn.texts)).after_tap(callback)]
    done = turn.texts("linked-now", number=str(number), said=said_of(link.kind, f"#{link.other}", turn.texts))
    opens = TicketButton(action=TicketAction.OPEN, number=link.other).pack()
    label = turn.texts.plain("button-open-card", number=str(link.other))
    return [
        answer(callback),
        Screen(text=done, keyboard=keyboard([button(label, opens)])).after_tap(callback),
    ]


async def unlinked(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    number = callback_data.number
    try:
        link = await turn.desk.ticket_links.remove(
            f"tickets/{number}/links/{callback_data.value}",
            acting=turn.person.name,
            request_id=turn.key.request_id("unlink"),
        )
    except REFUSED as error:
        return await refused(error, callback, number, turn)
    toast = turn.texts.plain("toast-unlinked", number=str(link.other))
    return [answer(callback, toast), *await redrawn(callback, number, turn)]


def _offer(number: int, kind: LinkKind, found: list[TicketView], turn: Turn) -> Screen:
    """Show the titles in full: a wrong link misleads whoever reads either of them."""
    texts = turn.texts
    said = said_of(kind, "…", texts)

    def choice(ticket: TicketView) -> str:
        value = f"{LETTERS[kind]}-{ticket.number}"
        return WorkButton(action=WorkAction.LINK_TO, number=number, value=value).pack()

    return Screen(
        text=fitted(
            lambda most: texts(
                "link-which",
                number=str(number),
                said=said,
                found="\n".join(f"#{each.number} {clip(each.title, most)}" for each in found),
            )
        ),
        keyboard=keyboard(
            *(
                [
                    button(
                        texts.plain("button-link-to", number=str(each.number), title=each.title), choice(each)
                    )
                ]
                for each in found
            ),
            [stopping(turn)],
        ),
        wants_reply=True,
    )


def _stop(turn: Turn, number: int) -> None:
    conversation = turn.conversation
    if conversation.stage is Stage.LINK and conversation.written_on == number:
        conversation.stop_writing()
