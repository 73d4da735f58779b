"""Calls as this process claims them from among those that wait."""

from dataclasses import replace

from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import restored_others
from bot_service.adapters.outbound.sqlalchemy.queues.claims import claim_of
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency
from fixline_chassis.driver.statements import Row


def claimed_delivery(row: Row, claimant: int, began_at: int) -> Delivery:
    """Return what was claimed from `began_at` on; its trace says so, unless that has ended by now."""
    delivery = delivery_of(row, claimant)
    if delivery.is_late:
        return delivery
    return replace(delivery, taken_in=claim_of("telegram.deliveries", delivery.traceparent, began_at))


def delivery_of(row: Row, claimant: int) -> Delivery:
    call = OutgoingCall(
        method=row["method"],
        chat_id=row["chat_id"],
        arguments=row["arguments"],
        urgency=Urgency(row["urgency"]),
        ticket=row["ticket"],
        role=MessageRole(row["role"]),
        edits_card=row["edits_card"],
        otherwise=restored_others(row["otherwise"], row["chat_id"], Urgency(row["urgency"])),
    )
    return Delivery(
        id=row["id"],
        call=call,
        traceparent=row["traceparent"],
        age=row["age"],
        attempts=row["attempts"],
        resent=row["resent"],
        claimant=claimant,
        cause=row["cause"],
        user_name=row["user_name"] or "",
    )
