from bot_service.adapters.outbound.sqlalchemy.rows import Base
from fixline_chassis.alembic_env import run

run(Base.metadata)
