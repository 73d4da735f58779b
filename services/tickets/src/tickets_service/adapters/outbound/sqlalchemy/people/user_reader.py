"""Reading people from PostgreSQL, with no cache in front (decision 27)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import ARRAY, BigInteger, RowMapping, bindparam, func, select

from fixline_chassis.driver.statements import Prepared
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.people.mapper import USER_COLUMNS, user_from_row
from tickets_service.adapters.outbound.sqlalchemy.people.user_repository import FIND_USER
from tickets_service.adapters.outbound.sqlalchemy.tables.people import UserHistoryRow, UserRow
from tickets_service.application.views.people import UserEventView, UserView
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.events import UserEventType
from tickets_service.domain.people.user import Role, User, UserId

FIND_USERS: Final = Prepared(
    select(*USER_COLUMNS).where(UserRow.id == func.any(bindparam("user_ids", type_=ARRAY(BigInteger))))
)
USER_EVENT_COLUMNS: Final = tuple(UserHistoryRow.__table__.columns)


class SqlAlchemyUserReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def find(self, user_id: UserId) -> User | None:
        row = await self._reading.first(FIND_USER, user_id=user_id)
        return user_from_row(row) if row else None

    async def find_all(self, user_ids: Collection[UserId]) -> Mapping[UserId, User]:
        users = [user_from_row(row) for row in await self._reading.prepared(FIND_USERS, user_ids=[*user_ids])]
        return {user.id: user for user in users}

    async def page(self, roles: frozenset[Role], *, after: int | None, limit: int) -> Sequence[UserView]:
        statement = select(*USER_COLUMNS).order_by(UserRow.id).limit(limit)
        if roles:
            statement = statement.where(UserRow.role.in_(sorted(roles)))
        if after is not None:
            statement = statement.where(UserRow.id > after)
        return [UserView.of(user_from_row(row)) for row in await self._reading.rows(statement)]

    async def events(self, user_id: UserId, *, after: int | None, limit: int) -> Sequence[UserEventView]:
        # By id: whoever changes a user holds their lock, so their own events commit in this order.
        statement = (
            select(*USER_EVENT_COLUMNS)
            .where(UserHistoryRow.user_id == user_id)
            .order_by(UserHistoryRow.id)
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(UserHistoryRow.id > after)
        return [user_event_from_row(row) for row in await self._reading.rows(statement)]


def user_event_from_row(row: RowMapping) -> UserEventView:
    return UserEventView(
        id=row["id"],
        user_id=UserId(row["user_id"]),
        type=UserEventType(row["type"]),
        actor=ActorName(row["actor"]),
        occurred_at=row["created_at"],
        reason=row["reason"],
        traceparent=row["traceparent"],
        before=row["change"]["before"],
        after=row["change"]["after"],
    )
