"""What can be done with a ticket by whoever looks at it, on its card and elsewhere (decision 29)."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    MOST_STARS,
    CorrectionAction,
    CorrectionButton,
    TicketAction,
    TicketButton,
    resolution_mark,
)
from bot_service.adapters.inbound.telegram.drawing.screen import Style, button, disabled_button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.links import link_row
from bot_service.adapters.inbound.telegram.drawing.tickets.work import more_button
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.queries.tickets.sight import only_follows
from bot_service.application.views.tickets import TicketView, Verb


def card_buttons(
    details: TicketDetails, reader: str, texts: Texts, *, is_cut: bool
) -> InlineKeyboardMarkup | None:
    """Offer what the tickets service allows."""
    ticket, verbs = details.ticket, details.ticket.allowed_verbs
    is_reporter = reader == ticket.reporter
    rows: list[list[InlineKeyboardButton]] = []
    if not verbs and details.assignee_name and not (is_reporter or ticket.done):
        # Where [Take] was, for whoever was slower.
        rows.append([disabled_button(texts.plain("button-taken", name=details.assignee_name))])
    if Verb.TAKE in verbs:
        rows.append([_button(texts.plain("button-take"), TicketAction.TAKE, ticket, style=Style.PRIMARY)])
    if Verb.RESOLVE in verbs:
        rows.append(
            [_button(texts.plain("button-resolve"), TicketAction.RESOLVE, ticket, ticket.etag, Style.SUCCESS)]
        )
    if Verb.RESUME in verbs:
        rows.append([_button(texts.plain("button-resume"), TicketAction.RESUME, ticket)])
    if Verb.REOPEN in verbs and not is_reporter:
        rows.append([_button(texts.plain("button-reopen"), TicketAction.REOPEN, ticket)])
    rows.extend(closing_rows(ticket, reader, texts))
    last: list[InlineKeyboardButton] = []
    is_follower = only_follows(verbs)
    if Verb.COMMENT in verbs:
        comment = _button(texts.plain("button-comment"), TicketAction.WRITE, ticket)
        last.append(comment if is_reporter or is_follower else reply_button(ticket, texts))
    # Reporters always see their ticket, others see one to which they can do anything at all.
    if details.has_attachments and (is_reporter or verbs):
        last.append(photos_button(ticket, texts))
    more = [show_all_button(ticket, texts)] if is_cut and (is_reporter or verbs) else []
    others = [*_joining(details, reader, texts), *([] if is_follower else link_row(details.links, texts))]
    changes = _corrections(ticket, texts) if is_reporter else []
    if is_reporter and ticket.is_over:
        changes = [go_on_button(ticket, texts)]
    if is_follower:
        changes = [_button(texts.plain("button-unfollow"), TicketAction.UNFOLLOW, ticket)]
    return keyboard(*rows, last, [*more, *more_button(ticket, texts)], others, changes)


def _joining(details: TicketDetails, reader: str, texts: Texts) -> list[InlineKeyboardButton]:
    """Offer a link for who is not at Telegram to those who give requests out, and to whoever named them."""
    may = Verb.ASSIGN in details.ticket.allowed_verbs or reader == details.introducer
    gives_out = details.reporter_is_elsewhere and may
    return [joining_link_button(details.ticket.number, texts)] if gives_out else []


def go_on_button(ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.plain("button-go-on"), TicketAction.GO_ON, ticket)


def _corrections(ticket: TicketView, texts: Texts) -> list[InlineKeyboardButton]:
    return [
        button(texts.plain(label), CorrectionButton(action=action, number=ticket.number).pack())
        for verb, label, action in (
            (Verb.UPDATE, "button-correct", CorrectionAction.MENU),
            (Verb.CANCEL, "button-withdraw", CorrectionAction.WITHDRAW),
        )
        # Those of staff go on working on what they reported; the others' part in it is over once somebody does.
        if verb in ticket.allowed_verbs and (verb is Verb.CANCEL or ticket.is_untouched)
    ]


def closing_rows(ticket: TicketView, reader: str, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """Return what a reporter can do with finished work: confirm it or say that it is not, and rate it."""
    verdict, rows = [], []
    if Verb.CONFIRM in ticket.allowed_verbs:
        mark = resolution_mark(ticket)
        verdict.append(
            _button(texts.plain("button-confirm"), TicketAction.CONFIRM, ticket, mark, Style.SUCCESS)
        )
    if Verb.REOPEN in ticket.allowed_verbs and reader == ticket.reporter:
        verdict.append(
            _button(texts.plain("button-not-fixed"), TicketAction.REOPEN, ticket, style=Style.DANGER)
        )
    if verdict:
        rows.append(verdict)
    if Verb.RATE in ticket.allowed_verbs:
        rows.append(
            [
                button(
                    texts.plain(
                        "button-stars-given" if stars == ticket.stars else "button-stars", stars=stars
                    ),
                    TicketButton(action=TicketAction.RATE, number=ticket.number, stars=stars).pack(),
                )
                for stars in range(1, MOST_STARS + 1)
            ]
        )
        if ticket.stars is not None:
            label = "button-rating-reword" if ticket.rating_comment else "button-rating-word"
            rows.append([_button(texts.plain(label), TicketAction.RATE_SO, ticket)])
    return rows


def reply_button(ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.plain("button-reply"), TicketAction.WRITE, ticket)


def joining_link_button(number: int, texts: Texts) -> InlineKeyboardButton:
    """Return what makes a link for the reporter, who is not at Telegram."""
    data = TicketButton(action=TicketAction.JOINING_LINK, number=number)
    return button(texts.plain("button-joining-link"), data.pack())


def photos_button(ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.plain("button-photos"), TicketAction.PHOTOS, ticket)


def show_all_button(ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.plain("button-show-all"), TicketAction.SHOW_ALL, ticket)


def _button(
    label: str, action: TicketAction, ticket: TicketView, etag: str = "", style: Style | None = None
) -> InlineKeyboardButton:
    return button(label, TicketButton(action=action, number=ticket.number, etag=etag).pack(), style)
