"""What happened to a ticket, in words, a page at a time."""

from collections.abc import Mapping
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import MOST_STARS, HistoryButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.links import said_of
from bot_service.adapters.inbound.telegram.drawing.tickets.tags import said_of as said_of_tags
from bot_service.application.queries.tickets.read_history import History
from bot_service.application.views.comments import CommentView
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.people import SYSTEM
from bot_service.domain.comments.comment import WITHDRAWN
from bot_service.domain.tickets.priority import Priority

A_PAGE: Final = 8
WORDS_UNITS: Final = 200
"""Of what somebody wrote: all of it is where everything that was said is read."""

PLAIN: Final[Mapping[EventType, str]] = {
    EventType.TICKET_CREATED: "history-created",
    EventType.TICKET_REOPENED: "history-reopened",
    EventType.REPORTER_REMINDED: "history-reminded",
    EventType.TICKET_ANONYMIZED: "history-anonymized",
}


def history_screen(history: History, page: int, texts: Texts) -> Screen:
    """Draw a page, from 0 with the newest; the last one where there are not so many."""
    ticket = history.ticket
    count = max((len(history.events) + A_PAGE - 1) // A_PAGE, 1)
    page = min(page, count - 1)
    shown = history.events[page * A_PAGE : (page + 1) * A_PAGE]

    def draw(most: int) -> Html:
        title = texts("card-title", number=str(ticket.number), title=clip(ticket.title, most))
        lines = [title] if count == 1 else [title, texts("transcript-page", number=page + 1, count=count)]
        blocks = [
            Html("\n".join(lines)),
            *(_line(event, history, min(most, WORDS_UNITS), texts) for event in shown),
        ]
        return Html("\n\n".join(blocks))

    turning = [
        button(texts.plain(key), HistoryButton(number=ticket.number, page=to).pack())
        for key, to in (("button-newer", page - 1), ("button-older", page + 1))
        if 0 <= to < count
    ]
    return Screen(text=fitted(draw), keyboard=keyboard(turning))


def _line(event: EventView, history: History, most: int, texts: Texts) -> Html:
    name = clip(history.names.get(event.actor, ""), most) or texts("the-desk")
    said = _what(event, history, most, texts)
    line = texts("history-line", time=event.create_time, name=name, what=said)
    # What the system gives as a reason is in no language of the person's.
    if not event.reason or event.actor == SYSTEM:
        return line
    return texts("history-why", line=line, reason=clip(event.reason, most))


def _what(event: EventView, history: History, most: int, texts: Texts) -> Html:
    if event.type in PLAIN:
        return texts(PLAIN[event.type])
    if event.assignee is not None:
        return _assigned(event.actor, event.assignee.after, history, most, texts)
    if event.said is not None:
        return _said(event, event.said, most, texts)
    if event.type is EventType.TICKET_UPDATED:
        return _updated(event, most, texts)
    return _beside(event, texts) or _figures(event, texts)


def _beside(event: EventView, texts: Texts) -> Html | None:
    """Say what came to be beside the ticket itself."""
    if event.tags is not None:
        added, removed = said_of_tags(event.tags.added), said_of_tags(event.tags.removed)
        return texts("history-tags", tags=" ".join(filter(None, [added, removed and f"− {removed}"])))
    if event.link is not None:
        said = said_of(event.link.kind, f"#{event.link.other}", texts)
        key = "history-unlinked" if event.type is EventType.LINK_REMOVED else "history-linked"
        return texts(key, said=said)
    return None


def _said(event: EventView, said: CommentView, most: int, texts: Texts) -> Html:
    if event.says_anew and said.text == WITHDRAWN:
        return texts("history-taken-back")
    if said.internal:
        return texts("history-noted", text=drawn(said.said, most))
    return texts("history-corrected" if event.says_anew else "history-said", text=drawn(said.said, most))


def _figures(event: EventView, texts: Texts) -> Html:
    if event.stars is not None:
        return texts("history-rated", stars="★" * event.stars + "☆" * (MOST_STARS - event.stars))
    if event.merge is not None:
        return texts("history-merged", source=str(event.merge.source), target=str(event.merge.target))
    if event.alert is not None:
        return texts("alert-percent", percent=event.alert.percent)
    if event.state_after is not None:
        return texts(f"state-{event.state_after.lower().replace('_', '-')}")
    return texts("history-other")


def _assigned(actor: str, assignee: str, history: History, most: int, texts: Texts) -> Html:
    if not assignee:
        return texts("history-released")
    if assignee == actor:
        return texts("history-taken")
    return texts("history-assigned", assignee=clip(history.names.get(assignee, ""), most))


def _updated(event: EventView, most: int, texts: Texts) -> Html:
    parts = []
    for each in event.fields:
        if each.field == "priority" and each.after in Priority.__members__:
            parts.append(texts("history-urgency", priority=texts(f"priority-{each.after.lower()}")))
        elif each.field in {"title", "location"}:
            parts.append(texts(f"history-{each.field}", text=clip(each.after, most)))
        elif each.field == "reporter":
            parts.append(texts("history-came"))
        else:
            parts.append(texts("history-other"))
    return Html("; ".join(dict.fromkeys(parts))) if parts else texts("history-other")
