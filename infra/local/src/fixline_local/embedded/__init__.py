"""Real PostgreSQL and Valkey servers from Python wheels, for one machine."""
