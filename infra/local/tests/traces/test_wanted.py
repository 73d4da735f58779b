"""What the trace page can be asked for."""

import pytest

from fixline_local.traces.spans import Span, Trace
from fixline_local.traces.wanted import Wanted
from fixline_telemetry.attributes import pseudonym

from .conftest import MakeSpan

ID = "1a2b3c4d" + "0" * 24
RITA = pseudonym("users/7")


@pytest.fixture
def trace(make_span: MakeSpan) -> Trace:
    tap: Span = make_span(
        "process telegram.updates",
        lasts=300,
        attributes={"enduser.pseudo.id": RITA, "fixline.chat.pseudonym": pseudonym(1001)},
    )
    create = make_span("CreateTicket", at=10, service="tickets", attributes={"fixline.ticket": 42})
    return Trace(ID, (tap, create))


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(ticket=42), True),
        (Wanted(ticket=4), False),
        (Wanted(person=RITA), True),
        (Wanted(person=f" {RITA[:6].upper()} "), True),
        (Wanted(person="users/7"), True),
        (Wanted(person="users/8"), False),
        (Wanted(person="1001"), True),
        (Wanted(person="1002"), False),
        (Wanted(incident="1A2B3C4D"), True),
        (Wanted(incident=ID), True),
        (Wanted(incident="2b3c4d"), False),
        (Wanted(longer_than_ns=300_000_000), True),
        (Wanted(longer_than_ns=300_000_001), False),
        (Wanted(failed=True), False),
        (Wanted(ticket=42, person=RITA, incident="1a2b", service="tickets", text="create"), True),
        (Wanted(ticket=42, person="users/8"), False),
    ],
    ids=str,
)
def test_a_trace_fits_what_is_wanted(trace: Trace, wanted: Wanted, fits: bool) -> None:
    assert wanted.fits(trace) is fits


def test_a_refusal_is_no_error(make_span: MakeSpan) -> None:
    refused = make_span(status="error", attributes={"rpc.response.status_code": "NOT_FOUND"})
    broken = make_span(status="error", attributes={"rpc.response.status_code": "INTERNAL"})
    assert not Wanted(failed=True).fits(Trace(ID, (refused,)))
    assert Wanted(failed=True).fits(Trace(ID, (refused, broken)))
