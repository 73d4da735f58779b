"""The page in a real browser."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from fixline_local.traces.sink import TraceSink
from fixline_local.traces.spans import SpanEvent, SpanLink
from fixline_testing.browser import opened_page

from .conftest import MakeSpan

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]

FIRST, SECOND = "1" * 32, "2" * 32


@pytest.fixture
async def page(sink: TraceSink) -> AsyncIterator[Page]:
    async with opened_page(sink.url) as page:
        yield page


@pytest.fixture
def _traces(sink: TraceSink, make_span: MakeSpan) -> None:
    earlier = make_span("watch tickets.events", trace_id=FIRST)
    root = make_span("POST /telegram/webhook", trace_id=SECOND, at=100, lasts=80)
    client = make_span(
        "fixline.tickets.v1.TicketService/CreateTicket",
        trace_id=SECOND,
        at=110,
        lasts=60,
        kind="client",
        parent_id=root.span_id,
        links=(SpanLink(trace_id=FIRST, span_id=earlier.span_id, attributes={}),),
    )
    server = make_span(
        "fixline.tickets.v1.TicketService/CreateTicket",
        trace_id=SECOND,
        at=112,
        lasts=50,
        kind="server",
        service="tickets",
        parent_id=client.span_id,
        status="error",
        status_message="internal error",
        attributes={"rpc.response.status_code": "INTERNAL", "said": "<img src=x onerror=alert(1)>"},
        events=(
            SpanEvent(name="exception", time_ns=113_000_000, attributes={"exception.type": "RuntimeError"}),
        ),
    )
    orphan = make_span("lost", trace_id=SECOND, at=120, parent_id="f" * 16)
    sink._receive([earlier, root, client, server, orphan])


@pytest.mark.usefixtures("_traces")
async def test_a_trace_is_chosen_from_the_list_and_drawn(sink: TraceSink, page: Page) -> None:
    await page.goto(sink.url)
    await expect(page.locator(".item")).to_have_count(2)
    await expect(page.locator(".item").first).to_contain_text("CreateTicket")
    await page.get_by_role("link", name="POST /telegram/webhook").click()

    assert page.url.endswith(f"#/trace/{SECOND}")
    rows = page.locator(".row")
    await expect(rows).to_have_count(4)
    await expect(page.locator(".row.failed")).to_have_count(1)
    await expect(page.locator(".orphan")).to_have_text(f"Parent span {'f' * 16} is missing")
    await expect(page).to_have_title("POST /telegram/webhook · Traces")
    bars = [await rows.nth(index).locator(".bar").bounding_box() for index in range(3)]
    lefts, widths = zip(*((bar["x"], bar["width"]) for bar in bars if bar), strict=True)
    assert sorted(lefts) == list(lefts)
    assert sorted(widths, reverse=True) == list(widths)

    await rows.nth(2).click()
    details = page.locator(".details")
    await expect(details).to_contain_text("INTERNAL")
    await expect(details).to_contain_text("error: internal error")
    await expect(details).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(details).to_contain_text("exception at +13 ms")


@pytest.mark.usefixtures("_traces")
async def test_links_lead_to_the_other_trace_and_back(sink: TraceSink, page: Page) -> None:
    await page.goto(f"{sink.url}/#/trace/{SECOND}")
    await page.locator(".row").nth(1).click()
    await page.locator(".details").get_by_role("link", name="watch tickets.events").click()

    await expect(page.locator("h1")).to_contain_text("watch tickets.events")
    await page.locator(".head").get_by_role("link", name="TicketService/CreateTicket").click()
    await expect(page.locator("h1")).to_contain_text("POST /telegram/webhook")
    await expect(page.locator(".row.open")).to_have_count(1)


@pytest.mark.usefixtures("_traces")
async def test_the_page_follows_what_arrives_and_keeps_what_is_open(
    sink: TraceSink, page: Page, make_span: MakeSpan
) -> None:
    await page.goto(f"{sink.url}/#/trace/{SECOND}")
    await page.locator(".row").first.click()
    await page.get_by_role("button", name="Hide child spans").nth(1).click()
    await expect(page.locator(".row")).to_have_count(3)
    kept = await page.locator(".item").first.element_handle()
    sink._receive([make_span("late", trace_id=SECOND, at=150), make_span("new", trace_id="3" * 32, at=500)])

    await expect(page.locator(".row")).to_have_count(4)
    await expect(page.locator(".details")).to_have_count(1)
    await expect(page.locator(".item")).to_have_count(3)
    assert kept is not None
    assert await kept.evaluate("node => node.isConnected"), "the list must not be rebuilt"


@pytest.mark.usefixtures("_traces")
async def test_the_list_is_filtered_by_text_and_service(sink: TraceSink, page: Page) -> None:
    await page.goto(sink.url)
    await page.get_by_label("Search").fill("internal")
    await expect(page.locator(".item")).to_have_count(1)
    await page.get_by_label("Search").fill("no such thing")
    await expect(page.locator(".list")).to_have_text("No trace matches.")
    await page.get_by_label("Search").fill("")
    await page.get_by_label("Service").select_option("tickets")
    await expect(page.locator(".item")).to_have_count(1)


@pytest.mark.usefixtures("_traces")
async def test_a_phone_shows_the_list_or_the_trace(sink: TraceSink, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.goto(sink.url)
    await page.locator(".item").first.click()
    await expect(page.locator(".row")).to_have_count(4)
    await expect(page.locator(".list")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.get_by_role("link", name=re.compile("All traces")).click()
    await expect(page.locator(".item")).to_have_count(2)


@pytest.mark.parametrize(
    ("milliseconds", "words"), [(59_990, "59.99 s"), (59_996, "1 min 0 s"), (179_600, "3 min 0 s")]
)
async def test_a_long_duration_is_rounded_before_it_is_parted(
    sink: TraceSink, page: Page, make_span: MakeSpan, milliseconds: int, words: str
) -> None:
    sink._receive([make_span("long", lasts=milliseconds)])
    await page.goto(sink.url)
    await expect(page.locator(".item")).to_contain_text(words)
