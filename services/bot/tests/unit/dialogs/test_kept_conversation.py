"""Conversations that earlier releases kept are read, and go on; `stored/` holds values as they wrote them."""

import json
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.dialogs.kept_conversation import kept, restored
from bot_service.adapters.inbound.telegram.dialogs.remembered import (
    CommentAlbum,
    HeardMessage,
    SentComment,
    UnsentRequest,
)
from bot_service.adapters.outbound.conversation_records import Record
from bot_service.application.ports.chats.conversations import KeptConversation
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.files.attachment import Attachment, AttachmentKind
from bot_service.domain.requests.draft import Draft
from bot_service.domain.tickets.priority import Priority

STORED = sorted((Path(__file__).parent / "stored").glob("*.json"))
SAID_AT = 1_795_435_200


def picture(file_id: str, name: str) -> Attachment:
    return Attachment(file_id=file_id, kind=AttachmentKind.PHOTO, file_name=name, size_bytes=7)


def stored(name: str) -> Conversation:
    (path,) = [path for path in STORED if path.stem == name]
    return restored(Record.model_validate_json(path.read_text(encoding="utf-8")).current)


def test_a_preview() -> None:
    assert stored("preview") == Conversation(
        stage=Stage.PREVIEW,
        unsent=UnsentRequest(
            draft=Draft(
                id=1006,
                text="Lamp <b>",
                location="",
                priority=Priority.MEDIUM,
                attachments=(picture("p1", "photo-1007.jpg"),),
            ),
            text_message=1010,
            last_message_at=SAID_AT,
        ),
    )


def test_a_picture_alone() -> None:
    assert stored("picture-alone") == Conversation(
        stage=Stage.WHAT,
        unsent=UnsentRequest(
            draft=Draft(id=1006, attachments=(picture("p1", "photo-1007.jpg"),)),
            album="g1",
            last_message_at=SAID_AT,
        ),
    )


def test_albums_at_the_preview() -> None:
    late = stored("preview-late-part").asked_about
    assert (late.album, late.late_parts, late.overfull_album) == ("g2", ("p3",), None)
    overfull = stored("preview-overfull-album").asked_about
    assert (overfull.overfull_album, len(overfull.draft.attachments)) == ("g3", 10)


def test_places_on_offer_after_a_request_that_was_sent() -> None:
    assert stored("places-on-offer-after-a-sent-one") == Conversation(
        stage=Stage.WHERE,
        unsent=UnsentRequest(
            draft=Draft(id=1063, text="Ещё одно"), places=("Комната 5",), last_message_at=SAID_AT
        ),
        sent=1051,
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nothing", Conversation()),
        ("sent", Conversation(sent=1006)),
        ("cancelled", Conversation()),
        ("writing", Conversation(stage=Stage.COMMENT, writing_on=1, sent=1006)),
        (
            "comment-album",
            Conversation(sent=1006, album=CommentAlbum(id="g9", ticket=1, comment=1068)),
        ),
        ("comments-dropped", Conversation(album=CommentAlbum(id="g10", ticket=1, comment=1080))),
        (
            "two-comments-wait",
            Conversation(
                comments={
                    1074: CommentDraft(id=1074, ticket=1, text="On my way"),
                    1077: CommentDraft(id=1077, ticket=1, text="Soon"),
                }
            ),
        ),
    ],
)
def test_other_conversations(name: str, expected: Conversation) -> None:
    assert stored(name) == expected


def test_a_comment_with_a_picture() -> None:
    assert stored("comment-with-picture-waits").comments[1080] == CommentDraft(
        id=1080,
        ticket=1,
        text="Like this?\n📎 photo-1081.jpg",
        attachments=(picture("c2", "photo-1081.jpg"),),
    )


ADDED = [
    *[("telegram_kind", ""), ("word", ""), ("origin", "")],
    *[("place", ""), ("place_codes", []), ("typed_place", ""), ("compared_at", ""), ("goes_on_with", None)],
    *[("reporter", ""), ("reporter_name", ""), ("marks", []), ("internal", False), ("newcomer", None)],
]


def without_nothing(data: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in data.items() if value is not None}


def without_added(data: object) -> object:
    """Leave out what was added since, at its default: the releases before pass over what they do not know."""
    if isinstance(data, list):
        return [without_added(each) for each in data]
    if isinstance(data, dict):
        return {name: without_added(value) for name, value in data.items() if (name, value) not in ADDED}
    return data


@pytest.mark.parametrize("path", STORED, ids=[path.stem for path in STORED])
def test_it_is_kept_as_before_so_that_the_release_before_can_go_on(path: Path) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    for part in ("current", "previous"):
        again = kept(restored(KeptConversation(**value[part])))
        assert without_added(json.loads(json.dumps(again.data))) == without_nothing(value[part]["data"])
        assert again.state == value[part]["state"]


def test_what_older_releases_did_not_keep_has_its_default() -> None:
    value = json.loads((Path(__file__).parent / "stored" / "asked-where.json").read_text(encoding="utf-8"))
    for name in ("overfull_album", "late_parts"):
        del value["current"]["data"]["talk"][name]
    request = restored(KeptConversation(**value["current"])).asked_about
    assert (request.overfull_album, request.late_parts) == (None, ())


def test_a_stage_of_a_later_release_is_none() -> None:
    assert restored(KeptConversation(state="Survey:first", data={"survey": 1})) == Conversation()


def test_what_cannot_be_read_is_forgotten_and_reported_without_what_it_says() -> None:
    with capture_logs() as lines:
        assert restored(KeptConversation(data={"talk": {"draft": "my secret"}})) == Conversation()
    (line,) = lines
    assert (line["event"], line["error_type"]) == ("crash.reported", "ValidationError")
    assert "secret" not in str(line)


def test_what_edits_follow_is_kept() -> None:
    comment = CommentDraft(id=5, ticket=1, text="Hm\n📎 a.jpg", attachments=(picture("p1", "a.jpg"),))
    conversation = Conversation(
        heard=(
            HeardMessage(message=7, draft=5, text="Hm", files=("p1",)),
            HeardMessage(message=8, draft=6, is_place=True),
        ),
        sent_comments={5: SentComment(name="tickets/1/comments/3", draft=comment)},
    )
    stored = json.loads(json.dumps(kept(conversation).data))
    assert restored(KeptConversation(data=stored)) == conversation
