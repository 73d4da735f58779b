"""Work that has to be claimed: when it may be, and what its trace shows of it."""

from fixline_chassis.driver.statements import Row
from fixline_telemetry import attributes as names
from fixline_telemetry.spans.propagation import taken_up


def claim_of(destination: str, traceparent: str, began_at: int) -> str:
    """Return the traceparent of a span, in the trace of what was claimed, that says so; "" where it has no use."""
    return taken_up(
        f"claim {destination}",
        traceparent=traceparent,
        began_at=began_at,
        attributes={
            names.MESSAGING_SYSTEM: "fixline",
            names.MESSAGING_DESTINATION_NAME: destination,
            names.MESSAGING_OPERATION_NAME: "claim",
            names.MESSAGING_OPERATION_TYPE: "receive",
        },
    )


def next_in(row: Row) -> float | None:
    """Return the `seconds` of a row, not less than 0.0."""
    seconds = row["seconds"]
    return None if seconds is None else max(0.0, seconds)
