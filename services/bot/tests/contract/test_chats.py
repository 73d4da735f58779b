"""The contracts of `Chats` and `MessageLinks`, held by PostgreSQL and by the fakes of the dialogs' tests."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot_service.adapters.outbound.memory.chats.chats import MemoryChats, MemoryMessageLinks
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.tickets.message_links import (
    LinkedTo,
    SqlMessageLinks,
    write_links,
)
from bot_service.application.ports.chats.chats import Chat, Chats
from bot_service.application.ports.tickets.message_links import MessageLinks
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, beside

ANN = Chat(chat_id=5_000_000_101, user_name="users/1", language="en")
BOB = Chat(chat_id=5_000_000_100, user_name="users/2", language="ru", reachable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    chats: Chats
    links: MessageLinks
    link: Callable[[int, int, int], Awaitable[None]]
    card: Callable[[int, int, int], Awaitable[None]]
    tell: Callable[[int, str], Awaitable[None]]
    """Have an event tell somebody of something, in the first call that it brings about."""
    show: Callable[[int, str, str], Awaitable[None]]
    """Have an update show somebody a picture that came along with a comment, or with none."""


@pytest.fixture
def memory_stores() -> Stores:
    links = MemoryMessageLinks(lambda: datetime.now(UTC))

    async def link(chat_id: int, message_id: int, ticket: int) -> None:
        links.link(chat_id, message_id, ticket, MessageRole.NOTICE)

    async def card(chat_id: int, message_id: int, ticket: int) -> None:
        links.link(chat_id, message_id, ticket, MessageRole.CARD)

    async def tell(chat_id: int, cause: str) -> None:
        links.tell(chat_id, cause, 0)

    async def show(chat_id: int, cause: str, comment: str) -> None:
        links.tell(chat_id, beside(comment, cause) if comment else cause, 0)

    return Stores(chats=MemoryChats(), links=links, link=link, card=card, tell=tell, show=show)


@pytest.fixture
def postgres_stores(database: Database) -> Stores:
    async def link(chat_id: int, message_id: int, ticket: int) -> None:
        async with database.transaction() as connection:
            await write_links(connection, chat_id, [message_id], LinkedTo(ticket, MessageRole.NOTICE))

    async def card(chat_id: int, message_id: int, ticket: int) -> None:
        async with database.transaction() as connection:
            await write_links(connection, chat_id, [message_id], LinkedTo(ticket, MessageRole.CARD))

    async def tell(chat_id: int, cause: str) -> None:
        notice = OutgoingCall(
            method="sendMessage", chat_id=chat_id, arguments={"text": "Hi"}, ticket=1, role=MessageRole.NOTICE
        )
        drawn = replace(notice, role=MessageRole.CARD)
        async with database.transaction() as connection:
            await write_calls(connection, cause, [notice, drawn])

    async def show(chat_id: int, cause: str, comment: str) -> None:
        picture = OutgoingCall(
            method="sendPhoto", chat_id=chat_id, arguments={"photo": "P"}, ticket=1, comment=comment
        )
        async with database.transaction() as connection:
            await write_calls(connection, cause, [picture])

    return Stores(
        chats=SqlChats(database),
        links=SqlMessageLinks(database),
        link=link,
        card=card,
        tell=tell,
        show=show,
    )


@pytest.fixture(params=["memory", "postgres"])
def stores(request: pytest.FixtureRequest) -> Stores:
    found: Stores = request.getfixturevalue(f"{request.param}_stores")
    return found


async def test_a_chat_is_kept_until_it_is_replaced(stores: Stores) -> None:
    assert await stores.chats.get(ANN.chat_id) is None
    await stores.chats.save(ANN)
    assert await stores.chats.get(ANN.chat_id) == ANN
    changed = replace(ANN, language="ru", reachable=False)
    await stores.chats.save(changed)
    assert await stores.chats.get(ANN.chat_id) == changed


async def test_chats_are_found_by_their_people(stores: Stores) -> None:
    await stores.chats.save(ANN)
    await stores.chats.save(BOB)
    assert list(await stores.chats.of_users(["users/1", "users/2", "users/3"])) == [BOB, ANN]
    assert list(await stores.chats.of_users(["users/1"])) == [ANN]
    assert list(await stores.chats.of_users([])) == []


async def test_who_wants_no_announcements_is_remembered(stores: Stores) -> None:
    assert await stores.chats.wants_announcements(ANN.chat_id)
    await stores.chats.save(ANN)
    await stores.chats.set_announcements(ANN.chat_id, wanted=False)
    await stores.chats.save(replace(ANN, language="ru"))
    assert not await stores.chats.wants_announcements(ANN.chat_id)
    await stores.chats.set_announcements(ANN.chat_id, wanted=True)
    assert await stores.chats.wants_announcements(ANN.chat_id)
    await stores.chats.set_announcements(BOB.chat_id, wanted=False)
    assert await stores.chats.wants_announcements(BOB.chat_id), "a chat that is not known"


async def test_a_message_is_about_one_ticket(stores: Stores) -> None:
    await stores.link(1, 10, 42)
    await stores.link(2, 10, 43)
    assert await stores.links.ticket_of(1, 10) == 42
    assert await stores.links.ticket_of(2, 10) == 43
    assert await stores.links.ticket_of(1, 11) is None
    assert await stores.links.role_of(1, 10) is MessageRole.NOTICE
    assert await stores.links.role_of(1, 11) is None
    await stores.link(1, 10, 44)
    assert await stores.links.ticket_of(1, 10) == 44


async def test_somebodys_own_message_is_about_a_ticket_once_that_is_noted(stores: Stores) -> None:
    await stores.links.note(1, 10, 42)
    await stores.links.note(1, 10, 42)
    assert await stores.links.ticket_of(1, 10) == 42
    assert await stores.links.role_of(1, 10) is MessageRole.OTHER


async def test_what_was_talked_about_lately(stores: Stores) -> None:
    for message_id, ticket in ((10, 42), (11, 43), (12, 42)):
        await stores.link(1, message_id, ticket)
    await stores.link(2, 13, 44)
    await stores.card(1, 14, 45)
    assert list(await stores.links.talked_about(1, timedelta(hours=1))) == [42, 43]
    assert list(await stores.links.talked_about(3, timedelta(hours=1))) == []
    assert list(await stores.links.talked_about(1, timedelta())) == []


async def test_what_came_along_with_a_comment(stores: Stores) -> None:
    for comment in (3, 31):
        await stores.show(1, "updates/42/7", f"tickets/1/comments/{comment}")
    await stores.show(2, "updates/42/8", "tickets/1/comments/3")
    await stores.show(2, "updates/42/9", "")
    shown = await stores.links.told_beside("tickets/1/comments/3")
    assert [(each.chat_id, each.cause, each.n) for each in shown] == [
        (1, "tickets/1/comments/3/beside/updates/42/7", 0),
        (2, "tickets/1/comments/3/beside/updates/42/8", 0),
    ]
    assert list(await stores.links.told_beside("tickets/1/comments/4")) == []


async def test_who_was_told_of_an_event(stores: Stores) -> None:
    began = datetime.now(UTC)
    for chat_id, cause in ((1, "tickets/1/events/1"), (2, "tickets/1/events/2"), (3, "tickets/1/events/3")):
        await stores.tell(chat_id, cause)
    told = await stores.links.told_of(["tickets/1/events/1", "tickets/1/events/2"])
    assert [(each.chat_id, each.cause, each.n) for each in told] == [
        (1, "tickets/1/events/1", 0),
        (2, "tickets/1/events/2", 0),
    ]
    assert all(abs(each.at - began) < timedelta(minutes=1) for each in told)
    assert list(await stores.links.told_of(["tickets/9/events/9"])) == []
