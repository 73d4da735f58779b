"""Table layout of locations (decision 16)."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Computed,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    false,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import (
    Base,
    RecordedChange,
    checks_of_changes,
    one_of,
)
from tickets_service.domain.places.events import LocationEventType
from tickets_service.domain.places.location import LocationKind


class LocationRow(Base):
    """A place in the tree.

    The keys that refer to the parent's path and kind let the database keep both promises itself: whatever moves,
    the paths of all that is inside follow, and what is inside is smaller, so that there are no circles. Paths
    compare by bytes: what is inside of a place is one range of them.
    """

    __tablename__ = "locations"
    __table_args__ = (
        CheckConstraint("code ~ '^[A-Z0-9-]{1,20}$'", name="code"),
        CheckConstraint("char_length(display_name) BETWEEN 1 AND 100", name="display_name"),
        CheckConstraint(one_of("kind", LocationKind), name="kind"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("num_nulls(parent_id, parent_path, parent_kind) IN (0, 3)", name="parent_whole"),
        CheckConstraint(
            "array_position(ARRAY['SITE', 'BUILDING', 'FLOOR', 'ROOM'], parent_kind)"
            " < array_position(ARRAY['SITE', 'BUILDING', 'FLOOR', 'ROOM'], kind)",
            name="parent_kind",
        ),
        CheckConstraint(
            "num_nulls(latitude, longitude) IN (0, 2)"
            " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name="position",
        ),
        UniqueConstraint("id", "path", "kind", name="uq_locations_id"),
        ForeignKeyConstraint(
            ["parent_id", "parent_path", "parent_kind"],
            ["locations.id", "locations.path", "locations.kind"],
            onupdate="CASCADE",
        ),
        Index("ix_locations_parent_id", "parent_id", "path"),
        Index("ix_locations_archived", "path", postgresql_where=text("archived")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    kind: Mapped[str]
    parent_id: Mapped[int | None]
    parent_path: Mapped[str | None] = mapped_column(Text(collation="C"))
    parent_kind: Mapped[str | None]
    path: Mapped[str] = mapped_column(
        Text(collation="C"),
        Computed("COALESCE(parent_path, ''::text) || code || '/'::text", persisted=True),
        unique=True,
    )
    archived: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default="1")
    latitude: Mapped[float | None] = mapped_column(Double())
    longitude: Mapped[float | None] = mapped_column(Double())


class LocationHistoryRow(RecordedChange, Base):
    """What happened to locations: append-only."""

    __tablename__ = "location_history"
    __table_args__ = (
        *checks_of_changes(LocationEventType),
        Index("ix_location_history_location_id", "location_id", "id"),
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"))
