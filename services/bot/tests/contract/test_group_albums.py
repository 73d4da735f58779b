"""The contract of `GroupAlbums`, held by PostgreSQL and by the fake of the dialogs' tests."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from bot_service.adapters.outbound.memory.updates.group_albums import MemoryGroupAlbums
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.updates.group_albums import SqlGroupAlbums
from bot_service.application.ports.updates.group_albums import GroupAlbums

BOT, GROUP, OTHER = 42, -5_000_000_100, -5_000_000_101
Come = Callable[[int, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    albums: GroupAlbums
    come: Come
    """Let an update come: its number, and its message."""


@pytest.fixture
def memory_store() -> Store:
    updates: list[Mapping[str, Any]] = []

    async def come(number: int, message: Mapping[str, Any]) -> None:
        updates.append({"update_id": number, "message": message})

    return Store(albums=MemoryGroupAlbums(updates), come=come)


@pytest.fixture
def postgres_store(database: Database) -> Store:
    async def come(number: int, message: Mapping[str, Any]) -> None:
        row = {
            "bot_id": BOT,
            "update_id": number,
            "chat_id": message["chat"]["id"],
            "payload": json.dumps({"update_id": number, "message": message}),
        }
        async with database.transaction() as connection:
            await connection.execute(
                text(
                    "INSERT INTO inbox (bot_id, update_id, chat_id, type, payload)"
                    " VALUES (:bot_id, :update_id, :chat_id, 'message', CAST(:payload AS json))"
                ),
                row,
            )

    return Store(albums=SqlGroupAlbums(database, BOT), come=come)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


def message(number: int, chat_id: int = GROUP, album: str = "77", **more: object) -> dict[str, Any]:
    return {"message_id": number, "chat": {"id": chat_id}, "media_group_id": album, **more}


async def test_the_parts_of_one_album_of_one_chat(store: Store) -> None:
    one, other = message(1, caption="nul \x00"), message(2)
    for number, each in enumerate(
        (one, message(1, OTHER), message(3, album="78"), other, {"message_id": 4, "chat": {"id": GROUP}}), 1
    ):
        await store.come(number, each)
    await store.come(9, {"message_id": 5, "chat": {"id": GROUP}, "reply_to_message": one})
    assert list(await store.albums.parts(GROUP, "77")) == [one, other]
    assert list(await store.albums.parts(OTHER, "77")) == [message(1, OTHER)]
    for nothing in ("7", "79", "", '".*'):
        assert list(await store.albums.parts(GROUP, nothing)) == []
