"""A person who asks to be forgotten is gone from the bot's stores, and the others are not."""

import asyncio
import json

import pytest
from redis.asyncio import Redis

from bot_service.application.commands.people.forget_person import ForgetPerson
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.people.personal_data import Erased
from bot_service.application.ports.updates.inbox import ReceivedUpdate
from bot_service.bootstrap.forget import forget
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall
from bot_testing.replica import BOT_ID, Replica

RITA, OTTO, GROUP = 1001, 10011, -1001
SECRET = "Rita Meier, 0170 555"
NUL = "nul \x00"


def payload(update_id: int, sender: int, chat_id: int) -> dict[str, object]:
    sent = {
        "message_id": 5,
        "from": {"id": sender, "first_name": SECRET},
        "chat": {"id": chat_id},
        "text": NUL,
    }
    return {"update_id": update_id, "message": sent}


async def hear(replica: Replica) -> None:
    """Have updates come of which nothing could be made."""
    for number, (sender, chat_id) in enumerate(((RITA, RITA), (OTTO, OTTO), (RITA, GROUP), (OTTO, GROUP)), 1):
        update = ReceivedUpdate(
            update_id=number, chat_id=chat_id, type="message", payload=payload(number, sender, chat_id)
        )
        await replica.inbox.receive(update, "")
        (claimed,) = await replica.inbox.claim(1)
        await replica.inbox.dead_letter(claimed, "ValueError", "01234567", ())


async def speak(replica: Replica) -> None:
    """Have both told of Rita's ticket, and Otto of another one."""
    for chat_id in (RITA, OTTO):
        await replica.rows(
            "INSERT INTO chats (chat_id, user_name, language) VALUES (:c, 'users/1', 'en') RETURNING 1",
            c=chat_id,
        )
        await replica.rows("INSERT INTO report_readers (chat_id) VALUES (:c) RETURNING 1", c=chat_id)
        await replica.say(
            *(
                OutgoingCall(
                    method="sendMessage",
                    chat_id=chat_id,
                    ticket=ticket,
                    role=MessageRole.CARD,
                    arguments={"text": f"{ticket} {SECRET if ticket == 7 else 'of another'}"},
                )
                for ticket in ((7,) if chat_id == RITA else (7, 8))
            ),
            cause=f"tickets/7/events/{chat_id}",
        )
    while deliveries := await replica.deliveries.claim(5):
        for delivery in deliveries:
            await replica.deliveries.sent(delivery, [delivery.id])


async def keep(replica: Replica) -> None:
    """Have something of Rita's in each of the other tables."""
    await replica.rows(
        """
        INSERT INTO held_calls (cause, n, chat_id, ticket, role, edits_card, delivery)
        VALUES ('e/9', 0, :c, 7, 'notice', false, json_build_object('text', CAST(:t AS text))) RETURNING 1
        """,
        c=RITA,
        t=SECRET,
    )
    await replica.rows(
        "INSERT INTO quick_replies (owner, title, title_key, words) VALUES ('users/1', 'Me', 'me', :said) RETURNING 1",
        said=SECRET,
    )
    await replica.rows(
        """
        INSERT INTO bulk_jobs (id, person, job, due_at)
        VALUES ('bulk/1/1', 'users/1', json_build_object('words', CAST(:said AS text)), now()) RETURNING 1
        """,
        said=SECRET,
    )
    await replica.rows(
        """
        INSERT INTO exports (cause, chat_id, person, language, zone)
        VALUES (:said, :c, 'users/1', 'en', 'UTC') RETURNING 1
        """,
        c=RITA,
        said=SECRET,
    )
    await replica.rows(
        "INSERT INTO topics (chat_id, ticket, thread_id, name) VALUES (:c, 7, 70, :said) RETURNING 1",
        c=RITA,
        said=SECRET,
    )
    await replica.rows(
        "INSERT INTO topic_notes (chat_id, ticket, author, digest) VALUES (-5, 7, 'users/1', 'd') RETURNING 1"
    )


@pytest.fixture
async def known(
    replica: Replica, valkey_url: str, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> Replica:
    """A desk that knows Rita, who reported ticket 7, and Otto, who works on it; both are in a group."""
    monkeypatch.setenv("BOT_DATABASE_URL", database_url)
    monkeypatch.setenv("BOT_VALKEY_URL", valkey_url)
    await hear(replica)
    await speak(replica)
    await keep(replica)
    async with Redis.from_url(valkey_url) as valkey:
        for name in (f"{RITA}:{RITA}", f"{GROUP}:{RITA}", f"{GROUP}:{OTTO}"):
            await valkey.set(f"fixline:{{{BOT_ID}}}:conversation:{name}", SECRET)
    return replica


async def command(*arguments: str) -> int:
    return await asyncio.to_thread(forget, arguments)


async def everything(replica: Replica) -> str:
    tables = (
        "inbox",
        "deliveries",
        "held_calls",
        "chats",
        "message_links",
        "topics",
        "kept_conversations",
        "report_readers",
        "broadcasts",
        "quick_replies",
        "bulk_jobs",
        "exports",
        "erasures",
    )
    return "\n".join(
        [str(await replica.rows(f"SELECT t::text FROM {table} AS t ORDER BY 1")) for table in tables]  # noqa: S608
    )


async def test_nothing_of_the_person_is_left_and_who_asked_is_on_record(
    known: Replica, valkey_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await command(str(RITA), "--reason", "asked for it by letter", "--by", "alex") == 0
    assert capsys.readouterr().out == (
        "       2  conversations and budgets in Valkey\n"
        "       2  texts in messages to others\n"
        "       1  messages to the person\n"
        "       1  messages held for the person\n"
        "       1  updates of the person\n"
        "       1  updates of others\n"
        "       0  kept conversations\n"
        "       1  choices of reports\n"
        "       0  announcements by the person\n"
        "       0  announcements to the person\n"
        "       1  quick replies\n"
        "       1  changes of several requests\n"
        "       1  notes in topics\n"
        "       1  topics of requests\n"
        "       1  tables of requests\n"
        "       1  links of messages\n"
        "       1  chats\n"
        "erased\n"
    )
    left = await everything(known)
    assert f'"id": {RITA}' not in left
    assert f"7 {SECRET}" not in left
    assert await known.rows("SELECT update_id, state FROM inbox ORDER BY 1") == [
        (2, "DEAD"),
        (3, "SKIPPED"),
        (4, "DEAD"),
    ]
    ((asked_by, reason, erased),) = await known.rows("SELECT asked_by, reason, erased FROM erasures")
    assert (asked_by, reason) == ("alex", "asked for it by letter")
    assert str(RITA) not in json.dumps(erased)
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        assert await valkey.keys("*") == [f"fixline:{{{BOT_ID}}}:conversation:{GROUP}:{OTTO}"]


async def test_a_second_time_there_is_nothing_and_nothing_is_recorded(
    known: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert await command(str(RITA), "--reason", "asked") == 0
    counts = [int(line.split()[0]) for line in capsys.readouterr().out.splitlines() if line[:1] == " "]
    kinds = len(counts) // 2
    assert sum(counts[:kinds]) > 0
    assert sum(counts[kinds:]) == 0
    assert await known.rows("SELECT count(*) FROM erasures") == [(1,)]


async def test_a_dry_run_counts_the_same_and_changes_nothing(
    known: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await everything(known)
    assert await command(str(RITA), "--dry-run") == 0
    counted = capsys.readouterr().out
    assert counted.endswith("nothing was changed\n")
    assert await everything(known) == before
    assert await command(str(RITA), "--reason", "asked") == 0
    assert capsys.readouterr().out.splitlines()[:-1] == counted.splitlines()[:-1]


class CutShort:
    """A process that is killed here."""

    async def count(self, telegram_id: int) -> Erased:
        raise UnavailableError(str(telegram_id))

    async def erase(self, telegram_id: int) -> Erased:
        raise UnavailableError(str(telegram_id))


class Recorded(list[Erased]):
    async def record(self, *, asked_by: str, reason: str, erased: Erased) -> None:  # noqa: ARG002  # the port's
        self.append(erased)


class Remembering:
    def __init__(self) -> None:
        self.known = 1

    async def count(self, telegram_id: int) -> Erased:
        return {f"of {telegram_id}": self.known}

    async def erase(self, telegram_id: int) -> Erased:
        erased, self.known = self.known, 0
        return {f"of {telegram_id}": erased}


async def test_what_was_cut_short_is_taken_up_by_the_next_try() -> None:
    first, last, record = Remembering(), Remembering(), Recorded()
    with pytest.raises(UnavailableError):
        await ForgetPerson(stores=(first, CutShort(), last), erasures=record)(5, asked_by="a", reason="b")
    assert (first.known, last.known, record) == (0, 1, [])
    await ForgetPerson(stores=(first, last), erasures=record)(5, asked_by="a", reason="b")
    assert (last.known, len(record)) == (0, 1)


async def test_a_store_that_is_away_is_said_to_be(
    known: Replica, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await everything(known)
    monkeypatch.setenv("BOT_VALKEY_URL", "redis://127.0.0.1:1/0")
    assert await command(str(RITA), "--reason", "asked") == 1
    assert (
        capsys.readouterr().err == "forget: valkey: ConnectionError: what is left is erased by the next try\n"
    )
    assert await everything(known) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("1001",), "say why by --reason, or --dry-run"),
        (("Rita", "--dry-run"), "'Rita' is no Telegram id of a person"),
        (("-1001", "--dry-run"), "TELEGRAM_ID"),
        (("1001", "--reason", "two\nlines"), "in one line"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        forget(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
