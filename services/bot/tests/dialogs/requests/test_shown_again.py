"""What somebody sent is shown again as what Telegram sent it: it refuses a file id of any other kind."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World

FILE = {"file_id": "F", "file_unique_id": "u", "file_size": 3}
FILM = {**FILE, "width": 1, "height": 1, "duration": 1}


@pytest.mark.parametrize(
    ("content", "method"),
    [
        ({"animation": FILM, "document": FILE}, "sendAnimation"),
        ({"video_note": {**FILE, "length": 240, "duration": 1}}, "sendVideoNote"),
        ({"video": FILM}, "sendVideo"),
        (
            {"audio": {**FILE, "duration": 1, "mime_type": "audio/flac", "file_name": "song.flac"}},
            "sendAudio",
        ),
        ({"document": {**FILE, "mime_type": "audio/mpeg", "file_name": "song.mp3"}}, "sendDocument"),
        ({"voice": {**FILE, "duration": 1}}, "sendVoice"),
    ],
)
async def test_it_comes_back_as_it_went(
    world: World, ann: Talker, content: dict[str, object], method: str
) -> None:
    world.contents["F"] = b"ID3"
    await ann.says("/new Broken")
    await ann.sends(**content)
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await ann.taps("📷 Show photos", ann.card(1))
    assert ann.last.method == method
    assert "F" in ann.last.arguments.values()
