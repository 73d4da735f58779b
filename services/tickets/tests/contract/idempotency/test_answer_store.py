"""Every AnswerStore keeps these promises."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.idempotency import KEPT_FOR, IdempotencyKey
from tickets_service.application.views.comments import CommentView
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.tickets.comment import CommentId, Visibility
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk


def key(request_id: UUID, caller: str = "bot", fingerprint: bytes = b"said") -> IdempotencyKey:
    return IdempotencyKey(caller, request_id, fingerprint)


def saying(text: str) -> CommentView:
    return CommentView(
        id=CommentId(1),
        ticket_id=TicketId(2),
        author=ActorName("users/7"),
        text=text,
        created_at=datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
        visibility=Visibility.PUBLIC,
        version=1,
        edited_at=None,
        by_staff=False,
    )


async def keep(desk: Desk, one: IdempotencyKey, answer: CommentView) -> None:
    async with desk.ports.unit_of_work() as uow:
        assert await uow.answers.claim(one, CommentView, now=desk.clock.now()) is None
        await uow.answers.keep(one, answer)
        await uow.commit()


async def claim(desk: Desk, one: IdempotencyKey) -> CommentView | None:
    async with desk.ports.unit_of_work() as uow:
        return await uow.answers.claim(one, CommentView, now=desk.clock.now())


async def test_the_answer_comes_back(desk: Desk, request_id: UUID) -> None:
    answer = saying("ümläut \n 'quoted'")
    await keep(desk, key(request_id), answer)
    assert await claim(desk, key(request_id)) == answer


async def test_another_body_is_refused(desk: Desk, request_id: UUID) -> None:
    await keep(desk, key(request_id), saying("one"))
    with pytest.raises(IdempotencyKeyReusedError):
        await claim(desk, key(request_id, fingerprint=b"said otherwise"))


async def test_callers_do_not_share_keys(desk: Desk, request_id: UUID) -> None:
    await keep(desk, key(request_id), saying("one"))
    assert await claim(desk, key(request_id, caller="console")) is None


async def test_without_commit_the_key_is_free_again(desk: Desk, request_id: UUID) -> None:
    async with desk.ports.unit_of_work() as uow:
        await uow.answers.claim(key(request_id), CommentView, now=desk.clock.now())
        await uow.answers.keep(key(request_id), saying("one"))
    assert await claim(desk, key(request_id)) is None


async def test_answers_are_kept_for_48_hours(desk: Desk, request_id: UUID) -> None:
    await keep(desk, key(request_id), saying("one"))
    desk.clock.advance(KEPT_FOR)
    assert await claim(desk, key(request_id)) == saying("one")
    desk.clock.advance(timedelta(seconds=1))
    await keep(desk, key(request_id, fingerprint=b"something new"), saying("two"))
    assert await claim(desk, key(request_id, fingerprint=b"something new")) == saying("two")


async def test_the_second_claim_waits_for_the_first(desk: Desk, request_id: UUID) -> None:
    async with desk.ports.unit_of_work() as uow:
        await uow.answers.claim(key(request_id), CommentView, now=desk.clock.now())
        second = asyncio.create_task(claim(desk, key(request_id)))
        await asyncio.wait([second], timeout=0.1)
        assert not second.done()
        await uow.answers.keep(key(request_id), saying("one"))
        await uow.commit()
    assert await second == saying("one")


async def test_purging(desk: Desk) -> None:
    old = [key(uuid4()) for _ in range(3)]
    for each in old:
        await keep(desk, each, saying("one"))
    desk.clock.advance(timedelta(seconds=1))
    fresh = key(uuid4())
    await keep(desk, fresh, saying("two"))
    for expected in (2, 1, 0):
        async with desk.ports.unit_of_work() as uow:
            assert await uow.answers.purge(before=desk.clock.now(), limit=2) == expected
            await uow.commit()
    assert await claim(desk, fresh) == saying("two")
    assert [await claim(desk, each) for each in old] == [None, None, None]
