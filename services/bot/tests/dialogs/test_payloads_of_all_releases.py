"""Updates as servers of each Bot API since 9.0 hand them over: what an earlier release kept is read, too.

`payloads/` holds one of each, without what later ones added, such as a poll of before 9.6 without `allows_revoting`. A
release that takes a newer aiogram must still read them: a dead letter may be that old.
"""

import json
from pathlib import Path
from typing import Final

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World

PAYLOADS: Final = Path(__file__).parent / "payloads"
ANSWERS: Final = {
    "9.0-forward": "No light in the hall",
    "9.1-checklist": "Second floor\n☐ Lamp\n☑ Tap",
    "9.2-reply-to-a-task": "This tap leaks",
    "9.3-topic": "The lamp is dead",
    "9.4-button": None,
    "9.5-date-time": "Broken since Monday, 9:00",
    "9.5-poll": "When may we come?\n• Monday\n• Friday",
    "9.6-poll": "When may we come?\n• Monday\n• Friday",
    "10.0-live-photo": "It flickers",
    "10.1-rich-message": "Leak\nUnder the sink",
    "10.2-community": None,
    "10.3-buttons": "Choose a lamp\nLED · None",
    "10.4-widget": None,
}
"""What each is offered as; None for a tap and for what gets no answer in the chat."""


def test_each_has_its_answer() -> None:
    assert {path.stem for path in PAYLOADS.glob("*.json")} == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
async def test_it_is_read(world: World, ann: Talker, name: str) -> None:
    answer = ANSWERS[name]
    taps = await world.feed(json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8")))
    assert len(taps) == ("button" in name and "buttons" not in name)
    assert [answer in shown.text for shown in ann.chat if answer] == ([True] if answer else [])
    assert bool(ann.chat) == (answer is not None)
