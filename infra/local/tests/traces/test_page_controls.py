"""Every control of the trace page does something, at every width, by touch and by keyboard."""

import pytest
from playwright.async_api import expect

from fixline_local.traces.sink import TraceSink
from fixline_local.traces.spans import SpanLink
from fixline_testing.browser import opened_page
from fixline_testing.controls import ControlCheck

from .conftest import MakeSpan

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]

WIDTHS = {360: 740, 768: 1024, 1280: 800, 1920: 1080}
WATCH, WORK = "1" * 32, "2" * 32


@pytest.fixture
def _linked_traces(sink: TraceSink, make_span: MakeSpan) -> None:
    watch = make_span("watch tickets.events", trace_id=WATCH)
    root = make_span("POST /telegram/webhook", trace_id=WORK, at=100, lasts=80)
    call = make_span(
        "fixline.tickets.v1.TicketService/CreateTicket",
        trace_id=WORK,
        at=110,
        lasts=60,
        service="tickets",
        parent_id=root.span_id,
        status="error",
        links=(SpanLink(trace_id=WATCH, span_id=watch.span_id, attributes={}),),
    )
    sink._receive([watch, root, call])


@pytest.mark.usefixtures("_linked_traces")
@pytest.mark.parametrize("width", WIDTHS)
async def test_every_control_does_something(sink: TraceSink, width: int) -> None:
    async with opened_page(sink.url, size=(width, WIDTHS[width])) as page:

        async def arrange() -> None:
            await page.goto(sink.url)
            await expect(page.locator(".item")).to_have_count(2)

        faults = await ControlCheck(page, arrange, keyboard=width == 768).run()
        assert not faults, "\n".join(faults)
