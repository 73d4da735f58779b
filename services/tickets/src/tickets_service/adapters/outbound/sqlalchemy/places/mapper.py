"""Between rows of locations and what the domain knows."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, RowMapping, Text, and_, exists, func, select
from sqlalchemy.orm import aliased

from tickets_service.adapters.outbound.sqlalchemy.tables.places import LocationRow
from tickets_service.domain.places.location import STEP, Location, LocationId, LocationKind, Surroundings
from tickets_service.domain.places.position import Position

AROUND: Final = aliased(LocationRow, name="around")
TOP: Final = aliased(LocationRow, name="top")
AFTER_STEP: Final = chr(ord(STEP) + 1)

IN_ARCHIVED: Final[ColumnElement[bool]] = exists(
    select(AROUND.id).where(AROUND.archived, func.starts_with(LocationRow.parent_path, AROUND.path))
)
LOCATION_COLUMNS: Final = (*LocationRow.__table__.columns, IN_ARCHIVED.label("in_archived"))


def within(code: str) -> ColumnElement[bool]:
    """Match the location with that code and all that is inside of it: one range of the index on paths."""
    first = select(TOP.path).where(TOP.code == code).scalar_subquery()
    beyond = select(func.left(TOP.path, -1, type_=Text()) + AFTER_STEP).where(TOP.code == code)
    return and_(LocationRow.path >= first, LocationRow.path < beyond.scalar_subquery())


def location_from_row(row: RowMapping) -> Location:
    parent = None
    if row["parent_id"] is not None:
        parent = Surroundings(
            id=LocationId(row["parent_id"]),
            code=row["parent_path"].split(STEP)[-2],
            kind=LocationKind(row["parent_kind"]),
            path=row["parent_path"],
            available=not row["in_archived"],
        )
    return Location(
        id=LocationId(row["id"]),
        code=row["code"],
        display_name=row["display_name"],
        kind=LocationKind(row["kind"]),
        parent=parent,
        archived=row["archived"],
        position=None if row["latitude"] is None else Position(row["latitude"], row["longitude"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
    )


def location_columns(location: Location) -> Mapping[str, Any]:
    parent, position = location.parent, location.position
    return {
        "code": location.code,
        "display_name": location.display_name,
        "kind": location.kind.value,
        "parent_id": parent and parent.id,
        "parent_path": parent and parent.path,
        "parent_kind": parent and parent.kind.value,
        "archived": location.archived,
        "latitude": position and position.latitude,
        "longitude": position and position.longitude,
        "created_at": location.created_at,
        "updated_at": location.updated_at,
        "version": location.version + 1,
    }
