"""QR codes of places: what is printed is what a phone reads, and it leads to the place."""

import re

import pypdfium2
import pytest
import zxingcpp
from PIL.Image import Image

from bot_service.adapters.outbound.printing.sheets import LAYOUTS, sheets
from bot_service.domain.deliveries.outgoing import opened
from bot_testing.talker import Talker

from .test_locations import TABLE, takes_table

PIXELS_PER_POINT = 200 / 72
"""What an office printer does at the least."""


def first_page(content: bytes, *, of: int = 1) -> Image:
    """Draw the first of so many pages."""
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == of
        drawn: Image = pdf[0].render(scale=PIXELS_PER_POINT).to_pil()
        return drawn


def codes_on(page: Image) -> list[str]:
    found = zxingcpp.read_barcodes(page)
    assert {each.format for each in found} <= {zxingcpp.BarcodeFormat.QRCode}, "phones read no Micro QR"
    return sorted(each.text for each in found)


def words_on(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def sent(admin: Talker) -> tuple[str, bytes]:
    file = opened(admin.last.arguments["document"])
    assert file is not None
    return file


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_code_is_read_and_stands_in_words(layout: str) -> None:
    links = [f"https://t.me/desk_bot?start=loc_HQ-{number}" for number in range(31)]
    labels = [
        {"link": link, "code": f"HQ-{number}", "name": f"Комната № {number}", "around": "HQ › HQ-1"}
        for number, link in enumerate(links)
    ]
    content = sheets({"labels": labels, "layout": layout, "hint": "Что-то сломалось?"})
    per_page = LAYOUTS[layout].columns * LAYOUTS[layout].rows
    assert codes_on(first_page(content, of=-(-31 // per_page))) == sorted(links[:per_page])
    words = words_on(content)
    for word in ("HQ-30", "Комната № 30", "Что-то сломалось?"):
        assert word in words


def test_a_code_of_letters_and_digits_is_no_micro_qr() -> None:
    label = {"link": "HQ-114", "code": "HQ-114", "name": "x" * 100, "around": ""}
    page = first_page(sheets({"labels": [label], "layout": "3x10", "hint": "h" * 300}))
    assert codes_on(page) == ["HQ-114"]


async def test_the_codes_of_a_building_and_of_one_room(eve: Talker, ann: Talker) -> None:
    await takes_table(eve, TABLE)
    await eve.says("/locations")
    await eve.taps("🏷 QR codes")
    await eve.taps("3x8")
    name, content = sent(eve)
    assert name == "QR all 3x8.pdf"
    page = first_page(content)
    links = codes_on(page)
    assert links == [f"https://t.me/desk_bot?start=loc_{code}" for code in ("HQ", "HQ-1", "HQ-114")]
    await ann.says(f"/start {links[-1].partition('=')[2]}")
    assert "Meeting room" in "\n".join(each.text for each in ann.chat)
    await eve.says("/locations")
    await eve.taps("Head office")
    await eve.taps("First floor")
    await eve.taps("Meeting room")
    await eve.taps("🏷 QR codes")
    await eve.taps("🏷 Only this one")
    page = first_page(sent(eve)[1])
    assert codes_on(page) == links[-1:]
    assert "Head office › First floor" in words_on(sent(eve)[1])


async def test_what_cannot_be_printed_is_said(eve: Talker) -> None:
    assert "nothing to print" in (await eve.taps_data("L:p::0:3x8", eve.last)).text
    assert "out of date" in (await eve.taps_data("L:p::0:9x9", eve.last)).text
    await takes_table(eve, "\n".join(f"R{number};Room {number};room" for number in range(501)))
    await eve.says("/locations")
    await eve.taps("🏷 QR codes")
    assert re.search("501 codes are too many", (await eve.taps("2x9")).text)
