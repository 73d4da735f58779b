"""People from the cache; lists of them, and what happened to them, from the store."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from pydantic import TypeAdapter

from tickets_service.adapters.outbound.valkey.leased_cache import LeasedCache
from tickets_service.application.ports.user_reader import UserReader
from tickets_service.application.views.people import UserEventView, UserView
from tickets_service.domain.people.user import Role, User, UserId

USER: Final = TypeAdapter(User)


class CachedUserReader:
    """Satisfies `UserReader`: what it finds is as current as what `reader` does (see `leased_cache`)."""

    def __init__(self, reader: UserReader, cache: LeasedCache) -> None:
        self._reader = reader
        self._cache = cache

    async def find(self, user_id: UserId) -> User | None:
        return await self._cache.find(
            f"users/{user_id}", lambda: self._reader.find(user_id), encode=encode, decode=decode
        )

    async def find_all(self, user_ids: Collection[UserId]) -> Mapping[UserId, User]:
        return await self._reader.find_all(user_ids)

    async def page(self, roles: frozenset[Role], *, after: int | None, limit: int) -> Sequence[UserView]:
        return await self._reader.page(roles, after=after, limit=limit)

    async def events(self, user_id: UserId, *, after: int | None, limit: int) -> Sequence[UserEventView]:
        return await self._reader.events(user_id, after=after, limit=limit)


def through(cache: LeasedCache | None) -> Callable[[UserReader], UserReader]:
    """Return what puts the cache in front of a reader; without one, nothing."""
    return lambda reader: CachedUserReader(reader, cache) if cache else reader


def encode(user: User) -> bytes:
    return USER.dump_json(user)


def decode(content: bytes) -> User:
    return USER.validate_json(content)
