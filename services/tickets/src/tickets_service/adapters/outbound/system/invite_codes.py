"""Codes from random salts and a key that the database never sees."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

SALT_BYTES: Final = 16
CODE_BYTES: Final = 24


class KeyedInviteCodes:
    """Without a key it takes a random one: codes work all the same, but another process cannot say them again."""

    def __init__(self, key: bytes = b"") -> None:
        self._key = key or secrets.token_bytes(32)

    def new_salt(self) -> bytes:
        return secrets.token_bytes(SALT_BYTES)

    def code(self, salt: bytes) -> str:
        return urlsafe_b64encode(hmac.digest(self._key, salt, sha256)[:CODE_BYTES]).decode()
