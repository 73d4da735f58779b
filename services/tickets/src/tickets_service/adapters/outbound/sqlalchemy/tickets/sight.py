"""What an actor may see, as a condition of SQL."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, or_

from tickets_service.adapters.outbound.sqlalchemy.tables.followers import FollowerRow
from tickets_service.domain.permissions.actions import Relation
from tickets_service.domain.permissions.sight import Sight


def in_sight(sight: Sight, tickets: Any) -> ColumnElement[bool]:
    """`tickets`: `RequestRow`, or an alias of it. Where the sight is whole, no condition is needed."""
    related: Final[Mapping[Relation, ColumnElement[bool]]] = {
        Relation.FOLLOWER: exists().where(
            FollowerRow.ticket_id == tickets.id, FollowerRow.user_id == sight.user_id
        ),
        Relation.REPORTER: tickets.user_id == sight.user_id,
        Relation.ASSIGNEE: tickets.assigned_to == sight.user_id,
        Relation.UNASSIGNED: tickets.assigned_to.is_(None),
        Relation.ASSIGNED_TO_ANOTHER: tickets.assigned_to != sight.user_id,
    }
    return or_(*(related[each] for each in sorted(sight.relations)))
