"""People who are about to change, on PostgreSQL: one statement each."""

from typing import Final

from sqlalchemy import BigInteger, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from fixline_chassis.driver.statements import Driver, Prepared
from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.people.mapper import (
    USER_COLUMNS,
    user_columns,
    user_from_row,
)
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import recorded
from tickets_service.adapters.outbound.sqlalchemy.tables.people import UserHistoryRow, UserRow
from tickets_service.domain.people.events import UserEvent
from tickets_service.domain.people.user import Role, User, UserId

FIND_USER: Final = Prepared(select(*USER_COLUMNS).where(UserRow.id == bindparam("user_id", type_=BigInteger)))


class SqlAlchemyUserRepository:
    def __init__(self, connection: LateConnection, driver: Driver) -> None:
        self._connection = connection
        self._driver = driver

    async def find(self, user_id: UserId) -> User | None:
        row = await self._driver.row(FIND_USER, user_id=user_id)
        return user_from_row(row) if row else None

    async def find_to_change(self, user_id: UserId) -> User | None:
        found = await self._connection.execute(
            select(*USER_COLUMNS).where(UserRow.id == user_id).with_for_update(key_share=True)
        )
        row = found.mappings().one_or_none()
        return user_from_row(row) if row else None

    async def lock_active_admins(self) -> frozenset[UserId]:
        # In one order for all, so that two of these wait for each other instead of in a circle.
        found = await self._connection.scalars(
            select(UserRow.id)
            .where(UserRow.role == Role.ADMIN.value, UserRow.is_active)
            .order_by(UserRow.id)
            .with_for_update(key_share=True)
        )
        return frozenset(UserId(user_id) for user_id in found)

    async def find_by_telegram_id(self, telegram_id: int) -> User | None:
        found = await self._connection.execute(
            select(*USER_COLUMNS).where(UserRow.telegram_id == telegram_id).with_for_update(key_share=True)
        )
        row = found.mappings().one_or_none()
        return user_from_row(row) if row else None

    async def add(self, user: User) -> User:
        added = await self._connection.scalar(
            postgresql_insert(UserRow)
            .values(**user_columns(user))
            .on_conflict_do_nothing(index_elements=[UserRow.telegram_id])
            .returning(UserRow.id)
        )
        if added is not None:
            user.id = UserId(added)
            return user
        known = None if user.telegram_id is None else await self.find_by_telegram_id(user.telegram_id)
        if known is None:
            raise AssertionError("people are never deleted")
        return known

    async def save(self, user: User) -> None:
        await self._connection.execute(
            update(UserRow).where(UserRow.id == user.id).values(**user_columns(user))
        )

    async def record(self, event: UserEvent, *, traceparent: str) -> None:
        await self._connection.execute(
            insert(UserHistoryRow).values(user_id=event.user_id, **recorded(event, traceparent=traceparent))
        )
