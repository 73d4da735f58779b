"""Links that open the chat with the bot, and what it is told by them."""

from typing import Final

INVITE: Final = "inv_"
"""Begins the payload of an invitation's link; its code follows. The tickets service prints such a link for the first
admin."""
SCANNED: Final = "loc_"
"""Begins that of a place's; its code follows."""
SHARED: Final = "t_"
"""Begins that of a request's; its number follows."""
FROM_GROUP: Final = "group"
"""The payload of whoever was told in a group to write in private."""


def deep_link(username: str, payload: str) -> str:
    """Return the link that sends `/start` with the payload: 1 to 64 letters, digits, `_` and `-` of ASCII."""
    return f"https://t.me/{username}?start={payload}"
