"""Table layout of what search looks at. Triggers keep the tables (see their migration); nobody else writes them."""

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base

SOON: Final = {"fastupdate": "on", "gin_pending_list_limit": "256"}
AT_ONCE: Final = {"fastupdate": "off"}


class SearchDocumentRow(Base):
    """The words of a ticket and of its public comments, weighed by where they are said."""

    __tablename__ = "search_documents"
    __table_args__ = (
        CheckConstraint("size BETWEEN 0 AND 200000", name="size"),
        Index("ix_search_documents_words", "words", postgresql_using="gin", postgresql_with=SOON),
    )

    ticket_id: Mapped[int] = mapped_column(
        "request_id", ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(TSVECTOR())
    size: Mapped[int] = mapped_column(Integer())
    """Bytes of the comments in it."""


class SearchWordRow(Base):
    """Words without digits that were ever said in public, some more than once; `near`: what a typo may leave of one."""

    __tablename__ = "search_words"
    __table_args__ = (
        CheckConstraint("char_length(word) BETWEEN 2 AND 40", name="word"),
        Index("ix_search_words_word", "word"),
        Index("ix_search_words_near", "near", postgresql_using="gin", postgresql_with=AT_ONCE),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation="C"))
    near: Mapped[list[str]] = mapped_column(ARRAY(Text()))


class SearchNumberRow(Base):
    """Words with digits that were ever said in public, some of them more than once: beginnings find them, no typos."""

    __tablename__ = "search_numbers"
    __table_args__ = (
        CheckConstraint("char_length(word) BETWEEN 4 AND 40", name="word"),
        Index("ix_search_numbers_word", "word"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation="C"))
