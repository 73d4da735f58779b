"""What the tables have in common: naming, the words of their checks, and histories of changes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Identity,
    MetaData,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tickets_service.domain.priority import Priority

ACTOR: Final = "actor ~ '^(users/[0-9]+|services/[^/]+|system)$'"
ON_BEHALF_OF: Final = "on_behalf_of ~ '^(users/[0-9]+)?$'"


def quoted(values: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


def one_of(column: str, values: Iterable[StrEnum]) -> str:
    return f"{column} IN ({quoted(values)})"


def priority_rank(column: str) -> str:
    """Return the expression as PostgreSQL writes it down: an index is compared with that by its text."""
    ranked = ",".join(each.value for each in sorted(Priority, key=lambda each: each.rank))
    return f"array_position('{{{ranked}}}'::text[], {column})"


class Base(DeclarativeBase):
    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy reads it once, nobody changes it
        str: Text(),
        int: BigInteger(),
        datetime: DateTime(timezone=True),
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class RecordedChange:
    """What every history of something other than tickets tells of a change."""

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    type: Mapped[str]
    actor: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    change: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default="{}")
    traceparent: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Recordable(Protocol):
    """What a `RecordedChange` is made of, besides whom or what it concerns."""

    @property
    def type(self) -> StrEnum: ...
    @property
    def actor(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def before(self) -> Mapping[str, Any]: ...
    @property
    def after(self) -> Mapping[str, Any]: ...
    @property
    def occurred_at(self) -> datetime: ...


def recorded(change: Recordable, *, traceparent: str) -> Mapping[str, Any]:
    """Return the columns of a `RecordedChange`."""
    return {
        "type": change.type.value,
        "actor": change.actor,
        "reason": change.reason,
        "change": {"before": dict(change.before), "after": dict(change.after)},
        "traceparent": traceparent,
        "created_at": change.occurred_at,
    }


def checks_of_changes(types: Iterable[StrEnum]) -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint(one_of("type", types), name="type"),
        CheckConstraint(ACTOR, name="actor"),
        CheckConstraint("char_length(reason) <= 1000", name="reason"),
    )
