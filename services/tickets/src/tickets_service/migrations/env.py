from fixline_chassis.alembic_env import run
from tickets_service.adapters.outbound.sqlalchemy.tables.metadata import METADATA

run(METADATA)
