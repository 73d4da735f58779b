"""Table layout: links between tickets."""

from datetime import datetime
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base, one_of
from tickets_service.domain.links.link import LinkKind

IS_PARENT: Final = f"kind = '{LinkKind.PARENT}'"


IS_DUPLICATE: Final = f"kind = '{LinkKind.DUPLICATE_OF}'"


class TicketLinkRow(Base):
    """The source {kind} the target. Both indexes on tickets end in the id, for a page of either direction."""

    __tablename__ = "ticket_links"
    __table_args__ = (
        CheckConstraint(one_of("kind", LinkKind), name="kind"),
        CheckConstraint("source_id <> target_id", name="not_itself"),
        # One row for both directions of what has none.
        CheckConstraint(f"kind <> '{LinkKind.RELATED}' OR source_id < target_id", name="related_once"),
        UniqueConstraint("source_id", "kind", "target_id"),
        Index("uq_ticket_links_parent", "target_id", unique=True, postgresql_where=text(IS_PARENT)),
        Index("uq_ticket_links_duplicate", "source_id", unique=True, postgresql_where=text(IS_DUPLICATE)),
        Index("ix_ticket_links_source_id", "source_id", "id"),
        Index("ix_ticket_links_target_id", "target_id", "id"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    kind: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
