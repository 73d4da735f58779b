"""Pages of lists of tickets: one prepared statement for each shape of a question (decision 18)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    Text,
    bindparam,
    literal_column,
    select,
    tuple_,
    union_all,
)

from fixline_chassis.driver.statements import Prepared
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.listing import RANK, listed
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import TICKET_COLUMNS
from tickets_service.application.ports.tickets.reader import Listing, TicketFilter
from tickets_service.application.ticket_order import ListPosition, Order
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import OPEN_WORK, State

SHAPES: Final = 256
"""How many statements are kept; few of all that are possible are ever asked."""

MOMENT: Final = DateTime(timezone=True)
VALUES: Final[Mapping[str, Any]] = {
    "user_id": bindparam("user_id", type_=BigInteger),
    "assignee_id": bindparam("assignee_id", type_=BigInteger),
    "reporter_id": bindparam("reporter_id", type_=BigInteger),
    "follower_id": bindparam("follower_id", type_=BigInteger),
    "within": bindparam("within", type_=Text),
    "tag": bindparam("tag", type_=Text),
    "due_by": bindparam("due_by", type_=MOMENT),
    "created_from": bindparam("created_from", type_=MOMENT),
    "created_before": bindparam("created_before", type_=MOMENT),
}
"""The fields of a filter that stay parameters. The others are part of the text: they choose the index."""

LAST: Final[Mapping[Any, Any]] = {
    RequestRow.id: bindparam("last_id", type_=BigInteger),
    RequestRow.created_at: bindparam("last_created_at", type_=MOMENT),
    RequestRow.sla_due_at: bindparam("last_due_at", type_=MOMENT),
    RANK: bindparam("last_rank", type_=Integer),
}
"""Where the last ticket already seen stands."""
MOST: Final = bindparam("most", type_=BigInteger)

CREATED: Final = (RequestRow.created_at, RequestRow.id)
DUE: Final = (RequestRow.sla_due_at, RequestRow.id)
EVERYBODYS: Final = frozenset({Listing.UNASSIGNED, Listing.ALL})
"""The same tickets, whoever asks."""
OF_OPEN_WORK: Final = frozenset({Listing.UNASSIGNED, Listing.ASSIGNED})
KEYS: Final[Mapping[Order, Sequence[Any]]] = {
    Order.NEWEST: CREATED,
    Order.OLDEST: CREATED,
    Order.PRIORITY: (RANK, *CREATED),
}


class Shape(NamedTuple):
    """Everything that the text of the statement depends on."""

    listing: Listing
    states: frozenset[State]
    priorities: frozenset[Priority]
    unassigned: bool
    valued: frozenset[str]
    """Which of `VALUES` are asked for."""
    order: Order
    further: bool
    """Not the first page."""
    past_due: bool
    """The last one seen was not due at any time."""
    size: int | None = None
    """How many tickets, where that is part of the text."""


def page_of(
    which: TicketFilter, order: Order, *, after: ListPosition | None, limit: int
) -> tuple[Prepared, Mapping[str, object]]:
    """Return what selects the next tickets in that order, those that stand behind `after`; and its values."""
    values = values_of(which)
    shape = shape_of(which, order, after)
    values[MOST.key] = limit
    if after is None and which.listing in EVERYBODYS and values.keys() <= {"user_id", MOST.key}:
        # Without values a plan is made once. With a limit that it does not know, PostgreSQL takes a tenth of all
        # tickets for the page, finds that dear, and plans each page of a large desk anew.
        shape = shape._replace(size=limit)
    if after is not None:
        values |= {
            "last_id": after.ticket_id,
            "last_created_at": after.created_at,
            "last_due_at": after.due_at,
            "last_rank": after.priority.rank,
        }
    return prepared(shape), values


def values_of(which: TicketFilter) -> dict[str, object]:
    return {name: value for name in VALUES if (value := getattr(which, name)) is not None}


def shape_of(which: TicketFilter, order: Order, after: ListPosition | None) -> Shape:
    return Shape(
        listing=which.listing,
        states=which.states,
        priorities=which.priorities,
        unassigned=which.unassigned,
        valued=frozenset(values_of(which)),
        order=order,
        further=after is not None,
        past_due=after is not None and after.due_at is None,
    )


@lru_cache(maxsize=SHAPES)
def prepared(shape: Shape) -> Prepared:
    return Prepared(selecting(shape))


def selecting(shape: Shape, columns: Sequence[Any] = TICKET_COLUMNS) -> Select[Any]:
    """`columns`: those of a ticket, or as many of them as tell their order."""
    which = TicketFilter(
        listing=shape.listing,
        states=shape.states,
        priorities=shape.priorities,
        unassigned=shape.unassigned,
        **{"user_id": None, **{name: VALUES[name] for name in shape.valued}},
    )
    tickets = listed(which, columns)
    return next_due(which, shape, tickets) if shape.order is Order.DUE_NEXT else next_in(shape, tickets)


def next_in(shape: Shape, statement: Select[Any]) -> Select[Any]:
    keys, backwards = KEYS[shape.order], shape.order is Order.NEWEST
    if shape.further:
        here, last = tuple_(*keys), tuple_(*(LAST[key] for key in keys))
        statement = statement.where(here < last if backwards else here > last)
    return statement.order_by(*(key.desc() for key in keys) if backwards else keys).limit(most(shape))


def next_due(which: TicketFilter, shape: Shape, tickets: Select[Any]) -> Select[Any]:
    """In two branches, each a range of an index: what is due, and then the rest, where there can be one."""
    due = tickets.where(RequestRow.sla_due_at.is_not(None))
    if shape.further and not shape.past_due:
        due = due.where(tuple_(*DUE) > tuple_(*(LAST[key] for key in DUE)))
    due = due.order_by(*DUE).limit(most(shape))
    if which.due_by is not None:
        return due
    rest = tickets.where(RequestRow.sla_due_at.is_(None))
    if shape.past_due:
        rest = rest.where(RequestRow.id > LAST[RequestRow.id])
    # The same order either way; by both, the planner looks for it in the indexes of what is not done.
    rest = rest.order_by(*(DUE if is_open_work(which) else (RequestRow.id,))).limit(most(shape))
    if shape.past_due:
        return rest
    both = union_all(due.subquery("due").select(), rest.subquery("rest").select()).subquery("both")
    return select(both).order_by(both.c.sla_due_at.nulls_last(), both.c.id).limit(most(shape))


def most(shape: Shape) -> ColumnElement[int]:
    return MOST if shape.size is None else literal_column(str(shape.size))


def is_open_work(which: TicketFilter) -> bool:
    """Tell whether it asks only for tickets that are not done."""
    return which.listing in OF_OPEN_WORK or which.states <= OPEN_WORK
