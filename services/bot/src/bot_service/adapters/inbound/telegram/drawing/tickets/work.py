"""What the desk's people can do to a ticket beyond the likeliest: the second page of a card's buttons."""

from collections.abc import Collection, Iterable
from functools import partial
from hashlib import blake2s
from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.colleagues import ColleaguePage, colleague_rows
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Style, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.views.tickets import LinkView, TicketView, Verb
from bot_service.domain.tickets.priority import Priority

MORE: Final = (
    (Verb.ASSIGN, "button-assign", TicketAction.ASSIGN),
    (Verb.RELEASE, "button-release", TicketAction.RELEASE),
    (Verb.WRITE_NOTE, "button-note", TicketAction.NOTE),
    (Verb.WAIT_FOR_REPORTER, "button-ask-reporter", TicketAction.ASK_REPORTER),
    (Verb.WAIT_FOR_VENDOR, "button-wait-for-supplier", TicketAction.WAIT_FOR_VENDOR),
    (Verb.RESOLVE, "button-resolve-so", TicketAction.RESOLVE_SO),
    (Verb.UPDATE, "button-change-urgency", TicketAction.PRIORITY),
    (Verb.REJECT, "button-reject", TicketAction.REJECT),
    (Verb.CANCEL, "button-cancel-request", TicketAction.CANCEL),
    (Verb.MERGE, "button-merge", TicketAction.MERGE),
    (Verb.CHANGE_TAGS, "button-tags", TicketAction.TAGS),
    (Verb.LINK, "button-link", TicketAction.LINK),
    (Verb.LINK, "button-show-all", TicketAction.SHOW_ALL),
    (Verb.LINK, "button-history", TicketAction.HISTORY),
)
"""In their order: what is done often comes first."""
STYLES: Final = {
    TicketAction.RESOLVE_SO: Style.SUCCESS,
    TicketAction.REJECT: Style.DANGER,
    TicketAction.CANCEL: Style.DANGER,
}
REASONS: Final = ("reason-safety", "reason-many", "reason-can-wait")
"""Why something is as urgent as it is now, as a rule; everything else is written."""
OF_LOWER: Final = frozenset({"reason-can-wait"})
"""Those for which something becomes less urgent; the others are for more."""
A_ROW: Final = 2


def reasons_for(before: Collection[Priority], after: Priority) -> list[tuple[int, str]]:
    """Return those that fit what becomes as urgent as `after`, each with its place among all."""
    order = list(Priority)
    is_raised = any(order.index(each) < order.index(after) for each in before)
    is_lowered = any(order.index(each) > order.index(after) for each in before)
    return [
        (n, reason)
        for n, reason in enumerate(REASONS)
        if (is_lowered if reason in OF_LOWER else is_raised or not is_lowered)
    ]


def works_on(ticket: TicketView) -> bool:
    """Tell whether whoever reads it is of the desk: all of them can link what they see, and nobody else can."""
    return Verb.LINK in ticket.allowed_verbs


def stands_on(ticket: TicketView, links: Iterable[LinkView] | None = None) -> str:
    """Return what the rows that open from a card show of its ticket, as a digest.

    That without the links begins that with them.
    """
    told = "|".join((*sorted(ticket.allowed_verbs), ticket.priority, *ticket.tags))
    return _digest(told) + ("" if links is None else _digest("|".join(link.name for link in links)))


def _digest(told: str) -> str:
    return blake2s(told.encode(), digest_size=6).hexdigest()


def more_button(ticket: TicketView, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the button that opens the rest; none where there is no rest."""
    return [_button("button-more", TicketAction.MORE, ticket, texts)] if _rest(ticket, texts) else []


def more_buttons(ticket: TicketView, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return the rest, and the way back to the likeliest."""
    rest = _rest(ticket, texts)
    rows = in_rows(rest, A_ROW)
    return keyboard(*rows, [_button("button-back", TicketAction.LESS, ticket, texts)])


def people_buttons(ticket: TicketView, page: ColleaguePage, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return the people of a page to choose from."""

    def to(action: WorkAction, value: int) -> WorkButton:
        return WorkButton(action=action, number=ticket.number, value=str(value))

    rows = colleague_rows(
        page, texts, to_person=partial(to, WorkAction.ASSIGN_TO), to_page=partial(to, WorkAction.PEOPLE)
    )
    return keyboard(*rows, [_button("button-back", TicketAction.MORE, ticket, texts)])


def urgency_buttons(ticket: TicketView, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return the priorities that it does not have."""
    rows = [
        [
            button(
                texts.plain(f"priority-{priority.lower()}"),
                WorkButton(action=WorkAction.PRIORITY, number=ticket.number, value=priority).pack(),
            )
        ]
        for priority in Priority
        if priority is not ticket.priority
    ]
    return keyboard(*rows, [_button("button-back", TicketAction.MORE, ticket, texts)])


def _rest(ticket: TicketView, texts: Texts) -> list[InlineKeyboardButton]:
    if not works_on(ticket):
        return []
    return [
        _button(label, action, ticket, texts) for verb, label, action in MORE if verb in ticket.allowed_verbs
    ]


def _button(label: str, action: TicketAction, ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    data = TicketButton(action=action, number=ticket.number).pack()
    return button(texts.plain(label), data, STYLES.get(action))
