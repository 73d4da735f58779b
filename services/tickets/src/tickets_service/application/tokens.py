"""Opaque tokens that callers hand back: versioned, bound to a purpose, checked for damage.

They carry positions, no secrets: forging one shows nothing that the caller could not read anyway.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Final

VERSION: Final = 1
DIGEST_BYTES: Final = 6
LONGEST: Final = 256


class DamagedTokenError(ValueError):
    """Not a token of this kind and version."""


def seal(kind: str, *parts: int | str) -> str:
    payload = json.dumps([VERSION, kind, *parts], separators=(",", ":")).encode()
    return urlsafe_b64encode(digest(payload) + payload).decode().rstrip("=")


def unseal(kind: str, token: str) -> list[int | str]:
    """Return the parts; raise `DamagedTokenError` for anything that `seal` did not make for `kind`."""
    if len(token) > LONGEST:
        raise DamagedTokenError
    try:
        sealed = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise DamagedTokenError from error
    payload = sealed[DIGEST_BYTES:]
    # Compared as a whole, because Base64 decoders skip what they do not know.
    if sealed[:DIGEST_BYTES] != digest(payload) or urlsafe_b64encode(sealed).decode().rstrip("=") != token:
        raise DamagedTokenError
    version, found, *parts = json.loads(payload)
    if (version, found) != (VERSION, kind):
        raise DamagedTokenError
    return list(parts)


def digest(payload: bytes) -> bytes:
    return sha256(payload).digest()[:DIGEST_BYTES]
