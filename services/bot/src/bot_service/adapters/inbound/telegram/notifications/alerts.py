"""Alerts of the clocks: what one person has to look after, in one message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.times import until
from bot_service.application.views.events import AlertView
from bot_service.application.views.tickets import Promise, TicketView

OVER: Final = 100
SHOWN: Final = 10
IN_A_ROW: Final = 5
PROMISED: Final[Mapping[Promise, str]] = {
    Promise.FIRST_RESPONSE: "alert-answer",
    Promise.RESOLUTION: "alert-solution",
}
LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAlert:
    alert: AlertView
    ticket: TicketView

    @property
    def is_over(self) -> bool:
        return self.alert.percent >= OVER

    @property
    def due(self) -> datetime | None:
        return self.ticket.due.get(self.alert.promise)


def alerts_screen(alerts: Sequence[TicketAlert], texts: Texts, now: datetime) -> Screen:
    """Draw one or more alerts: what is over comes first, then what is due soonest.

    Of each ticket the most pressing one is told, and it has a button.
    """
    pressing: dict[int, TicketAlert] = {}
    for each in sorted(alerts, key=lambda each: (not each.is_over, each.due or LAST, each.ticket.number)):
        pressing.setdefault(each.ticket.number, each)
    ordered = list(pressing.values())
    shown = ordered[:SHOWN]

    def draw(most: int) -> Html:
        parts = [_head(ordered, texts), *(_line(each, texts, now, most) for each in shown)]
        if len(ordered) > SHOWN:
            parts.append(texts("alerts-more", count=len(ordered) - SHOWN))
        return Html("\n\n".join(parts))

    opening = [
        button(
            texts.plain("button-open", number=str(each.ticket.number)),
            TicketButton(action=TicketAction.OPEN, number=each.ticket.number).pack(),
        )
        for each in shown
    ]
    return Screen(text=fitted(draw), keyboard=keyboard(*in_rows(opening, IN_A_ROW)))


def _head(alerts: Sequence[TicketAlert], texts: Texts) -> Html:
    over = sum(each.is_over for each in alerts)
    lines = [texts("alerts-over", count=over)] if over else []
    if close := len(alerts) - over:
        lines.append(texts("alerts-close", count=close))
    return Html("\n".join(lines))


def _line(each: TicketAlert, texts: Texts, now: datetime, most: int) -> Html:
    ticket, alert = each.ticket, each.alert
    facts = [texts("list-place", location=clip(ticket.location, most))] if ticket.location else []
    facts.append(texts(PROMISED[alert.promise], state=_state(each, texts, now)))
    return texts(
        "list-line", number=str(ticket.number), title=clip(ticket.title, most), facts=Html(" · ".join(facts))
    )


def _state(each: TicketAlert, texts: Texts, now: datetime) -> Html:
    if each.due is None:
        return texts("alert-over") if each.is_over else texts("alert-percent", percent=each.alert.percent)
    return until(each.due, texts, now)
