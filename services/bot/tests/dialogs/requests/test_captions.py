"""What comes along with a command is not lost."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World


async def test_what_comes_with_the_command_is_not_lost(world: World, ann: Talker) -> None:
    number = await ann.says("/new The lamp is <dead>")
    assert "Where is it?" in ann.last.text
    await ann.edits(number + 1, text="/new The lamp is alive")
    assert "Where is it?" in ann.last.text
    await ann.sends_photo("p1", caption="/new It smells, too")
    assert "not sent yet" in ann.chat[-2].text
    await ann.taps("Skip", ann.last)
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].description == "The lamp is alive\nIt smells, too"
    assert len(world.tickets.tickets[1].attachments) == 1


async def test_new_with_a_picture_that_is_too_large(ann: Talker) -> None:
    large = {"file_id": "f", "file_unique_id": "u", "file_size": 21 * 1024 * 1024, "file_name": "film.mp4"}
    await ann.sends(document=large, caption="/new Leak")
    assert "larger than 20 MB" in ann.chat[-2].text
    assert "Where is it?" in ann.last.text


@pytest.mark.parametrize("command", ["/start", "/help", "/my", "/queue", "/cancel", "/id", "/nonsense"])
async def test_a_picture_with_another_command_is_not_lost(ann: Talker, command: str) -> None:
    await ann.sends_photo("p1", caption=command)
    assert "Shall I make a new request" in ann.last.text
