"""The contract of `QuickReplies`, held by PostgreSQL and by the fake of the dialogs' tests."""

import asyncio

import pytest

from bot_service.adapters.outbound.memory.quick_replies.quick_replies import MemoryQuickReplies
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.quick_replies.quick_replies import SqlQuickReplies
from bot_service.application.ports.quick_replies.quick_replies import QuickReplies, TooManyQuickRepliesError
from bot_service.domain.quick_replies.quick_reply import DESKS, MOST_OF_DESK, MOST_OWN

BOB = "users/7"


@pytest.fixture
def memory_replies() -> QuickReplies:
    return MemoryQuickReplies()


@pytest.fixture
def postgres_replies(database: Database) -> QuickReplies:
    return SqlQuickReplies(database)


@pytest.fixture(params=["memory", "postgres"])
def replies(request: pytest.FixtureRequest) -> QuickReplies:
    found: QuickReplies = request.getfixturevalue(f"{request.param}_replies")
    return found


async def titles(replies: QuickReplies, owner: str) -> list[str]:
    return [each.title for each in await replies.of(owner)]


async def test_each_has_their_own_by_their_titles(replies: QuickReplies) -> None:
    saved = await replies.save(BOB, "Привет", "Hello {reporter}")
    await replies.save(BOB, "bye", "Bye")
    await replies.save(DESKS, "Привет", "Hello")
    assert await titles(replies, BOB) == ["bye", "Привет"]
    assert await titles(replies, DESKS) == ["Привет"]
    assert await titles(replies, "users/8") == []
    assert await replies.get(saved.id) == saved
    assert (saved.owner, saved.title, saved.words) == (BOB, "Привет", "Hello {reporter}")
    assert await replies.get(4711) is None


async def test_one_takes_the_place_of_another(replies: QuickReplies) -> None:
    first = await replies.save(BOB, "Hello", "One")
    again = await replies.save(BOB, "HELLO", "Two")
    assert (again.id, again.title, again.words) == (first.id, "HELLO", "Two")
    renamed, again = [await replies.save(BOB, "Hi", "Three", instead_of=first.id) for _ in range(2)]
    assert renamed == again
    assert await replies.of(BOB) == [renamed]
    assert (await replies.save(BOB, "hi", "Four", instead_of=renamed.id)).id == renamed.id
    desks = await replies.save(DESKS, "Hi", "Five")
    await replies.save(BOB, "Other", "Six", instead_of=desks.id)
    assert await titles(replies, DESKS) == ["Hi"], "whose it is not, does not replace it"


async def test_deleted_by_its_owner(replies: QuickReplies) -> None:
    kept = await replies.save(BOB, "Hello", "One")
    await replies.delete(kept.id, owner=DESKS)
    assert await replies.get(kept.id) == kept
    for _ in range(2):
        await replies.delete(kept.id, owner=BOB)
    assert await replies.get(kept.id) is None


@pytest.mark.parametrize(("owner", "most"), [(BOB, MOST_OWN), (DESKS, MOST_OF_DESK)])
async def test_no_more_than_so_many(replies: QuickReplies, owner: str, most: int) -> None:
    saving = [replies.save(owner, f"No. {n}", "Well") for n in range(most + 2)]
    done = await asyncio.gather(*saving, return_exceptions=True)
    assert sum(isinstance(each, TooManyQuickRepliesError) for each in done) == 2
    kept = await replies.of(owner)
    assert len(kept) == most
    with pytest.raises(TooManyQuickRepliesError):
        await replies.save(owner, "More", "Well", instead_of=4711)
    assert (await replies.save(owner, kept[0].title, "Otherwise")).id == kept[0].id
    await replies.save(owner, "More", "Well", instead_of=kept[0].id)
    assert len(await replies.of(owner)) == most
