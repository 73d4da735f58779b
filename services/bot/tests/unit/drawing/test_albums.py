"""Messages that show files again."""

import pytest

from bot_service.adapters.inbound.telegram.drawing.albums import METHODS as METHODS_BY_KIND
from bot_service.adapters.inbound.telegram.drawing.albums import shown_again
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in
from bot_service.adapters.outbound.telegram.api import METHODS
from bot_service.application.views.files import FileView
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.files.attachment import TelegramKind


def file(
    kind: str,
    number: int = 1,
    file_id: str = "f",
    content_type: str = "",
    telegram_kind: TelegramKind = TelegramKind.UNKNOWN,
) -> FileView:
    return FileView(
        name=f"files/{number}",
        kind=kind,
        file_name="x",
        content_type=content_type,
        size_bytes=1,
        sha256="",
        telegram_file_id=file_id and f"{file_id}{number}",
        telegram_kind=telegram_kind,
    )


def shown(*files: FileView) -> list[str]:
    """Return the methods of the messages that show the files, each as the Bot API takes it."""
    calls = shown_again(files, 7, about=42, texts=texts_in("en"))
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
    (album,) = shown_again(songs, 7, about=42, texts=texts_in("en"))
    assert [media["type"] for media in album.arguments["media"]] == ["audio", "audio"]


@pytest.mark.parametrize("telegram_kind", [kind for kind in TelegramKind if kind])
def test_a_file_is_sent_again_as_what_it_came(telegram_kind: TelegramKind) -> None:
    for kind in ("photo", "video", "voice", "document"):
        (call,) = shown_again([file(kind, telegram_kind=telegram_kind)], 7, about=42, texts=texts_in("en"))
        assert call.method == METHODS_BY_KIND[telegram_kind]
        assert call.arguments == {telegram_kind: "f1"}


def test_a_gif_and_a_round_video_go_by_themselves() -> None:
    gif = file("video", 2, telegram_kind=TelegramKind.ANIMATION)
    note = file("video", 3, telegram_kind=TelegramKind.VIDEO_NOTE)
    assert shown(file("photo", 1), gif, note, file("photo", 4)) == [
        "sendMediaGroup",
        "sendAnimation",
        "sendVideoNote",
    ]


def test_what_is_refused_does_not_take_the_others_along() -> None:
    album, song = shown_again(
        [file("photo", 1), file("video", 2), file("document", 3, content_type="audio/mpeg")],
        7,
        about=42,
        texts=texts_in("en"),
    )
    assert [ways(call) for call in album.otherwise] == [
        ["sendPhoto", "sendMessage"],
        ["sendVideo", "sendAnimation", "sendVideoNote", "sendMessage"],
    ]
    assert ways(song) == ["sendAudio", "sendDocument", "sendMessage"]
    said = song.otherwise[0].otherwise[0]
    assert (said.ticket, said.chat_id) == (42, 7)
    assert said.arguments["text"] == "“x” cannot be shown: Telegram does not hand it out any more."


def ways(call: OutgoingCall) -> list[str]:
    """Return the methods that are tried, one after the other."""
    return [call.method, *(way for other in call.otherwise for way in ways(other))]
