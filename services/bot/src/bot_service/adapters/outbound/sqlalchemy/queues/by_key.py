"""Conditions that find a few rows of the queues by their keys, whatever the planner knows.

A statement's plan is kept. One that was made while hardly anything waited finds what is meant by the index of all that
waits, as it has a page or two: reading ten thousand rows for each call, once so many wait. And no index serves a
condition on two states at once, so without these it reads every call that ever was (decision 78).
"""

from typing import Final

PENDING: Final = "state || '' = 'PENDING'"
"""Not by the index of what is pending, but of those that other conditions name by their keys."""
UNSENT: Final = """
    id = ANY (ARRAY(
        SELECT id FROM deliveries WHERE chat_id = CAST(:chat_id AS bigint) AND state = 'PENDING'
        UNION ALL
        SELECT id FROM deliveries WHERE chat_id = CAST(:chat_id AS bigint) AND state = 'PARKED'
    )) AND state IN ('PENDING', 'PARKED') AND claimed_by IS NULL
"""
"""The calls to a chat that have not gone out and that nobody is making."""
