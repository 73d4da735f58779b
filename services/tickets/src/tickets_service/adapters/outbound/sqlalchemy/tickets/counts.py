"""How many tickets several lists have: one prepared statement for each set of shapes.

Each list is walked in the order in which its pages are, no further than is counted: so it is a range of an index
(decision 18), and never a search through all tickets for the last few that are meant.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ScalarSelect, func, select
from sqlalchemy.sql.visitors import cloned_traverse

from fixline_chassis.driver.statements import Prepared
from tickets_service.adapters.outbound.sqlalchemy.tickets.pages import (
    DUE,
    MOST,
    SHAPES,
    VALUES,
    Shape,
    selecting,
    shape_of,
    values_of,
)
from tickets_service.application.ports.tickets.reader import TicketFilter
from tickets_service.application.ticket_order import Order


def counts_of(lists: Sequence[TicketFilter], *, most: int) -> tuple[Prepared, Mapping[str, object]]:
    """Return what counts each of the lists, as `list_0` and so on, up to `most`; and its values."""
    values: dict[str, object] = {MOST.key: most}
    for n, which in enumerate(lists):
        values |= {named(name, n): value for name, value in values_of(which).items()}
    return prepared(tuple(shape_of(which, Order.DUE_NEXT, None) for which in lists)), values


@lru_cache(maxsize=SHAPES)
def prepared(shapes: tuple[Shape, ...]) -> Prepared:
    return Prepared(select(*(counting(shape, n).label(f"list_{n}") for n, shape in enumerate(shapes))))


def counting(shape: Shape, n: int) -> ScalarSelect[Any]:
    """Count what the shape means, with values of its own.

    All columns of all lists would be a statement that asyncpg, which keeps none of over 15 KiB, prepares each time.
    """

    def own(parameter: BindParameter[Any]) -> None:
        if parameter.key in VALUES:
            parameter.key = named(parameter.key, n)

    found = cloned_traverse(selecting(shape, DUE), {}, {"bindparam": own})
    return select(func.count()).select_from(found.subquery(f"found_{n}")).scalar_subquery()


def named(name: str, n: int) -> str:
    return f"{name}_{n}"
