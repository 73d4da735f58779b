"""Messages that show files again."""

import pytest

from bot_service.adapters.inbound.telegram.drawing.albums import shown_again
from bot_service.adapters.outbound.telegram.api import METHODS
from bot_service.application.views import FileView


def file(kind: str, number: int = 1, file_id: str = "f", content_type: str = "") -> FileView:
    return FileView(
        name=f"files/{number}",
        kind=kind,
        file_name="x",
        content_type=content_type,
        size_bytes=1,
        sha256="",
        telegram_file_id=file_id and f"{file_id}{number}",
    )


def shown(*files: FileView) -> list[str]:
    """Return the methods of the messages that show the files, each as the Bot API takes it."""
    calls = shown_again(files, 7, about=42)
    for call in calls:
        _ = METHODS[call.method].model_validate({"chat_id": call.chat_id, **call.arguments})
        assert (call.chat_id, call.ticket) == (7, 42)
    return [call.method for call in calls]


@pytest.mark.parametrize(
    ("kind", "method"),
    [("photo", "sendPhoto"), ("video", "sendVideo"), ("document", "sendDocument"), ("voice", "sendVoice")],
)
def test_a_file_alone(kind: str, method: str) -> None:
    assert shown(file(kind)) == [method]
    assert shown(file(kind, file_id="")) == []


def test_what_telegram_allows_together() -> None:
    mixed = [file("photo", 1), file("document", 2), file("video", 3), file("voice", 4), file("document", 5)]
    assert shown(*mixed) == ["sendMediaGroup", "sendMediaGroup", "sendVoice"]
    many = [file("photo", number) for number in range(21)]
    assert shown(*many) == ["sendMediaGroup", "sendMediaGroup", "sendPhoto"]


def test_music_is_no_document() -> None:
    songs = [file("document", 1, content_type="audio/mpeg"), file("document", 2, content_type="audio/mp4")]
    assert shown(file("document", 3), songs[0]) == ["sendDocument", "sendAudio"]
    (album,) = shown_again(songs, 7, about=42)
    assert [media["type"] for media in album.arguments["media"]] == ["audio", "audio"]
