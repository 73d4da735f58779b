"""Links on PostgreSQL."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Integer,
    RowMapping,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    text,
)

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.tables.links import IS_PARENT
from tickets_service.adapters.outbound.sqlalchemy.tables.links import TicketLinkRow as Row
from tickets_service.domain.links.link import Link, LinkId, LinkKind, Walk
from tickets_service.domain.tickets.ticket import TicketId

LINK_COLUMNS: Final = tuple(Row.__table__.columns)


def walking() -> Select[Any]:
    """Each round knows a ticket once, however many ways lead there: that keeps a dense graph small."""
    walked = (
        select(Row.target_id.label("ticket_id"), literal(1, Integer).label("length"))
        .where(Row.source_id == bindparam("start", type_=BigInteger), Row.kind == bindparam("kind"))
        .cte("walked", recursive=True)
    )
    further = (
        select(Row.target_id, walked.c.length + 1)
        .join(walked, Row.source_id == walked.c.ticket_id)
        .where(Row.kind == bindparam("kind"), walked.c.length < bindparam("longest", type_=Integer))
    )
    walked = walked.union(further)
    return select(
        func.coalesce(func.bool_or(walked.c.ticket_id == bindparam("looking_for", type_=BigInteger)), False),
        func.coalesce(func.max(walked.c.length), 0),
    )


WALK: Final = walking()
LOCK: Final = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("chains"), 0)))


class SqlAlchemyLinkRepository:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection

    async def lock_chains(self, kind: LinkKind) -> None:
        await self._connection.execute(LOCK, {"chains": f"ticket_links/{kind}"})

    async def find(self, link_id: LinkId) -> Link | None:
        found = await self._connection.execute(select(*LINK_COLUMNS).where(Row.id == link_id))
        row = found.mappings().one_or_none()
        return link_from_row(row) if row else None

    async def exists(self, link: Link) -> bool:
        same = exists().where(
            Row.source_id == link.source_id, Row.target_id == link.target_id, Row.kind == link.kind.value
        )
        return bool(await self._connection.scalar(select(same)))

    async def has_parent(self, ticket_id: TicketId) -> bool:
        parent = exists().where(Row.target_id == ticket_id, text(IS_PARENT))
        return bool(await self._connection.scalar(select(parent)))

    async def walk(self, start: TicketId, kind: LinkKind, *, looking_for: TicketId, longest: int) -> Walk:
        parameters = {"start": start, "kind": kind.value, "looking_for": looking_for, "longest": longest}
        met, length = (await self._connection.execute(WALK, parameters)).one()
        return Walk(met, length)

    async def add(self, link: Link) -> Link:
        added = await self._connection.execute(
            insert(Row)
            .values(
                source_id=link.source_id,
                target_id=link.target_id,
                kind=link.kind.value,
                created_at=link.created_at,
            )
            .returning(Row.id)
        )
        return replace(link, id=LinkId(added.scalar_one()))

    async def remove(self, link_id: LinkId) -> bool:
        removed = await self._connection.execute(delete(Row).where(Row.id == link_id))
        return removed.rowcount > 0


def link_from_row(row: RowMapping) -> Link:
    return Link(
        id=LinkId(row["id"]),
        source_id=row["source_id"],
        target_id=row["target_id"],
        kind=LinkKind(row["kind"]),
        created_at=row["created_at"],
    )
