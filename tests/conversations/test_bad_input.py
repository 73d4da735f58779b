"""Anything at any time: a sentence in the person's language, a state that is still right, and nothing is lost."""

import asyncio

import pytest

from .people import Talker
from .requests import report
from .words import label


async def drafts(rita: Talker) -> None:
    """Begin a request, and come to the question of how urgent it is."""
    await rita.says("The lamp is dead")
    await rita.taps("button-new-request")
    await rita.taps("button-no-place")


async def test_stickers_and_commands_in_the_middle_of_a_dialog(rita: Talker) -> None:
    await rita.says("/new")
    await rita.sends_sticker("sad")
    await rita.sees("unsupported-kind")
    await rita.says("The lamp is dead")
    await rita.sends_sticker("angry")
    await rita.sees("unsupported-kind")
    for command, key in (("/my", "none-reported-open"), ("/help", "help-reporter"), ("/id", "your-id")):
        await rita.says(command)
        await rita.sees(key)
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    await rita.sees("request-sent", number="1")


async def test_two_dialogs_at_once_on_two_devices(rita: Talker) -> None:
    await rita.says("The lamp is dead")
    first = await rita.sees("offer")
    await rita.taps("button-new-request", on=first)
    asked = (await rita.sees_all())[-1]
    await rita.says("The sink is full")
    await rita.taps("button-no-place", on=asked, late=True)
    await rita.taps("button-new-request", on=first, late=True)
    await rita.says("/cancel")
    await rita.says("/cancel")
    await rita.says("/my")
    await rita.sees("none-reported-open")
    assert await report(rita, "The door squeaks") == 1


async def test_a_request_that_is_sent_on_both_devices_is_one(rita: Talker) -> None:
    await drafts(rita)
    await rita.taps("priority-medium")
    preview = await rita.sees("preview")
    await rita.taps("button-send", on=preview)
    await rita.taps("button-send", on=preview, late=True)
    await rita.is_told("request-sent-already")
    await rita.says("/my")
    listed = await rita.sees("list-reported-open")
    assert "#2" not in listed.text


async def test_two_taps_at_the_same_moment_are_both_answered_and_count_once(rita: Talker) -> None:
    await drafts(rita)
    await rita.taps("priority-medium")
    preview = await rita.sees("preview")
    fits = label(rita.language, "button-send")
    (send,) = [button.data for row in preview.buttons for button in row if fits.search(button.text)]
    answers = await asyncio.gather(*(rita.client.tap(preview, data=send, late=True) for _ in range(3)))
    await rita.desk.settled()
    assert all(answer is not None for answer in answers)
    await rita.says("/my")
    listed = await rita.sees("list-reported-open")
    assert "#2" not in listed.text


async def test_twenty_messages_in_a_second(rita: Talker) -> None:
    await asyncio.gather(*(rita.client.send_text(f"The lamp {n} is dead") for n in range(20)))
    await rita.desk.settled()
    offers = [each for each in await rita.sees_all() if each.from_bot and each.button_texts]
    assert offers
    await rita.taps("button-new-request")
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    await rita.sees("request-sent", number="1")


async def test_buttons_from_last_month(rita: Talker, alex: Talker) -> None:
    number = await report(rita, "The lamp is dead")
    notice = await alex.sees("notice-created")
    await alex.taps("button-take", on=notice)
    taken = await alex.now(notice)
    await alex.taps("button-resolve", on=taken)
    resolved = await rita.sees("notice-resolved")
    await rita.taps("button-confirm", on=resolved)
    for talker, message in ((alex, notice), (alex, taken), (rita, resolved)):
        for data in [button.data for row in message.buttons for button in row]:
            answer = await talker.taps_data(message, data, late=True)
            assert answer is not None
    await rita.says(f"/ticket {number}")
    await rita.sees("state-closed")
    for data in ("t:o:1:", "nonsense", "d:s:99999:", "c:s:1", "w:g:1:9", "x" * 64, "q:z:-1:"):
        assert await rita.taps_data(resolved, data, late=True) is not None


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> & </i> <script>alert(1)</script>",
        "مصباح \u202eمكسور\u202c في الغرفة 214",
        "=HYPERLINK(1)",
        "👩‍👩‍👧‍👦" * 300,
        "a\n" * 1900 + "end",
        "`code` *bold* _it_ [link](https://example.org) {0} {name} { $name }",
    ],
    ids=["html", "right-to-left", "formula", "emoji", "lines", "other-markup"],
)
async def test_whatever_is_written_is_read_as_it_was_written(text: str, rita: Talker, alex: Talker) -> None:
    await rita.says(text)
    await rita.taps("button-new-request")
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    await rita.sees("request-sent", number="1")
    await alex.reads(text.partition("\n")[0][:20])
    assert not await rita.desk.faults()


async def test_somebody_blocks_in_the_middle_and_comes_back(rita: Talker) -> None:
    await drafts(rita)
    await rita.blocks()
    await rita.starts()
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    await rita.sees("request-sent", number="1")


async def test_somebody_is_switched_off_in_the_middle(rita: Talker, ada: Talker, alex: Talker) -> None:
    await report(rita, "The lamp is dead")
    shown = await alex.sees("notice-created")
    await ada.says("/staff")
    await ada.picks("Alex")
    await ada.taps("button-staff-off")
    await ada.taps("button-staff-off-now")
    await alex.taps("button-take", on=shown, late=True)
    await alex.is_told("switched-off")
    await rita.says("/ticket 1")
    await rita.sees("state-open")


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (b"", "table-empty"),
        (b"code;name;kind;parent\n", "table-empty"),
        (
            "code;name;kind;parent\nHQ;Zentrale;site;\nHQ;Nochmal;site;\n".encode("cp1251", "replace"),
            "places-faulty",
        ),
        (b"code;name;kind;parent\nA;One;floor;B\nB;Two;floor;A\n", "places-faulty"),
        (b"PK\x03\x04" + bytes(100), "table-workbook"),
        (b'code;name;kind;parent\n"HQ;Head', "table-unreadable"),
    ],
)
async def test_a_table_of_places_with_mistakes_changes_nothing(table: bytes, key: str, ada: Talker) -> None:
    await ada.says("/locations")
    await ada.taps("button-place-import")
    await ada.sends_document("rooms.csv", table or b"\n")
    await ada.sees(key)
    await ada.says("/locations")
    await ada.sees("places-none")
