"""Commands as people write them, and what only looks like one."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.mark.parametrize("payload", ["", " ref_<b>&", " ../../etc", " inv_0000"])
async def test_start_with_any_payload(ann: Talker, payload: str) -> None:
    await ann.says(f"/start{payload}")
    assert "Hello, Ann" in ann.last.text
    assert ("does not work" in ann.last.text) == bool(payload)


async def test_commands_above_ones_role_and_unknown_ones(ann: Talker, bob: Talker) -> None:
    await ann.says("/queue")
    assert "Only staff" in ann.last.text
    await ann.says("/ban")
    assert "do not know this command" in ann.last.text
    await ann.says("/HELP")
    assert "/queue" not in ann.last.text
    await bob.says("/help")
    assert "/queue" in bob.last.text
    await bob.says("/queue")
    assert "Nothing is waiting to be taken" in bob.last.text


@pytest.mark.parametrize(
    "text", ["/var/log is full on server 3", "/var/log", "/printer does not print", "// see below", "/"]
)
async def test_what_only_begins_like_a_command_is_text(
    world: World, ann: Talker, bob: Talker, text: str
) -> None:
    await ann.says(text)
    assert f"request of this?\n\n{text}" in ann.last.text
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await ann.replies(ann.card(1), "/dev/sdb1 on server 3")
    await ann.replies(ann.card(1), "/printer is the one")
    said = [comment.text for comment in world.tickets.comments[1]]
    assert said == ["/dev/sdb1 on server 3", "/printer is the one"]


async def test_a_command_in_the_middle_of_a_text_is_part_of_it(ann: Talker) -> None:
    await ann.says("Lamp, see /help", entities=[{"type": "bot_command", "offset": 10, "length": 5}])
    assert "request of this?\n\nLamp, see /help" in ann.last.text
