from sqlalchemy import Column, Integer, MetaData, Table

from fixline_chassis.alembic_env import run

metadata = MetaData()
Table("things", metadata, Column("id", Integer, primary_key=True))
run(metadata)
