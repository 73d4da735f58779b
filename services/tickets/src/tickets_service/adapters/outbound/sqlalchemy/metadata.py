"""Every table of the service, wherever its layout is written down: what migrations compare with."""

from typing import Final

from tickets_service.adapters.outbound.sqlalchemy import rows, sla_rows

ALL: Final = (rows, sla_rows)
METADATA: Final = rows.Base.metadata
