"""Raw updates of every kind of unfitness: whatever can be read is read."""

from copy import deepcopy
from typing import Any

import pytest
from aiogram import Bot

from bot_service.adapters.inbound.telegram.updates.reading import read
from bot_service.application.ports.updates.update_handler import UnfitUpdateError

BOT = Bot("42:TEST")
ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}
CHAT = {"id": 7, "type": "private"}
HELLO: dict[str, Any] = {"message_id": 1, "date": 1, "chat": CHAT, "from": ANN, "text": "hello"}
PHOTO = {"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}
POLL = {
    "id": "1",
    "question": "When?",
    "options": [{"text": "Monday", "voter_count": 0}, {"text": "Tuesday", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}


def message(**more: object) -> dict[str, Any]:
    return {"update_id": 1, "message": {**deepcopy(HELLO), **more}}


@pytest.mark.parametrize(
    ("extra", "unfit"),
    [
        ("forward_origin", {"type": "martian", "date": 1}),
        ("forward_origin", {"type": "user", "date": 1, "sender_user": {"first_name": "without an id"}}),
        ("external_reply", {"origin": {"type": "martian", "date": 1}}),
        ("external_reply", {"origin": {"type": "hidden_user"}}),
        ("quote", {"text": "no position"}),
        ("reply_to_message", {"message_id": 3, "date": 1}),
        ("link_preview_options", "none"),
        ("reply_markup", {"inline_keyboard": [[{"callback_data": "no text"}]]}),
        ("via_bot", {"first_name": "without an id"}),
    ],
)
def test_an_unfit_extra_is_left_out(extra: str, unfit: object) -> None:
    """aiogram#1840 and aiogram#1812: one such part, and the models refuse the whole update."""
    update = message(**{extra: unfit})
    before = deepcopy(update)
    said = read(BOT, update).message
    assert said is not None
    assert said.text == "hello"
    assert getattr(said, extra) is None
    assert update == before, "what was kept is left alone"


def test_a_forward_from_somebody_without_a_name() -> None:
    """aiogram#1840: a forward of a post of 2015."""
    said = read(BOT, message(forward_origin={"type": "hidden_user", "date": 1_430_000_000})).message
    assert said is not None
    assert said.forward_origin is not None
    assert said.forward_origin.type == "hidden_user"


def test_people_without_a_first_name_are_heard() -> None:
    said = read(BOT, message(**{"from": {"id": 7}})).message
    assert said is not None
    assert said.from_user is not None
    assert (said.from_user.id, said.from_user.full_name) == (7, "")


def test_what_an_older_server_does_not_say_is_no() -> None:
    """A poll of before Bot API 9.6, by a server that knows nothing of `allows_revoting` and `members_only`."""
    poll = read(BOT, message(poll=deepcopy(POLL), text=None))
    assert poll.message is not None
    assert poll.message.poll is not None
    assert [option.text for option in poll.message.poll.options] == ["Monday", "Tuesday"]
    assert not poll.message.poll.allows_revoting


@pytest.mark.parametrize("status", ["administrator", "restricted"])
def test_rights_that_were_added_since(status: str) -> None:
    member = {"status": status, "user": ANN, "can_be_edited": False, "until_date": 0}
    change = {
        "chat": CHAT,
        "from": ANN,
        "date": 1,
        "old_chat_member": {"status": "member", "user": ANN},
        "new_chat_member": member,
    }
    read_change = read(BOT, {"update_id": 1, "my_chat_member": change}).my_chat_member
    assert read_change is not None
    assert read_change.new_chat_member.status == status


def test_of_a_list_only_what_does_not_fit_is_left_out() -> None:
    good = {"type": "bold", "offset": 0, "length": 2}
    said = read(
        BOT, message(entities=[{"type": "bold"}, good, "bold"], photo=[{"file_id": "x"}, PHOTO])
    ).message
    assert said is not None
    assert [entity.length for entity in said.entities or ()] == [2]
    assert [size.file_id for size in said.photo or ()] == ["p"]


def test_the_message_of_a_tapped_button_is_read_as_what_it_is() -> None:
    tap = {"id": "1", "from": ANN, "data": "x", "message": {**HELLO, "forward_origin": {"type": "martian"}}}
    read_tap = read(BOT, {"update_id": 1, "callback_query": tap}).callback_query
    assert read_tap is not None
    assert read_tap.data == "x"
    assert read_tap.message is not None
    assert read_tap.message.message_id == 1


@pytest.mark.parametrize(
    "unfit",
    [
        {"text": 5},
        {"caption": {"text": "?"}},
        {"photo": [{"file_id": "x"}, {"width": 3}]},
        {"voice": {"duration": 3}},
        {"chat": {"id": 7}},
        {"chat": None},
        {"from": {"first_name": "without an id"}},
        {"date": "yesterday"},
        {"message_id": None},
    ],
)
def test_an_unfit_heart_is_given_up(unfit: dict[str, object]) -> None:
    with pytest.raises(UnfitUpdateError) as refusal:
        read(BOT, message(**unfit))
    assert "yesterday" not in str(refusal.value), "what people wrote is never told"


@pytest.mark.parametrize("event", [None, 5, [], "hello", {}])
def test_an_event_that_is_none_is_given_up(event: object) -> None:
    with pytest.raises(UnfitUpdateError):
        read(
            BOT,
            {"update_id": 1, "message": event} if event is not None else {"update_id": "x", "message": {}},
        )


def test_what_is_nested_without_end_is_given_up_at_once() -> None:
    nested: dict[str, object] = {}
    for _ in range(900):  # as deep as JSON is still read
        nested = {"a": nested}
    with pytest.raises(UnfitUpdateError):
        read(BOT, message(telepathy=nested))
