"""Port: the secrets that redeem invites."""

from typing import Protocol


class InviteCodes(Protocol):
    def new_salt(self) -> bytes:
        """Return 16 random bytes."""
        ...

    def code(self, salt: bytes) -> str:
        """Return the code of a salt: always the same one, 32 URL-safe characters that only the key gives away."""
        ...
