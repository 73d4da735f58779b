"""What a ticket has to do with others, as its card says it."""

from collections.abc import Mapping, Sequence
from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.tickets.ticket_links import MOST_LINKS
from bot_service.application.views.tickets import LinkKind, LinkView, TicketView, Verb

OPENED: Final = 5
"""Buttons on a card that lead to other tickets; its lines name more."""
LAST_PAGE: Final = 99
A_ROW: Final = 2
LETTERS: Final[Mapping[LinkKind, str]] = {
    LinkKind.RELATED: "r",
    LinkKind.BLOCKED_BY: "b",
    LinkKind.BLOCKS: "B",
    LinkKind.PART_OF: "p",
    LinkKind.PARENT_OF: "P",
    LinkKind.SPLIT_FROM: "s",
    LinkKind.FOLLOW_UP_OF: "f",
}
"""What the buttons carry for each kind that is on offer; the others are these, seen from the other ticket."""
OF_LETTER: Final = {letter: kind for kind, letter in LETTERS.items()}
OF_MERGES: Final = frozenset({LinkKind.DUPLICATE_OF, LinkKind.DUPLICATED_BY})


def said_of(kind: LinkKind, other: str, texts: Texts) -> Html:
    """Say what a ticket has to do with others, such as `Blocks #41, #43`."""
    return texts(f"link-{kind.lower().replace('_', '-')}", other=other)


def said_plainly(kind: LinkKind, other: str, texts: Texts) -> str:
    return texts.plain(f"link-{kind.lower().replace('_', '-')}", other=other)


def link_lines(links: Sequence[LinkView], texts: Texts) -> list[Html]:
    """Return a line for each kind, the newest first. Of what was merged into another, the card says so itself."""
    numbers: dict[LinkKind, list[str]] = {}
    for link in links[:MOST_LINKS]:
        if link.kind is not LinkKind.DUPLICATE_OF:
            numbers.setdefault(link.kind, []).append(f"#{link.other}")
    lines = [
        texts("card-link", said=said_of(kind, ", ".join(others), texts)) for kind, others in numbers.items()
    ]
    return [*lines, texts("card-link-earlier")] if len(links) > MOST_LINKS else lines


def link_row(links: Sequence[LinkView], texts: Texts) -> list[InlineKeyboardButton]:
    """Return the way to the other tickets, the newest links first."""
    others = list(dict.fromkeys(link.other for link in links))
    return [
        button(
            texts.plain("button-linked", number=str(other)),
            TicketButton(action=TicketAction.OPEN, number=other).pack(),
        )
        for other in others[:OPENED]
    ]


def linking_buttons(
    ticket: TicketView, links: Sequence[LinkView], page: int, texts: Texts
) -> InlineKeyboardMarkup | None:
    """Return a page of the links, from 0, to take away or to open, and the kinds of another one to choose from."""
    shown = [_linked_button(ticket, link, texts) for link in links[page * MOST_LINKS :][:MOST_LINKS]]
    ways = turning(
        page,
        texts,
        lambda to: WorkButton(action=WorkAction.LINKS, number=ticket.number, value=str(to)),
        is_last=len(links) <= (page + 1) * MOST_LINKS or page == LAST_PAGE,
    )
    kinds = [
        button(
            said_plainly(kind, "…", texts),
            WorkButton(action=WorkAction.LINK, number=ticket.number, value=letter).pack(),
        )
        for kind, letter in LETTERS.items()
    ]
    back = TicketButton(action=TicketAction.MORE, number=ticket.number).pack()
    return keyboard(
        *in_rows(shown, A_ROW), ways, *in_rows(kinds, A_ROW), [button(texts.plain("button-back"), back)]
    )


def _linked_button(ticket: TicketView, link: LinkView, texts: Texts) -> InlineKeyboardButton:
    """Return what takes a link away for whoever may; else what opens the other ticket."""
    said = said_plainly(link.kind, f"#{link.other}", texts)
    if Verb.UNLINK not in ticket.allowed_verbs or link.kind in OF_MERGES:
        return button(said, TicketButton(action=TicketAction.OPEN, number=link.other).pack())
    value = link.name.rpartition("/")[2]
    removes = WorkButton(action=WorkAction.UNLINK, number=ticket.number, value=value).pack()
    return button(texts.plain("button-unlink", said=said), removes)
