"""The cache against a real Valkey: right after a change, whatever the order of things."""

import asyncio
import random
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from fixline_testing.beyond_types import of_kind, present
from tickets_service.adapters.outbound.valkey.leased_cache import FENCE, LeasedCache, key
from tickets_service.adapters.outbound.valkey.user_reader import CachedUserReader, decode, encode
from tickets_service.application.commands.people.set_user_active import SetUserActive
from tickets_service.application.commands.people.set_user_role import SetUserRole
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.domain.people.errors import UserDeactivatedError
from tickets_service.domain.people.user import Role, User, UserId
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_testing.desk import Desk
from tickets_testing.own_valkey import Replicas, Shelf

ANN = UserId(7)
DEAD = "redis://127.0.0.1:1/0"
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=3))]))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
USERS = st.builds(
    User,
    id=st.integers(1, 2**63 - 1),
    telegram_id=st.integers(1, 2**52 - 1),
    username=TEXTS,
    display_name=TEXTS,
    language=TEXTS,
    role=st.sampled_from(Role),
    active=st.booleans(),
    created_at=TIMES,
    time_zone=TEXTS,
)


def user(user_id: int = ANN, role: Role = Role.USER) -> User:
    names = {"username": "", "display_name": f"P{user_id}", "language": "en"}
    return User(
        id=UserId(user_id),
        telegram_id=user_id,
        role=role,
        active=True,
        created_at=datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
        **names,
    )


def facts(of: User | None) -> dict[str, object] | None:
    return None if of is None else {name: getattr(of, name) for name in User.__slots__}


@given(USERS)
def test_a_round_trip(person: User) -> None:
    assert facts(decode(encode(person))) == facts(person)


async def change(shelf: Shelf, cache: LeasedCache, to: User) -> None:
    """What a unit of work does."""
    await cache.up([f"users/{to.id}"])
    shelf.users[to.id] = to
    await cache.settle([f"users/{to.id}"])


async def test_what_was_found_is_kept_for_all_and_not_for_long(
    shelf: Shelf, replica: Replicas, valkey_url: str, valkey: Redis
) -> None:
    one, two = (CachedUserReader(shelf, replica(valkey_url, lease_seconds=30.0)) for _ in range(2))
    shelf.users[ANN] = user()
    for reader in (one, two, one):
        assert facts(await reader.find(ANN)) == facts(user())
    assert shelf.asked == 1
    assert 0 < await valkey.pttl(key("users/7")) <= 30_000


async def test_who_is_not_there_is_not_kept(shelf: Shelf, replica: Replicas, valkey_url: str) -> None:
    reader = CachedUserReader(shelf, replica(valkey_url))
    assert await reader.find(ANN) is None
    shelf.users[ANN] = user()
    assert facts(await reader.find(ANN)) == facts(user())


async def test_a_change_counts_for_every_replica_at_once(
    shelf: Shelf, replica: Replicas, valkey_url: str, valkey: Redis
) -> None:
    caches = [replica(valkey_url) for _ in range(2)]
    readers = [CachedUserReader(shelf, cache) for cache in caches]
    for role in [*Role, *Role]:
        await change(shelf, caches[0], user(role=role))
        assert [present(await reader.find(ANN)).role for reader in readers] == [role, role]
        # As if the time of the fence were over: now it is kept again.
        assert await valkey.get(key("users/7")) == FENCE
        await valkey.delete(key("users/7"))
        assert [present(await reader.find(ANN)).role for reader in readers] == [role, role]
        assert await valkey.get(key("users/7")) != FENCE


async def test_what_was_read_before_a_change_is_not_kept_after_it(
    shelf: Shelf, replica: Replicas, valkey_url: str, valkey: Redis
) -> None:
    slow, other = (CachedUserReader(shelf, replica(valkey_url)) for _ in range(2))
    for forget in (False, True):
        await change(shelf, slow._cache, user(role=Role.ADMIN))
        await valkey.delete(key("users/7"))
        held = shelf.hold = asyncio.Event()
        old = asyncio.create_task(slow.find(ANN))
        asked = shelf.asked
        async with asyncio.timeout(30):
            while shelf.asked == asked:  # noqa: ASYNC110  # the reader tells nobody
                await asyncio.sleep(0.001)
        shelf.hold = None
        await change(shelf, other._cache, user(role=Role.USER))
        if forget:  # Valkey lost its memory, or the fence its time: the lease is gone all the same
            await valkey.flushdb()
        held.set()
        assert present(await old).role is Role.ADMIN
        assert [present(await reader.find(ANN)).role for reader in (slow, other)] == [Role.USER, Role.USER]
        await valkey.delete(key("users/7"))


async def test_many_readers_and_changes(
    shelf: Shelf, replica: Replicas, valkey_url: str, valkey: Redis
) -> None:
    caches = [replica(valkey_url) for _ in range(3)]
    readers = [CachedUserReader(shelf, cache) for cache in caches]
    shelf.users[ANN] = user()
    over = asyncio.Event()

    async def read(reader: CachedUserReader) -> None:
        while not over.is_set():
            await reader.find(ANN)
            # Without it there would be a fence all the time, and nothing kept.
            if random.random() < 0.2 and await valkey.get(key("users/7")) == FENCE:
                await valkey.delete(key("users/7"))

    noise = [asyncio.create_task(read(reader)) for reader in readers for _ in range(2)]
    wrong = []
    for number in range(150):
        role = random.choice(list(Role))
        await change(shelf, random.choice(caches), user(role=role))
        found = [present(await reader.find(ANN)).role for reader in readers]
        wrong += [(number, role, found)] if found != [role] * 3 else []
    over.set()
    await asyncio.gather(*noise)
    assert wrong == []
    assert shelf.asked > 150


async def test_a_process_that_dies_right_after_its_commit(
    shelf: Shelf, replica: Replicas, valkey_url: str
) -> None:
    cache = replica(valkey_url)
    reader = CachedUserReader(shelf, replica(valkey_url))
    shelf.users[ANN] = user(role=Role.ADMIN)
    await reader.find(ANN)
    await cache.up(["users/7"])
    shelf.users[ANN] = user(role=Role.USER)
    assert present(await reader.find(ANN)).role is Role.USER


async def test_who_cannot_reach_the_cache_waits_for_the_leases_of_those_who_can(
    shelf: Shelf, replica: Replicas, valkey_url: str
) -> None:
    reader = CachedUserReader(shelf, replica(valkey_url, lease_seconds=1.0))
    cut_off = replica(DEAD, lease_seconds=1.0, change_seconds=0.2)
    shelf.users[ANN] = user(role=Role.ADMIN)
    await reader.find(ANN)
    loop = asyncio.get_running_loop()
    before = loop.time()
    await change(shelf, cut_off, user(role=Role.USER))
    assert present(await reader.find(ANN)).role is Role.USER
    assert loop.time() - before >= 1.0


GARBAGE = [
    b"",
    b"x",
    b"+",
    b"+12345678",
    b'+12345678{"id":7}',
    b"\x80\xff\x00" * 99,
    b'{"id": 7, "role": "admin"}',
    b"+" + b"x" * 100_000,
]


async def test_garbage_is_passed_over_and_thrown_away(
    shelf: Shelf, replica: Replicas, valkey_url: str, valkey: Redis
) -> None:
    reader = CachedUserReader(shelf, replica(valkey_url))
    shelf.users[ANN], shelf.users[UserId(8)] = user(), user(8, Role.ADMIN)
    await reader.find(UserId(8))
    of_another = of_kind(bytes, await valkey.get(key("users/8")))
    for thing in [*GARBAGE, of_another]:
        await valkey.set(key("users/7"), thing)
        asked = shelf.asked
        for _ in range(3):
            assert facts(await reader.find(ANN)) == facts(user())
        assert shelf.asked == asked + 2
        await valkey.delete(key("users/7"))
    await valkey.rpush(key("users/7"), "a list")
    assert facts(await reader.find(ANN)) == facts(user())


@pytest.mark.parametrize(
    "says", [b"junk\r\n", b"$x\r\n", b"$-7\r\n", b"*1\r\n:1\r\n", b"+OK\r\n", b"\xff" * 99, b""]
)
async def test_a_server_that_speaks_garbage(shelf: Shelf, replica: Replicas, says: bytes) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(says * 20)
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        cache = replica(f"redis://127.0.0.1:{port}/0", change_seconds=0.2, lease_seconds=0.3)
        reader = CachedUserReader(shelf, cache)
        shelf.users[ANN] = user()
        for _ in range(5):
            assert facts(await reader.find(ANN)) == facts(user())
        await change(shelf, cache, user(role=Role.AGENT))
        assert present(await reader.find(ANN)).role is Role.AGENT


async def test_calls_that_are_given_up_mix_nothing_up(
    shelf: Shelf, replica: Replicas, valkey_url: str
) -> None:
    cache = replica(valkey_url)
    reader = CachedUserReader(shelf, cache)
    people = [UserId(number) for number in range(1, 9)]
    shelf.users |= {number: user(number) for number in people}

    async def ask(number: UserId) -> None:
        found = await reader.find(number)
        assert found is not None
        assert found.id == number

    for _ in range(60):
        asking = [asyncio.create_task(ask(number)) for number in people * 2]
        for _ in range(random.randrange(12)):
            await asyncio.sleep(0)
        for task in random.sample(asking, 8):
            task.cancel()
        outcomes = await asyncio.gather(*asking, return_exceptions=True)
        assert {type(each) for each in outcomes} <= {type(None), asyncio.CancelledError}
    assert not cache._valkey.connection_pool._in_use_connections


async def test_two_replicas_of_the_service(cached_desks: list[Desk]) -> None:
    one, two = cached_desks
    boss, ann = await one.staff(Role.ADMIN), await one.person("Ann")
    ticket = await one.create(await one.person("Bob"))

    async def sees(desk: Desk) -> bool:
        try:
            await desk.do.tickets.get_ticket(GetTicket(principal=desk.as_(ann), ticket_id=ticket.id))
        except (TicketNotFoundError, UserDeactivatedError):
            return False
        return True

    async def both() -> list[bool]:
        return [await sees(desk) for desk in (one, two, one, two)]

    by = one.as_(boss)
    for changer in (one, two):
        assert await both() == [False] * 4
        await changer.do.people.set_user_role(
            SetUserRole(principal=by, user_id=ann.id, role=Role.AGENT, request_id=str(uuid4()))
        )
        assert await both() == [True] * 4
        await changer.do.people.set_user_active(
            SetUserActive(principal=by, user_id=ann.id, active=False, request_id=str(uuid4()))
        )
        assert await both() == [False] * 4
        await changer.do.people.set_user_active(
            SetUserActive(principal=by, user_id=ann.id, active=True, request_id=str(uuid4()))
        )
        assert await both() == [True] * 4
        await changer.do.people.set_user_role(
            SetUserRole(principal=by, user_id=ann.id, role=Role.USER, request_id=str(uuid4()))
        )
