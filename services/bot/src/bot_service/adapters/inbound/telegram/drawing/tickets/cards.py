"""A ticket's card: what it says, and what can be done with it by whoever looks at it (decision 29)."""

from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    MOST_STARS,
    CorrectionAction,
    CorrectionButton,
    TicketAction,
    TicketButton,
    resolution_mark,
)
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    Style,
    button,
    disabled_button,
    keyboard,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.links import link_lines, link_row
from bot_service.adapters.inbound.telegram.drawing.tickets.tags import said_of
from bot_service.adapters.inbound.telegram.drawing.tickets.work import more_button, works_on
from bot_service.application.queries.read_ticket import Remark, TicketDetails, only_follows
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.comments.comment import ATTACHED

DESCRIPTION_UNITS: Final = 1200
RESOLUTION_UNITS: Final = 500
REMARK_UNITS: Final = 500
"""A card is for an overview; what it leaves out is shown by a tap."""
OVER: Final = frozenset({TicketState.CLOSED, TicketState.CANCELLED, TicketState.REJECTED})
WITHOUT_LIMIT: Final = 1_000_000


def card(details: TicketDetails, reader: str, texts: Texts, *, headline: Html | None = None) -> Screen:
    """Draw a card for `reader` (`users/7`); it depends on nothing that changes without an event of the ticket.

    Except what it says of people, such as their names, and by when it is due, where the desk's hours are changed: these
    are as they were when it was drawn.
    """
    text = fitted(lambda most: _text(details, texts, headline, most, is_overview=True))
    whole = _text(details, texts, headline, WITHOUT_LIMIT, is_overview=False)
    is_cut = details.earlier or text != whole
    return Screen(text=text, keyboard=_buttons(details, reader, texts, is_cut=is_cut))


def _text(
    details: TicketDetails, texts: Texts, headline: Html | None, most: int, *, is_overview: bool
) -> Html:
    ticket = details.ticket

    def room(overview: int) -> int:
        return min(most, overview) if is_overview else most

    title = texts("card-title", number=str(ticket.number), title=clip(ticket.title, most))
    lines = [title, _facts(details, texts, most)]
    if details.why:
        why = clip(details.why, most)
        lines.append(texts(f"card-why-{ticket.state.lower().replace('_', '-')}", text=why))
    if ticket.description:
        lines.append(texts("card-description", text=drawn(ticket.described, room(DESCRIPTION_UNITS))))
    if ticket.resolution:
        lines.append(texts("card-resolution", text=clip(ticket.resolution, room(RESOLUTION_UNITS))))
    lines.extend(
        _remark(remark, drawn(remark.said, room(REMARK_UNITS)), texts, most) for remark in details.remarks
    )
    if headline is not None:
        lines.insert(0, headline)
    return Html("\n\n".join(lines))


def _buttons(
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
    if has_attachments(details) and (is_reporter or verbs):
        last.append(photos_button(ticket, texts))
    more = [show_all_button(ticket, texts)] if is_cut and (is_reporter or verbs) else []
    others = [*_joining(details, reader, texts), *([] if is_follower else link_row(details.links, texts))]
    changes = _corrections(ticket, texts) if is_reporter else []
    if is_reporter and is_over(ticket):
        changes = [go_on_button(ticket, texts)]
    if is_follower:
        changes = [_button(texts.plain("button-unfollow"), TicketAction.UNFOLLOW, ticket)]
    return keyboard(*rows, last, [*more, *more_button(ticket, texts)], others, changes)


def _joining(details: TicketDetails, reader: str, texts: Texts) -> list[InlineKeyboardButton]:
    """Offer a link for who is not at Telegram to those who give requests out, and to whoever named them."""
    may = Verb.ASSIGN in details.ticket.allowed_verbs or reader == details.introducer
    gives_out = details.reporter_is_elsewhere and may
    return [joining_link_button(details.ticket.number, texts)] if gives_out else []


def is_untouched(ticket: TicketView) -> bool:
    """Tell whether nobody works on it yet, so that its reporter may still have it otherwise."""
    return ticket.state is TicketState.OPEN and not ticket.assignee


def is_over(ticket: TicketView) -> bool:
    """Tell whether nothing comes of it any more: what its reporter still has to say is another request."""
    return ticket.state in OVER


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
        if verb in ticket.allowed_verbs and (verb is Verb.CANCEL or is_untouched(ticket))
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


def has_attachments(details: TicketDetails) -> bool:
    """Comments name what came with them, so that a card needs no answer from the files service."""
    return bool(details.ticket.attachments or details.old_files) or any(
        ATTACHED in remark.text for remark in details.remarks
    )


def state_line(ticket: TicketView, texts: Texts) -> Html:
    """Say the state; what a dispatcher gave to somebody who did not begin yet waits for nobody else."""
    if ticket.state is TicketState.OPEN and ticket.assignee:
        return texts("state-assigned")
    return texts(f"state-{ticket.state.lower().replace('_', '-')}")


def _facts(details: TicketDetails, texts: Texts, most: int) -> Html:
    ticket = details.ticket
    lines = [
        state_line(ticket, texts),
        texts("card-priority", priority=texts(f"priority-{ticket.priority.lower()}")),
    ]
    if ticket.duplicate_of is not None:
        lines.append(texts("card-duplicate", number=str(ticket.duplicate_of)))
    lines.extend(link_lines(details.links, texts))
    if ticket.tags:
        lines.append(texts("card-tags", tags=said_of(ticket.tags)))
    if ticket.location:
        lines.append(texts("card-location", location=clip(ticket.location, most)))
    lines += _reporter(details, texts, most)
    if details.assignee_name:
        lines.append(texts("card-assignee", name=clip(details.assignee_name, most)))
    if details.assignee_back and works_on(ticket) and not ticket.done:
        lines.append(texts("card-assignee-away", day=texts.day(details.assignee_back)))
    lines += _times(ticket, texts)
    if ticket.origin:
        lines.append(_origin(ticket.origin, texts, most))
    if attachments := len(ticket.attachments) + details.old_files:
        lines.append(texts("card-attachments", count=attachments))
    if ticket.follower_count:
        lines.append(texts("card-followers", count=ticket.follower_count))
    if only_follows(ticket.allowed_verbs):
        lines.append(texts("card-followed"))
    return Html("\n".join([*lines, *_rating(ticket, texts, most)]))


def _times(ticket: TicketView, texts: Texts) -> list[Html]:
    sent = texts("card-created", time=ticket.create_time)
    return [sent] if ticket.next_due is None else [sent, texts("card-due", time=ticket.next_due)]


def _reporter(details: TicketDetails, texts: Texts, most: int) -> list[Html]:
    """Name them, and tell those who work on it where nothing reaches them."""
    if details.ticket.is_anonymized:
        return [texts("card-anonymized")]
    if not details.reporter_name:
        return []
    name = clip(details.reporter_name, most)
    lines = [
        texts("card-reporter-out", name=name)
        if details.reporter_is_out
        else texts("card-reporter", name=name)
    ]
    if details.reporter_is_elsewhere:
        contact = clip(details.reporter_contact, most)
        lines.append(texts("card-elsewhere-contact", contact=contact) if contact else texts("card-elsewhere"))
    if details.is_out_of_reach and works_on(details.ticket) and not details.ticket.done:
        lines.append(texts("card-out-of-reach"))
    return lines


def _rating(ticket: TicketView, texts: Texts, most: int) -> list[Html]:
    if ticket.stars is None:
        return []
    stars = texts("card-stars", stars="★" * ticket.stars + "☆" * (MOST_STARS - ticket.stars))
    said = ticket.rating_comment
    return [stars, texts("card-rating-comment", text=clip(said, most))] if said else [stars]


def _origin(origin: str, texts: Texts, most: int) -> Html:
    source, _, old_id = origin.partition(":")
    return texts("card-origin", source=clip(source, most), number=clip(old_id, most))


def _remark(remark: Remark, text: Html, texts: Texts, most: int) -> Html:
    key = "card-remark-desk" if remark.by_desk else "card-remark-user"
    name = clip(remark.author_name, most) or texts("the-desk")
    return texts(key, name=name, text=text)


def _button(
    label: str, action: TicketAction, ticket: TicketView, etag: str = "", style: Style | None = None
) -> InlineKeyboardButton:
    return button(label, TicketButton(action=action, number=ticket.number, etag=etag).pack(), style)
