"""New messages about what others did to a ticket."""

from collections.abc import Callable, Sequence
from typing import Final

from aiogram.types import InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import MOST_STARS
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.card_buttons import (
    closing_rows,
    photos_button,
    reply_button,
    show_all_button,
)
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import WITHOUT_LIMIT
from bot_service.adapters.inbound.telegram.drawing.tickets.work import works_on
from bot_service.application.queries.comments.read_replies import Reply
from bot_service.application.queries.notifications.find_settled import Settled
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.people import SYSTEM
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.comments.comment import ATTACHED
from bot_service.domain.words.marked_text import MarkedText

SAID: Final = ("notice-answer", "notice-from-reporter")
CORRECTED: Final = ("notice-answer-corrected", "notice-from-reporter-corrected")
"""What is said to the reporter, and to the desk's people."""
REPLIES_SHOWN: Final = 10


def replies_notice(replies: Sequence[Reply], details: TicketDetails, texts: Texts) -> Screen:
    """Draw for staff what people wrote in one go on a ticket that nobody has taken."""
    ticket, shown = details.ticket, replies[-REPLIES_SHOWN:]
    more = len(replies) - len(shown)

    def draw(most: int) -> Html:
        lines = [texts("notice-replies-more", count=more)] if more else []
        lines += [
            texts("notice-reply", name=clip(reply.author_name, most), text=drawn(reply.said, most))
            for reply in shown
        ]
        return texts(
            "notice-replies",
            number=str(ticket.number),
            title=clip(ticket.title, most),
            text=Html("\n\n".join(lines)),
            hint=texts("note-hint"),
        )

    photos = any(ATTACHED in reply.said.text for reply in replies)
    text = fitted(draw)
    return Screen(
        text=text,
        keyboard=_reading(
            ticket,
            texts,
            photos=photos,
            is_cut=bool(more) or text != draw(WITHOUT_LIMIT),
            is_reporter=False,
        ),
    )


def notice(
    event: EventView,
    details: TicketDetails,
    actor_name: str,
    reader: str,
    texts: Texts,
    *,
    is_again: bool = False,
) -> Screen:
    """Draw the message for `reader` (`users/7`): of what was said or promised, a rating, a state that matters.

    `is_again`: in place of the message that told of it first.
    """
    ticket = details.ticket
    about = {"number": str(ticket.number), "title": ticket.title}
    if event.comment is not None:
        words = SAID if is_again or event.type is not EventType.COMMENT_EDITED else CORRECTED
        text = fitted(draw := _said(words, event.comment.said, details, actor_name, reader, texts))
        buttons = _reading(
            ticket,
            texts,
            photos=ATTACHED in event.comment.text,
            is_cut=text != draw(WITHOUT_LIMIT),
            is_reporter=reader == ticket.reporter,
        )
        return Screen(text=text, keyboard=buttons)
    if event.note is not None:
        text = fitted(draw := _noted(event.note.said, ticket, actor_name, texts))
        files = [photos_button(ticket, texts)] if ATTACHED in event.note.text else []
        more = [show_all_button(ticket, texts)] if text != draw(WITHOUT_LIMIT) else []
        return Screen(text=text, keyboard=keyboard(files, more))
    if event.resolve_time is not None:
        return Screen(text=texts("notice-reminder", time=event.resolve_time, **about))
    if event.stars is not None:
        return _rated(event, event.stars, ticket, actor_name, texts)
    if event.state_after is TicketState.RESOLVED:
        text = fitted(draw := _resolved(event, ticket, actor_name, reader, texts))
        more = [show_all_button(ticket, texts)] if text != draw(WITHOUT_LIMIT) else []
        return Screen(text=text, keyboard=keyboard(*closing_rows(ticket, reader, texts), more))
    return Screen(text=_closed(event, ticket, actor_name, texts))


def _rated(event: EventView, stars: int, ticket: TicketView, actor_name: str, texts: Texts) -> Screen:
    shown = "★" * stars + "☆" * (MOST_STARS - stars)
    rated = texts("notice-rated", name=actor_name, stars=shown, number=str(ticket.number), title=ticket.title)
    said = event.rating_comment
    if not said:
        return Screen(text=rated)
    return Screen(
        text=fitted(lambda most: Html(f"{rated}\n{texts('card-rating-comment', text=clip(said, most))}"))
    )


def _said(
    words: tuple[str, str],
    comment: MarkedText,
    details: TicketDetails,
    actor_name: str,
    reader: str,
    texts: Texts,
) -> Callable[[int], Html]:
    ticket = details.ticket
    to_reporter, to_desk = words
    is_reporter = reader == ticket.reporter
    hint = texts("note-hint" if works_on(ticket) else "reply-hint")
    more = {} if is_reporter else {"hint": hint}
    return lambda most: texts(
        to_reporter if is_reporter else to_desk,
        name=clip(actor_name, most),
        text=drawn(comment, most),
        number=str(ticket.number),
        title=clip(ticket.title, most),
        **more,
    )


def _reading(
    ticket: TicketView, texts: Texts, *, photos: bool, is_cut: bool, is_reporter: bool
) -> InlineKeyboardMarkup | None:
    """Offer what came with it, the rest of what did not fit, and to the desk's people to answer.

    A reporter answers by a reply; a reply of the desk's people is a note of theirs.
    """
    answers = not is_reporter and works_on(ticket) and Verb.COMMENT in ticket.allowed_verbs
    return keyboard(
        [reply_button(ticket, texts)] if answers else [],
        [photos_button(ticket, texts)] if photos else [],
        [show_all_button(ticket, texts)] if is_cut else [],
    )


def _noted(note: MarkedText, ticket: TicketView, actor_name: str, texts: Texts) -> Callable[[int], Html]:
    return lambda most: texts(
        "notice-note",
        name=clip(actor_name, most),
        text=drawn(note, most),
        number=str(ticket.number),
        title=clip(ticket.title, most),
    )


def _closed(event: EventView, ticket: TicketView, actor_name: str, texts: Texts) -> Html:
    about = {"number": str(ticket.number), "title": ticket.title}
    if event.actor == SYSTEM:
        return texts("notice-closed-unasked", **about)
    return texts("notice-closed", name=actor_name, **about)


def settled_notice(settled: Settled, ticket: TicketView, closer_name: str, texts: Texts) -> Screen:
    """Draw for the reporter, in place of the message that asked them to confirm, what came of that."""
    ended, who = settled.ended, ticket.reporter
    if ended is None:
        outcome = _question(settled.resolved, texts)
    elif ended.state_after is not TicketState.CLOSED:
        outcome = texts("notice-resolved-reopened")
    elif ended.actor == SYSTEM:
        outcome = texts("notice-resolved-unasked")
    elif ended.actor == who:
        outcome = texts("notice-resolved-confirmed")
    else:
        outcome = texts("notice-resolved-confirmed-by", name=closer_name)
    text = fitted(draw := _asking(settled.resolved, ticket, outcome, texts))
    rows = closing_rows(ticket, who, texts) if settled.is_latest else []
    more = [show_all_button(ticket, texts)] if text != draw(WITHOUT_LIMIT) else []
    return Screen(text=text, keyboard=keyboard(*rows, more))


def _question(resolved: EventView, texts: Texts) -> Html:
    return texts("notice-resolved-asks-again" if resolved.actor == SYSTEM else "notice-resolved-asks")


def _resolved(
    event: EventView, ticket: TicketView, actor_name: str, reader: str, texts: Texts
) -> Callable[[int], Html]:
    about = {"number": str(ticket.number), "title": ticket.title}
    if reader == ticket.assignee != ticket.reporter:
        return lambda _: texts("notice-resolved-staff", name=actor_name, **about)
    if reader != ticket.reporter:
        return lambda _: texts("notice-followed-resolved", **about)
    return _asking(event, ticket, _question(event, texts), texts)


def _asking(resolved: EventView, ticket: TicketView, outcome: Html, texts: Texts) -> Callable[[int], Html]:
    """Say it with what was done; of what the timer resolved, that nobody answered."""
    about = {"number": str(ticket.number), "title": ticket.title, "outcome": outcome}
    if resolved.actor == SYSTEM:
        return lambda _: texts("notice-resolved-unanswered", **about)
    if not ticket.resolution:
        return lambda _: texts("notice-resolved", **about)
    return lambda most: texts("notice-resolved-so", text=clip(ticket.resolution, most), **about)
