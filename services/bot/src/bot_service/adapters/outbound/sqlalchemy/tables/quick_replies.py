"""Tables: words that the desk's people send again and again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Identity, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class QuickReplyRow(Base):
    """Words that the desk's people send again and again; the desk's own have no owner."""

    __tablename__ = "quick_replies"
    __table_args__ = (
        UniqueConstraint("owner", "title_key"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 32", name="title"),
        CheckConstraint("char_length(words) BETWEEN 1 AND 1000", name="words"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    owner: Mapped[str]
    title: Mapped[str]
    title_key: Mapped[str]
    words: Mapped[str]
    updated_at: Mapped[datetime] = now_default()
