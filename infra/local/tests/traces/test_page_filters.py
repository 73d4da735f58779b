"""What the list can be narrowed to, in a real browser, also after the page's process began anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from fixline_local.traces.sink import TraceSink
from fixline_local.traces.spans import Span
from fixline_telemetry.attributes import pseudonym
from fixline_testing.browser import opened_page

from .conftest import MakeSpan

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]

TAP, LIST, BROKEN = "1a2b3c4d" + "1" * 24, "2" * 32, "3" * 32


@pytest.fixture
def spans(make_span: MakeSpan) -> list[Span]:
    rita, alex = pseudonym("users/7"), pseudonym("users/8")
    return [
        make_span(
            "process telegram.updates",
            trace_id=TAP,
            at=1000,
            lasts=400,
            attributes={
                "telegram.update.summary": "tap Take #42",
                "enduser.pseudo.id": rita,
                "fixline.ticket": 42,
            },
        ),
        make_span(
            "process telegram.updates",
            trace_id=LIST,
            at=2000,
            lasts=30,
            attributes={"telegram.update.summary": "/my", "enduser.pseudo.id": alex},
        ),
        make_span(
            "process telegram.updates",
            trace_id=BROKEN,
            at=3000,
            lasts=2,
            status="error",
            attributes={"telegram.update.summary": "photo", "enduser.pseudo.id": rita, "fixline.ticket": 5},
        ),
    ]


@pytest.fixture
async def page(tmp_path: Path, spans: list[Span]) -> AsyncIterator[Page]:
    kept = tmp_path / "spans.jsonl"
    async with TraceSink(kept_in=kept) as before:
        before._receive(spans)
    async with TraceSink(kept_in=kept) as sink, opened_page(sink.url) as page:
        await page.goto(sink.url)
        await expect(page.locator(".item")).to_have_count(3)
        yield page


async def shown(page: Page, *names: str) -> None:
    await expect(page.locator(".item-name")).to_have_text(list(names))


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("Ticket", "42", ["tap Take #42"]),
        ("Ticket", "#5", ["photo"]),
        ("Person", "users/7", ["photo", "tap Take #42"]),
        ("Person", pseudonym("users/8"), ["/my"]),
        ("Incident", "1A2B3C4D", ["tap Take #42"]),
        ("At least", "30", ["/my", "tap Take #42"]),
    ],
)
async def test_the_list_is_narrowed(page: Page, label: str, text: str, found: list[str]) -> None:
    await page.get_by_label(label).fill(text)
    await shown(page, *found)
    await page.reload()
    await expect(page.get_by_label(label)).to_have_value(text.removeprefix("#"))
    await shown(page, *found)
    await page.get_by_role("button", name="Clear").click()
    await shown(page, "photo", "/my", "tap Take #42")
    await expect(page.get_by_role("button", name="Clear")).to_be_hidden()


async def test_filters_add_up_and_keep_the_trace_that_is_looked_at(page: Page) -> None:
    await page.get_by_label("Person").fill("users/7")
    await shown(page, "photo", "tap Take #42")
    await page.get_by_label("Errors only").check()
    await shown(page, "photo")
    await page.locator(".item").first.click()
    await expect(page.get_by_role("region", name="Trace").get_by_role("heading")).to_contain_text("photo")
    assert page.url.endswith(f"/?person=users%2F7&failed=true#/trace/{BROKEN}")
    await page.get_by_label("At least").fill("100")
    await expect(page.get_by_text("No trace matches.")).to_be_visible()


async def test_what_is_no_number_is_marked_and_not_asked(page: Page) -> None:
    await page.get_by_label("Ticket").fill("forty-two")
    await expect(page.get_by_label("Ticket")).to_have_attribute("aria-invalid", "true")
    await shown(page, "photo", "/my", "tap Take #42")
    await page.get_by_label("Ticket").fill("")
    await expect(page.get_by_label("Ticket")).not_to_have_attribute("aria-invalid", "true")
