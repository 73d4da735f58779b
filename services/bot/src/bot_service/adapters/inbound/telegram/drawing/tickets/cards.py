"""A ticket's card: what it says. `card_buttons` is what can be done with it."""

from typing import Final

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import MOST_STARS
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.card_buttons import card_buttons
from bot_service.adapters.inbound.telegram.drawing.tickets.links import link_lines
from bot_service.adapters.inbound.telegram.drawing.tickets.tags import said_of
from bot_service.adapters.inbound.telegram.drawing.tickets.work import stands_on, works_on
from bot_service.application.queries.comments.remarks import Remark
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.queries.tickets.sight import only_follows
from bot_service.application.views.tickets import TicketState, TicketView

DESCRIPTION_UNITS: Final = 1200
RESOLUTION_UNITS: Final = 500
REMARK_UNITS: Final = 500
"""A card is for an overview; what it leaves out is shown by a tap."""
WITHOUT_LIMIT: Final = 1_000_000


def card(details: TicketDetails, reader: str, texts: Texts, *, headline: Html | None = None) -> Screen:
    """Draw a card for `reader` (`users/7`); it depends on nothing that changes without an event of the ticket.

    Except what it says of people, such as their names, and by when it is due, where the desk's hours are changed: these
    are as they were when it was drawn.
    """
    text = fitted(lambda most: _text(details, texts, headline, most, is_overview=True))
    whole = _text(details, texts, headline, WITHOUT_LIMIT, is_overview=False)
    is_cut = details.earlier or text != whole
    stands = stands_on(details.ticket, details.links) if works_on(details.ticket) else ""
    buttons = card_buttons(details, reader, texts, is_cut=is_cut)
    return Screen(text=text, keyboard=buttons, stands=stands)


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
