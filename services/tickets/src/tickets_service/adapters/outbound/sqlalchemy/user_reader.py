"""Reading people from PostgreSQL."""

from collections.abc import Sequence

from sqlalchemy import select

from tickets_service.adapters.outbound.sqlalchemy.mappers import USER_COLUMNS, user_from_row
from tickets_service.adapters.outbound.sqlalchemy.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.rows import UserRow
from tickets_service.application.views import UserView
from tickets_service.domain.user import Role, User, UserId


class SqlAlchemyUserReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def find(self, user_id: UserId) -> User | None:
        rows = await self._reading.rows(select(*USER_COLUMNS).where(UserRow.id == user_id))
        return user_from_row(rows[0]) if rows else None

    async def page(self, roles: frozenset[Role], *, after: int | None, limit: int) -> Sequence[UserView]:
        statement = select(*USER_COLUMNS).order_by(UserRow.id).limit(limit)
        if roles:
            statement = statement.where(UserRow.role.in_(sorted(roles)))
        if after is not None:
            statement = statement.where(UserRow.id > after)
        return [UserView.of(user_from_row(row)) for row in await self._reading.rows(statement)]
