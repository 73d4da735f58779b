from sqlalchemy import Column, Index, Integer, MetaData, Table

from fixline_chassis.alembic_env import run

metadata = MetaData()
things = Table("things", metadata, Column("id", Integer, primary_key=True))
Index("ix_things_odd", things.c.id, postgresql_where=things.c.id % 2 == 1)
run(metadata)
