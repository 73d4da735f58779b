"""Messages that show files again."""

from aiogram.methods import SendAudio, SendDocument, SendMediaGroup, SendPhoto, SendVideo, SendVoice

from bot_service.adapters.inbound.telegram.drawing.albums import shown_again
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


def test_files_are_shown_the_way_telegram_allows() -> None:
    single = {"photo": SendPhoto, "video": SendVideo, "document": SendDocument, "voice": SendVoice}
    for kind, method in single.items():
        assert [type(each) for each in shown_again([file(kind)], 7)] == [method]
    assert shown_again([file("photo", file_id="")], 7) == []
    mixed = [file("photo", 1), file("document", 2), file("video", 3), file("voice", 4), file("document", 5)]
    assert [type(each) for each in shown_again(mixed, 7)] == [SendMediaGroup, SendMediaGroup, SendVoice]
    songs = [file("document", 1, content_type="audio/mpeg"), file("document", 2, content_type="audio/mp4")]
    assert [type(each) for each in shown_again([file("document", 3), songs[0]], 7)] == [
        SendDocument,
        SendAudio,
    ]
    (album,) = shown_again(songs, 7)
    assert [media.type for media in album.media] == ["audio", "audio"]
    many = shown_again([file("photo", number) for number in range(21)], 7)
    assert [type(each) for each in many] == [SendMediaGroup, SendMediaGroup, SendPhoto]
