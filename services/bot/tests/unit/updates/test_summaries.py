"""A trace is named by what happened, and never by what people wrote."""

from collections.abc import Mapping

import pytest

from bot_service.adapters.inbound.telegram.updates.summaries import summary_of

SECRET = "my secret"


def command(text: str) -> dict[str, object]:
    length = len(text.partition(" ")[0])
    return {"message": {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}}


@pytest.mark.parametrize(
    ("update", "summary"),
    [
        ({"message": {"text": SECRET}}, "text"),
        ({"message": {"photo": [{}], "caption": SECRET}}, "photo + text"),
        ({"message": {"photo": [{}], "media_group_id": "1"}}, "photo (album)"),
        ({"message": {"voice": {}, "reply_to_message": {"text": SECRET}}}, "reply: voice"),
        ({"message": {"animation": {}, "document": {"file_name": SECRET}}}, "animation"),
        ({"message": {"location": {}, "venue": {"title": SECRET}}}, "venue"),
        ({"message": {"new_chat_title": SECRET}}, "message"),
        (command("/queue"), "/queue"),
        (command("/Start inv_secret"), "/start"),
        (command("/secret of mine"), "command"),
        ({"edited_message": {"text": SECRET}}, "edit of text"),
        ({"callback_query": {"data": "t:t:5::0"}}, "tap Take #5"),
        ({"callback_query": {"data": "t:N:5::0"}}, "tap Reopen now #5"),
        ({"callback_query": {"data": "d:s:1006:0a1b2c3d"}}, "tap Send (new request)"),
        ({"callback_query": {"data": "c:s:1006"}}, "tap Send (reply)"),
        ({"callback_query": {"data": "e:3:5:"}}, "tap Urgency #5 (correction)"),
        ({"callback_query": {"data": "h:5:2"}}, "tap Show all #5"),
        ({"callback_query": {"data": "H:5:2"}}, "tap Show the history #5"),
        ({"callback_query": {"data": "w:g:5:8"}}, "tap Assign to #5 (work)"),
        ({"callback_query": {"data": "S:R:8:agent"}}, "tap Set role (staff)"),
        ({"callback_query": {"data": "O:D:1:9-18"}}, "tap Set day (hours)"),
        ({"callback_query": {"data": "Y:30:HQ"}}, "tap Show the figures"),
        ({"callback_query": {"data": SECRET}}, "tap an unknown button"),
        ({"callback_query": {"data": "t:t:my secret:"}}, "tap an unknown button"),
        ({"my_chat_member": {"new_chat_member": {"status": "kicked"}}}, "chat member is kicked"),
        ({"my_chat_member": {"new_chat_member": {"status": SECRET}}}, "my_chat_member"),
        ({"update_id": 1, "brand_new": {"text": SECRET}}, "brand_new"),
        ({"update_id": 1, SECRET: 1}, "nothing known"),
        ({"message": SECRET}, "message"),
    ],
)
def test_summaries(update: Mapping[str, object], summary: str) -> None:
    assert summary_of(update).text == summary
    assert "secret" not in summary_of(update).text


@pytest.mark.parametrize(
    ("data", "ticket"), [("t:t:5::0", 5), ("h:5:2", 5), ("d:s:1006:0a1b2c3d", None), ("S:R:8:agent", None)]
)
def test_a_tap_on_a_tickets_button_is_about_the_ticket(data: str, ticket: int | None) -> None:
    assert summary_of({"callback_query": {"data": data}}).ticket == ticket
