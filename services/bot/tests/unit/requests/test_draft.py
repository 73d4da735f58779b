"""The rules of a request that is not sent yet."""

import pytest

from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.files.attachment import MAX_BYTES, Attachment, AttachmentKind
from bot_service.domain.requests.draft import Draft, Step
from bot_service.domain.requests.faults import DraftError, Fault
from bot_service.domain.tickets.priority import Priority


def attachment(file_id: str = "f", size_bytes: int | None = 1) -> Attachment:
    return Attachment(file_id=file_id, kind=AttachmentKind.PHOTO, file_name="a.jpg", size_bytes=size_bytes)


@pytest.mark.parametrize(
    ("text", "title", "description"),
    [
        ("Lamp", "Lamp", ""),
        ("  Lamp \n", "Lamp", ""),
        ("Lamp  \nflickers", "Lamp", "Lamp  \nflickers"),
        ("x" * 200, "x" * 200, ""),
        ("x" * 201, "x" * 199 + "…", "x" * 201),
        ("\u0007Lamp\r\nflickers", "Lamp", "Lamp\nflickers"),
        ("\u200b\nLamp", "Lamp", "\u200b\nLamp"),
    ],
)
def test_title_and_description_come_from_the_text(text: str, title: str, description: str) -> None:
    draft = Draft(id=1).with_text(text)
    assert (draft.title, draft.description) == (title, description)


def test_steps_follow_from_what_is_missing() -> None:
    draft = Draft(id=1)
    assert draft.step is Step.WHAT
    draft = draft.with_text("Lamp")
    assert draft.step is Step.WHERE
    assert draft.with_location(" Room\n 1 ").location == "Room 1"
    draft = draft.without_location()
    assert draft.step is Step.URGENCY
    assert draft.with_priority(Priority.LOW).step is Step.PREVIEW


@pytest.mark.parametrize(
    ("raw", "fault"),
    [("", Fault.TEXT_EMPTY), (" \n\u0000", Fault.TEXT_EMPTY), ("x" * 4_001, Fault.TEXT_TOO_LONG)],
)
def test_texts_that_are_refused(raw: str, fault: Fault) -> None:
    with pytest.raises(DraftError) as caught:
        Draft(id=1).with_text(raw)
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("raw", "fault"), [(" ", Fault.LOCATION_EMPTY), ("x" * 201, Fault.LOCATION_TOO_LONG)]
)
def test_places_that_are_refused(raw: str, fault: Fault) -> None:
    with pytest.raises(DraftError) as caught:
        Draft(id=1).with_location(raw)
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("size_bytes", "fault"), [(0, Fault.FILE_EMPTY), (MAX_BYTES + 1, Fault.FILE_TOO_LARGE)]
)
def test_files_that_are_refused(size_bytes: int, fault: Fault) -> None:
    with pytest.raises(DraftError) as caught:
        Draft(id=1).with_attachments([attachment(size_bytes=size_bytes)])
    assert caught.value.fault is fault
    fitting = [attachment(size_bytes=MAX_BYTES), attachment("g", None)]
    assert list(Draft(id=1).with_attachments(fitting).attachments) == fitting


def test_at_most_ten_attachments_each_once() -> None:
    ten = [attachment(str(number)) for number in range(10)]
    draft = Draft(id=1).with_attachments(ten).with_attachments(ten)
    assert len(draft.attachments) == 10
    with pytest.raises(DraftError) as caught:
        draft.with_attachments([attachment("11")])
    assert caught.value.fault is Fault.TOO_MANY_ATTACHMENTS
    assert len(draft.without_attachment("3").attachments) == 9


def test_the_digest_changes_with_everything_that_a_preview_shows() -> None:
    draft = Draft(id=1).with_text("Lamp").without_location().with_priority(Priority.LOW)
    others = [
        draft.with_text("Lamps"),
        draft.with_location("Room 1"),
        draft.with_priority(Priority.HIGH),
        draft.with_attachments([attachment()]),
    ]
    assert len({draft.digest, *(other.digest for other in others)}) == 5
    assert draft.with_text("Lamp").digest == draft.digest


def test_a_comment_names_what_comes_with_it() -> None:
    comment = CommentDraft.of(id=1, ticket=2, text=" See: ", attachments=(attachment(),))
    assert comment.text == "See: \n📎 a.jpg"
    alone = CommentDraft.of(id=1, ticket=2, text="", attachments=(attachment(),))
    assert alone.text == "📎 a.jpg"
    with pytest.raises(DraftError):
        CommentDraft.of(id=1, ticket=2, text="", attachments=())
    with pytest.raises(DraftError):
        CommentDraft.of(id=1, ticket=2, text="x" * 4_000, attachments=(attachment(),))
    with pytest.raises(DraftError):
        CommentDraft.of(id=1, ticket=2, text="", attachments=(attachment(size_bytes=0),))
