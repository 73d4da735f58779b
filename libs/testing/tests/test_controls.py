"""The check of a page's controls finds what it is there for."""

from urllib.parse import quote

import pytest

from fixline_testing.browser import opened_page
from fixline_testing.controls import ControlCheck

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]

BLANK = "data:text/html,"
SOUND = """
<style>button, a { display: inline-block; min-width: 80px; min-height: 30px }</style>
<button onclick="this.after('said')">Say</button>
<button onclick="document.querySelector('dialog').showModal()">Open</button>
<dialog><button onclick="this.closest('dialog').close()">Close</button></dialog>
<label>Name <input style="height: 30px"></label>
"""
FAULTY = {
    "<button>Idle</button>": "button “Idle”: does nothing",
    "<button style='min-width: 9px; min-height: 9px; padding: 0; font-size: 3px'>Tiny</button>": (
        "button “Tiny”: is"
    ),
    "<button onclick='this.after(1)'></button>": "button “”: has no name",
    "<button onclick='this.after(1)' style='position: fixed; left: 95vw; top: 200px'>Outside</button>": (
        "button “Outside”: reaches out of the window"
    ),
    "<div style='position: relative'><button onclick='this.after(1)'>Below</button>"
    "<b style='position: absolute; inset: 0'>above</b></div>": "button “Below”: is covered by b.",
    "<dialog><button>Deep</button></dialog>": "button “Open” → button “Deep”: does nothing",
    "<p style='width: 200vw'>wide</p>": "page: the page is wider than the window",
}


async def faults_of(html: str) -> list[str]:
    async with opened_page(BLANK) as page:

        async def arrange() -> None:
            await page.goto(BLANK + quote(f"<!doctype html>{html}"))

        return await ControlCheck(page, arrange, patience_ms=2000).run()


async def test_a_sound_page_has_no_faults() -> None:
    assert await faults_of(SOUND) == []


@pytest.mark.parametrize("html", FAULTY)
async def test_a_fault_is_found(html: str) -> None:
    found = await faults_of(html + SOUND)
    assert any(fault.startswith(FAULTY[html]) for fault in found), found
