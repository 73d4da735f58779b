"""Every table of the service, wherever its layout is written down: what migrations compare with."""

from typing import Final

from tickets_service.adapters.outbound.sqlalchemy import location_rows, rows, search_rows, sla_rows

ALL: Final = (rows, location_rows, search_rows, sla_rows)
METADATA: Final = rows.Base.metadata
