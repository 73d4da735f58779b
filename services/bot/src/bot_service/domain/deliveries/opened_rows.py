"""Rows of buttons that somebody opened on a card: a redraw leaves them open while they still fit (decision 76)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot_service.domain.deliveries.outgoing import OutgoingCall

OPENS: Final = "opens"
"""Beside the buttons in a call's arguments: `{"on", "rows"}`, what these rows stand on, and what to keep open of them.

Without `rows` it is the buttons themselves.
"""
STANDS: Final = "stands"
"""Beside a card in a call's arguments: all of the ticket that opened rows stand on, as it is now."""


@dataclass(frozen=True, slots=True)
class OpenedRows:
    on: str
    """What they show begins what the ticket `STANDS` on, while they fit."""
    rows: Mapping[str, Any]
    """A `reply_markup`."""


def opened_by(call: OutgoingCall) -> OpenedRows | None:
    """Return what the call opens; None where it opens nothing."""
    opens = call.arguments.get(OPENS)
    if opens is None or call.method != "editMessageReplyMarkup":
        return None
    return OpenedRows(opens["on"], opens.get("rows") or call.arguments["reply_markup"])


def left_open(call: OutgoingCall, opened: OpenedRows | None) -> OpenedRows | None:
    """Return what stays open when the call draws the card anew; None where its own buttons are to be seen."""
    stands = call.arguments.get(STANDS, "")
    return opened if opened is not None and stands.startswith(opened.on) else None


def as_telegram_knows(call: OutgoingCall, opened: OpenedRows | None) -> OutgoingCall:
    """Return the call without what is ours alone, and with the rows that stay open."""
    known = call.without_arguments(OPENS, STANDS) if {OPENS, STANDS} & call.arguments.keys() else call
    return (
        known
        if opened is None
        else replace(known, arguments={**known.arguments, "reply_markup": opened.rows})
    )
