"""Real PostgreSQL and Valkey servers from Python wheels, for one machine (decision 8)."""
