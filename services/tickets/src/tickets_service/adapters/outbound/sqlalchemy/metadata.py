"""Every table of the service, wherever its layout is written down: what migrations compare with."""

from typing import Final

from tickets_service.adapters.outbound.sqlalchemy import (
    comment_rows,
    history_rows,
    location_rows,
    search_rows,
    sla_rows,
    ticket_rows,
    user_rows,
)
from tickets_service.adapters.outbound.sqlalchemy.layout import Base

ALL: Final = (comment_rows, history_rows, location_rows, search_rows, sla_rows, ticket_rows, user_rows)
METADATA: Final = Base.metadata
