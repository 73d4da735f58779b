"""Reading tickets, and what belongs to them, from PostgreSQL: one statement per call, whatever the size."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ARRAY, BigInteger, bindparam, cast, exists, func, or_, select, text
from sqlalchemy.orm import aliased

from fixline_chassis.driver.statements import Prepared
from tickets_service.adapters.outbound.sqlalchemy.comments.mapper import COMMENT_COLUMNS, comment_from_row
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.followers.repository import FOLLOWED_BY, FOR_ASKER
from tickets_service.adapters.outbound.sqlalchemy.history.mapper import (
    EVENT_COLUMNS,
    SAID_COLUMNS,
    event_from_row,
    with_what_was_said,
)
from tickets_service.adapters.outbound.sqlalchemy.tables.comments import CommentRow
from tickets_service.adapters.outbound.sqlalchemy.tables.followers import FollowerRow
from tickets_service.adapters.outbound.sqlalchemy.tables.history import HistoryRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import TAGGED, RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.counts import counts_of
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import TICKET_COLUMNS, ticket_view
from tickets_service.adapters.outbound.sqlalchemy.tickets.pages import page_of
from tickets_service.adapters.outbound.sqlalchemy.tickets.sight import in_sight
from tickets_service.application.ports.tickets.reader import TicketFilter
from tickets_service.application.ticket_order import ListPosition, Order
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.application.views.followers import FollowerView
from tickets_service.application.views.tickets import TagUse, TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.events import INTERNAL, NAMING_ANOTHER
from tickets_service.domain.tickets.ticket import TicketId

FIND: Final = Prepared(
    select(*TICKET_COLUMNS, FOLLOWED_BY)
    .select_from(FOR_ASKER)
    .where(RequestRow.id == bindparam("ticket_id", type_=BigInteger))
)
FOLLOWERS_AMONG: Final = Prepared(
    select(FollowerRow.user_id).where(
        FollowerRow.ticket_id == bindparam("ticket_id", type_=BigInteger),
        FollowerRow.user_id == func.any(bindparam("user_ids", type_=ARRAY(BigInteger))),
    )
)
NEWEST_TAGGED: Final = (
    select(func.unnest(RequestRow.tags).label("tag"))
    .where(
        RequestRow.id.in_(
            select(RequestRow.id)
            .where(text(TAGGED))
            .order_by(RequestRow.id.desc())
            .limit(bindparam("among", type_=BigInteger))
        )
    )
    .subquery("newest_tagged")
)
COMMON_TAGS: Final = Prepared(
    select(NEWEST_TAGGED.c.tag, func.count().label("tickets"))
    .group_by(NEWEST_TAGGED.c.tag)
    .order_by(func.count().desc(), NEWEST_TAGGED.c.tag.collate("C"))
    .limit(bindparam("most", type_=BigInteger))
)
OTHER: Final = aliased(RequestRow)
NAMED: Final = cast(HistoryRow.change["other_id"].astext, BigInteger)


class SqlAlchemyTicketReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def find(self, ticket_id: TicketId, *, asker: UserId | None = None) -> TicketView | None:
        row = await self._reading.first(FIND, ticket_id=ticket_id, asker=asker)
        return ticket_view(row) if row else None

    async def page(
        self, which: TicketFilter, order: Order, *, after: ListPosition | None, limit: int
    ) -> Sequence[TicketView]:
        statement, values = page_of(which, order, after=after, limit=limit)
        return [ticket_view(row) for row in await self._reading.prepared(statement, **values)]

    async def counts(self, lists: Sequence[TicketFilter], *, most: int) -> Sequence[int]:
        statement, values = counts_of(lists, most=most)
        (row,) = await self._reading.prepared(statement, **values)
        return [row[f"list_{n}"] for n in range(len(lists))]

    async def comments(
        self, ticket_id: TicketId, *, notes: bool, before: int | None, limit: int
    ) -> Sequence[CommentView]:
        statement = (
            select(*COMMENT_COLUMNS)
            .where(CommentRow.ticket_id == ticket_id)
            .order_by(CommentRow.id.desc())
            .limit(limit)
        )
        if not notes:
            statement = statement.where(CommentRow.visibility == Visibility.PUBLIC.value)
        if before is not None:
            statement = statement.where(CommentRow.id < before)
        return [CommentView.of(comment_from_row(row)) for row in await self._reading.rows(statement)]

    async def events(
        self, ticket_id: TicketId, *, notes: bool, sight: Sight, after: int | None, limit: int
    ) -> Sequence[EventView]:
        # By id: whoever changes a ticket holds its lock, so its own events commit in this order.
        statement = (
            select(*EVENT_COLUMNS, *SAID_COLUMNS)
            .select_from(with_what_was_said(HistoryRow, HistoryRow.comment_id, HistoryRow.change))
            .where(HistoryRow.ticket_id == ticket_id)
            .order_by(HistoryRow.id)
            .limit(limit)
        )
        if not notes:
            statement = statement.where(HistoryRow.type.not_in(sorted(INTERNAL)))
        if not sight.whole:
            named = exists().where(OTHER.id == NAMED, in_sight(sight, OTHER))
            statement = statement.where(or_(HistoryRow.type.not_in(sorted(NAMING_ANOTHER)), named))
        if after is not None:
            statement = statement.where(HistoryRow.id > after)
        return [event_from_row(row) for row in await self._reading.rows(statement)]

    async def followers(
        self, ticket_id: TicketId, *, after: int | None, limit: int
    ) -> Sequence[FollowerView]:
        statement = (
            select(FollowerRow.user_id, FollowerRow.created_at)
            .where(FollowerRow.ticket_id == ticket_id)
            .order_by(FollowerRow.user_id)
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(FollowerRow.user_id > after)
        rows = await self._reading.rows(statement)
        return [FollowerView(UserId(row["user_id"]), row["created_at"]) for row in rows]

    async def common_tags(self, *, among: int, limit: int) -> Sequence[TagUse]:
        rows = await self._reading.prepared(COMMON_TAGS, among=among, most=limit)
        return [TagUse(row["tag"], row["tickets"]) for row in rows]

    async def followers_among(self, ticket_id: TicketId, user_ids: Collection[UserId]) -> frozenset[UserId]:
        rows = await self._reading.prepared(FOLLOWERS_AMONG, ticket_id=ticket_id, user_ids=[*user_ids])
        return frozenset(UserId(row["user_id"]) for row in rows)
