"""Backups of a desk: its databases at one point in time, its attachments, and the way back (decision 42)."""
