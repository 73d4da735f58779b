"""The few statements that nearly every call runs, on asyncpg itself and on connections of SQLAlchemy's pool."""
