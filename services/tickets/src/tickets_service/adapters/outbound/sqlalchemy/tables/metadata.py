"""Every table of the service, wherever its layout is written down: what migrations compare with."""

from typing import Final

from tickets_service.adapters.outbound.sqlalchemy.tables import (
    comments,
    followers,
    history,
    idempotency,
    links,
    origins,
    people,
    places,
    retention,
    search,
    sla,
    tickets,
)
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base

ALL: Final = (
    *(comments, followers, history, idempotency, links, origins),
    *(people, places, retention, search, sla, tickets),
)
METADATA: Final = Base.metadata
