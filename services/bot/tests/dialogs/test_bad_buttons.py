"""Buttons that nobody of ours has drawn, or whose time is over."""

import pytest

from bot_testing.talker import Talker


@pytest.mark.parametrize(
    "data",
    [
        *("", "x", "t:o", "t:?:1::0", "t:o:nan::0", "d:s:1", "d:?:1:", "c:s:x", "t:o:1::0:extra", "📷" * 16),
        *(
            f"t:s:1::{2**40}",
            "t:s:1::-1",
            "t:s:1::6",
            f"t:o:{2**63}::0",
            "t:o:0::0",
            "t:o:-1::0",
            "t:o:1e3::0",
        ),
        *(f"d:s:{2**70}:", "d:s:-1:", f"c:s:{2**63}", "t:o:" + "9" * 56 + "::0"),
    ],
)
async def test_buttons_of_unknown_origin(ann: Talker, data: str) -> None:
    await ann.says("Lamp")
    shown = ann.last
    answer = await ann.taps_data(data, shown)
    assert answer.show_alert
    assert not shown.buttons


async def test_a_button_whose_message_is_gone(ann: Talker) -> None:
    answer = await ann.taps_data("d:s:1:", None)
    assert "out of date" in answer.text


@pytest.mark.parametrize("data", ["d:p:{}:7", "d:p:{}:x", "d:u:{}:SOON", "d:s:{}:00000000"])
async def test_buttons_that_offer_what_is_not_there(ann: Talker, data: str) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    shown = ann.last
    draft = shown.buttons["Skip"].split(":")[2]
    answer = await ann.taps_data(data.format(draft), shown)
    assert "changed" in answer.text
    assert "Where is it?" in shown.text


async def test_a_step_without_its_message_is_asked_anew(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.taps_data(ann.last.buttons["Skip"], None)
    assert "How urgent" in ann.last.text


async def test_stopping_what_was_not_being_written(ann: Talker) -> None:
    await ann.says("Lamp")
    answer = await ann.taps_data("c:q:1", ann.last)
    assert "out of date" in answer.text
