from bot_service.adapters.outbound.sqlalchemy.tables.metadata import METADATA
from fixline_chassis.alembic_env import run

run(METADATA)
