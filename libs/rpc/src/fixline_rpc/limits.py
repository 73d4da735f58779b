"""Limits that both ends of a call share."""

from typing import Final

MAX_MESSAGE_BYTES: Final = 4 * 1024 * 1024 + 64 * 1024
"""4 MiB of content plus room for what surrounds it."""
