"""What was given up is put back by a command that needs no more than the database."""

import asyncio

import pytest

from bot_service.application.ports.deliveries.deliveries import DeliveryState
from bot_service.application.ports.updates.inbox import ClaimedUpdate, InboxState
from bot_service.bootstrap.replay import replay
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica, until
from fixline_chassis.settings import SettingsError

HELLO = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "hello"})


@pytest.fixture(autouse=True)
def settings(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", database_url)


async def command(*arguments: str) -> int:
    return await asyncio.to_thread(replay, arguments)


async def give_up(replica: Replica, *update_ids: int) -> None:
    for update_id in update_ids:
        await replica.receive(update_id, chat_id=update_id)
        (update,) = await replica.inbox.claim(1)
        await replica.inbox.dead_letter(update, "ValueError", "01234567", ())


async def test_updates_are_put_back_by_name(replica: Replica, capsys: pytest.CaptureFixture[str]) -> None:
    await give_up(replica, 7, 8, 9)
    assert await command("update", "9", "7", "--wait", "0") == 0
    assert capsys.readouterr().out == (
        "update 7 is back in the queue, and has not been dealt with yet\n"
        "update 9 is back in the queue, and has not been dealt with yet\n"
    )
    assert {each.key.update_id for each in await replica.inbox.claim(5)} == {7, 9}


async def test_all_are_put_back_that_were_given_up(
    replica: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    await give_up(replica, 7, 8)
    await replica.receive(10, chat_id=10)
    (update,) = await replica.inbox.claim(1)
    await replica.inbox.finish(update, InboxState.SKIPPED, (), None)
    assert await command("update", "--all-dead", "--wait", "0") == 0
    assert {each.key.update_id for each in await replica.inbox.claim(5)} == {7, 8}
    capsys.readouterr()
    assert await command("update", "--all-dead") == 0
    assert capsys.readouterr().out == "no update is given up\n"


async def test_it_is_said_what_became_of_them(replica: Replica, capsys: pytest.CaptureFixture[str]) -> None:
    await give_up(replica, 7, 8)
    running = asyncio.create_task(command("update", "7", "8", "--wait", "30"))
    claimed: list[ClaimedUpdate] = []

    async def both() -> bool:
        claimed.extend(await replica.inbox.claim(5))
        return len(claimed) == 2

    await until(both)
    for update in claimed:
        if update.key.update_id == 7:
            await replica.inbox.finish(update, InboxState.DONE, (), None)
        else:
            await replica.inbox.dead_letter(update, "KeyError", "89abcdef", ())
    assert await running == 1
    assert capsys.readouterr().out == (
        "update 7 is done\nupdate 8 was given up again: KeyError, incident 89abcdef\n"
    )


async def test_what_was_not_given_up_stays_as_it_is(
    replica: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    await replica.receive(7, chat_id=1)
    (update,) = await replica.inbox.claim(1)
    await replica.inbox.finish(update, InboxState.DONE, (), None)
    assert await command("update", "7", "99") == 1
    assert capsys.readouterr().out == (
        "update 7 was not given up, or is not there\nupdate 99 was not given up, or is not there\n"
    )
    assert await replica.rows("SELECT state FROM inbox") == [("DONE",)]


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.UNKNOWN])
async def test_a_call_is_made_anew_at_the_end_of_its_chats_patience(
    replica: Replica, state: DeliveryState, capsys: pytest.CaptureFixture[str]
) -> None:
    await replica.say(HELLO)
    (delivery,) = await replica.deliveries.claim(1)
    await replica.deliveries.close(delivery, state, "Bad Request: not enough rights")
    await replica.pass_time(90_000)
    assert await command("delivery", str(delivery.id)) == 0
    assert capsys.readouterr().out == f"delivery {delivery.id} is back in the queue\n"
    (again,) = await replica.deliveries.claim(1)
    assert (again.id, again.attempts, again.resent) == (delivery.id, 0, False)
    assert again.age.total_seconds() < 60, "what lay there is not late"


async def test_a_call_to_somebody_who_blocked_the_bot_waits_with_the_rest(replica: Replica) -> None:
    await replica.rows(
        "INSERT INTO chats (chat_id, user_name, language, reachable) VALUES (1, 'users/1', 'en', false) RETURNING 1"
    )
    await replica.rows(
        "INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, role, edits_card, state)"
        " VALUES ('updates/1/1', 0, 1, 'sendMessage', '{}', 0, 'other', false, 'FAILED') RETURNING 1"
    )
    ((number,),) = await replica.rows("SELECT id FROM deliveries")
    assert await command("delivery", str(number)) == 0
    assert await replica.rows("SELECT state FROM deliveries") == [("PARKED",)]


async def test_an_edit_is_not_made_over_what_is_newer(
    replica: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    await replica.say(
        OutgoingCall(method="editMessageText", chat_id=1, arguments={"message_id": 5, "text": "old"})
    )
    (delivery,) = await replica.deliveries.claim(1)
    await replica.deliveries.close(delivery, DeliveryState.FAILED, "Bad Request")
    assert await command("delivery", str(delivery.id)) == 1
    assert "is an edit" in capsys.readouterr().out
    assert await replica.rows("SELECT state FROM deliveries") == [("FAILED",)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("update",), "name updates, or say --all-dead"),
        (("update", "7", "--all-dead"), "name updates, or say --all-dead"),
        (("update", "seven"), "'seven' is no id"),
        (("update", "9223372036854775808"), "is no id"),
        (("delivery", "0"), "'0' is no id"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        replay(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_the_one_setting_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_DATABASE_URL")
    with pytest.raises(SettingsError, match="BOT_DATABASE_URL is required"):
        replay(("update", "7"))


async def test_a_database_that_is_away_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql+asyncpg://bot:secret@127.0.0.1:1/bot")
    assert await command("update", "7") == 1
    assert capsys.readouterr().err.startswith("replay: database: ")
