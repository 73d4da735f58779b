"""Tickets as whoever looks at them is offered them."""

from typing import Any

from fixline.tickets.v1 import ticket_pb2


def seen_by_nobody(ticket: ticket_pb2.Ticket) -> ticket_pb2.Ticket:
    """Return a copy without what depends on who asked."""
    copy = ticket_pb2.Ticket()
    copy.CopyFrom(ticket)
    copy.ClearField("allowed_verbs")
    return copy


def offered(ticket: Any) -> set[str]:
    """Return the names of what can be done, without their prefix."""
    return {ticket_pb2.Ticket.Verb.Name(verb).removeprefix("VERB_") for verb in ticket.allowed_verbs}
