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
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.views.tickets import LinkKind, LinkView, TicketView, Verb

OPENED: Final = 5
"""Buttons on a card that lead to other tickets; its lines name them all."""
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
    """Return a line for each kind. Of what was merged into another, the card says so itself."""
    numbers: dict[LinkKind, list[str]] = {}
    for link in links:
        if link.kind is not LinkKind.DUPLICATE_OF:
            numbers.setdefault(link.kind, []).append(f"#{link.other}")
    return [
        texts("card-link", said=said_of(kind, ", ".join(others), texts)) for kind, others in numbers.items()
    ]


def link_row(links: Sequence[LinkView], texts: Texts) -> list[InlineKeyboardButton]:
    """Return the way to the other tickets, the newest links first."""
    others = list(dict.fromkeys(link.other for link in reversed(links)))
    return [
        button(
            texts.plain("button-linked", number=str(other)),
            TicketButton(action=TicketAction.OPEN, number=other).pack(),
        )
        for other in others[:OPENED]
    ]


def linking_buttons(
    ticket: TicketView, links: Sequence[LinkView], texts: Texts
) -> InlineKeyboardMarkup | None:
    """Return the links to take away, for whoever may, and the kinds of another one to choose from."""
    removable = links if Verb.UNLINK in ticket.allowed_verbs else ()
    removing = [
        button(
            texts.plain("button-unlink", said=said_plainly(link.kind, f"#{link.other}", texts)),
            WorkButton(
                action=WorkAction.UNLINK, number=ticket.number, value=link.name.rpartition("/")[2]
            ).pack(),
        )
        for link in removable
        if link.kind not in OF_MERGES
    ]
    kinds = [
        button(
            said_plainly(kind, "…", texts),
            WorkButton(action=WorkAction.LINK, number=ticket.number, value=letter).pack(),
        )
        for kind, letter in LETTERS.items()
    ]
    back = TicketButton(action=TicketAction.MORE, number=ticket.number).pack()
    return keyboard(
        *in_rows(removing, A_ROW), *in_rows(kinds, A_ROW), [button(texts.plain("button-back"), back)]
    )
