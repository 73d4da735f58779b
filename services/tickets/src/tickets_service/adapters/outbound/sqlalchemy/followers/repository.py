"""Who follows what, on PostgreSQL: one statement each, which also keeps the count."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    CTE,
    BigInteger,
    DateTime,
    Update,
    and_,
    bindparam,
    delete,
    func,
    outerjoin,
    select,
    union,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.tables.followers import FollowerRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import RequestRow
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import TicketId

TICKET: Final = bindparam("ticket", type_=BigInteger())
FOLLOWER: Final = bindparam("follower", type_=BigInteger())
SINCE: Final = bindparam("since", type_=DateTime(timezone=True))
ASKER: Final = bindparam("asker", type_=BigInteger())
FOR_ASKER: Final = outerjoin(
    RequestRow,
    FollowerRow,
    and_(FollowerRow.ticket_id == RequestRow.id, FollowerRow.user_id == ASKER),
)
"""Tickets, each as the asker stands to it."""
FOLLOWED_BY: Final = FollowerRow.user_id.label("followed_by")
"""The asker's id where they follow the ticket, else NULL; select it from `FOR_ASKER`."""


def counted(changed: CTE, difference: int) -> Update:
    """Count whoever `changed` returns; touch the ticket only when there is somebody."""
    people = select(func.count()).select_from(changed).scalar_subquery()
    return (
        update(RequestRow)
        .where(RequestRow.id == TICKET, people > 0)
        .values(follower_count=RequestRow.follower_count + difference * people)
    )


FOLLOWER_COLUMNS: Final = ["request_id", "user_id", "created_at"]

ADD: Final = counted(
    insert(FollowerRow)
    .from_select(FOLLOWER_COLUMNS, select(TICKET, FOLLOWER, SINCE))
    .on_conflict_do_nothing()
    .returning(FollowerRow.user_id)
    .cte("added"),
    1,
).returning(RequestRow.id)
REMOVE: Final = counted(
    delete(FollowerRow)
    .where(FollowerRow.ticket_id == TICKET, FollowerRow.user_id == FOLLOWER)
    .returning(FollowerRow.user_id)
    .cte("removed"),
    -1,
).returning(RequestRow.id)


def carry_over() -> Any:
    source = bindparam("source", type_=BigInteger())
    people = union(
        select(FollowerRow.user_id).where(FollowerRow.ticket_id == source),
        select(RequestRow.user_id).where(RequestRow.id == source),
    ).subquery("people")
    reporter = select(RequestRow.user_id).where(RequestRow.id == TICKET).scalar_subquery()
    added = (
        insert(FollowerRow)
        .from_select(
            FOLLOWER_COLUMNS,
            select(TICKET, people.c.user_id, SINCE)
            .where(people.c.user_id != reporter)
            .order_by(people.c.user_id),
        )
        .on_conflict_do_nothing()
        .returning(FollowerRow.user_id)
        .cte("added")
    )
    return select(added.c.user_id).order_by(added.c.user_id).add_cte(counted(added, 1).cte("counted"))


CARRY_OVER: Final = carry_over()


class SqlAlchemyFollowerRepository:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection

    async def add(self, ticket_id: TicketId, user_id: UserId, *, now: datetime) -> bool:
        values = {"ticket": ticket_id, "follower": user_id, "since": now}
        return await self._connection.scalar(ADD, values) is not None

    async def remove(self, ticket_id: TicketId, user_id: UserId) -> bool:
        values = {"ticket": ticket_id, "follower": user_id}
        return await self._connection.scalar(REMOVE, values) is not None

    async def carry_over(self, source: TicketId, target: TicketId, *, now: datetime) -> Sequence[UserId]:
        values = {"source": source, "ticket": target, "since": now}
        return [UserId(user_id) for user_id in await self._connection.scalars(CARRY_OVER, values)]
