"""Keeps secrets, and who people are, out of everything that leaves the process as telemetry."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from fixline_telemetry.attributes import pseudonym

MASK: Final = "[redacted]"

PLAIN: Final = frozenset({bool, float, int, type(None)})

SHORTEST_SECRET: Final = 4
"""Anything shorter would mask half of every ordinary text."""

SECRET_KEYS: Final = frozenset(
    {
        "authorization",
        "cookie",
        "init_data",
        "initdata",
        "password",
        "proxy-authorization",
        "secret",
        "set-cookie",
        "token",
        "x-telegram-bot-api-secret-token",
    }
)

PATTERNS: Final = (
    # A bot token, also within the path of a URL: /bot123456:AA…/sendMessage
    (re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}"), MASK),
    # scheme://user:password@host
    (re.compile(r"(://[^\s:/@'\"]*:)[^\s/@'\"]+@"), rf"\1{MASK}@"),
    (
        re.compile(r"(?i)(authorization['\"]?\s*[:=]\s*['\"]?(?:(?:bearer|basic)\s+)?)[^\s'\",;]+"),
        rf"\1{MASK}",
    ),
    (re.compile(r"(?i)\b(bearer\s+)[A-Za-z0-9._~+/=-]{8,}"), rf"\1{MASK}"),
    # Query strings, key-value DSNs, signed URLs, and the signature of a Mini App's initData.
    (
        re.compile(
            r"(?i)\b((?:password|passwd|secret|token|secret_token|access_token|api_key|sig|signature"
            r"|x-amz-signature|x-amz-credential|x-amz-security-token|x-goog-signature|hash)=)[^\s&;'\"]+"
        ),
        rf"\1{MASK}",
    ),
)


PERSON: Final = re.compile(r"\busers/[1-9][0-9]{0,18}\b", re.ASCII)
PERSONS_FORM: Final = "users/~{pseudonym}"
"""In an error's words, say. Where a person is a field, it is the pseudonym alone."""


class Redactor:
    """Replaces secrets, and names of people, in texts and in nested structures of them."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Mask `secrets`, also URL-quoted, and whatever matches a known pattern."""
        plain = {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}
        literals = plain | {quote(secret, safe="") for secret in plain}
        # Longest first: a secret may begin with another one.
        ordered = sorted(literals, key=len, reverse=True)
        self._literals = re.compile("|".join(map(re.escape, ordered))) if ordered else None
        # Keys are names in our code, the same few on every line.
        self._key = lru_cache(maxsize=1024)(lambda key: (self.text(key), key.lower() in SECRET_KEYS))
        self._keys_are_clean = lru_cache(maxsize=1024)(self._are_clean)

    def text(self, text: str) -> str:
        if not self._may_hold_secret(text):
            return text
        if self._literals is not None:
            text = self._literals.sub(MASK, text)
        for pattern, replacement in PATTERNS:
            text = pattern.sub(replacement, text)
        return PERSON.sub(lambda named: PERSONS_FORM.format(pseudonym=pseudonym(named[0])), text)

    def value(self, value: Any) -> Any:
        """Return `value` as plain JSON types, without secrets."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return self.mapping(value)
        if isinstance(value, list | tuple | AbstractSet):
            return [self.value(each) for each in value]
        if isinstance(value, datetime | date):
            return value.isoformat()
        return self.text(described(value))

    def _may_hold_secret(self, text: str) -> bool:
        # Every pattern has one of these; most texts are names and numbers, and have none.
        if ":" in text or "=" in text or "users/" in text or "bearer" in text.lower():
            return True
        return self._literals is not None and self._literals.search(text) is not None

    def _are_clean(self, keys: tuple[Any, ...]) -> bool:
        return all(type(key) is str and self._key(key) == (key, False) for key in keys)

    def _is_clean(self, mapping: Mapping[Any, Any]) -> bool:
        """Say whether there is nothing to replace, by one look at all texts together; False: perhaps there is."""
        entries = mapping.values()
        if not all(map(_is_plain, set(map(type, entries)))):
            return False
        texts = "\n".join([entry for entry in entries if isinstance(entry, str)])
        return self._keys_are_clean(tuple(mapping)) and not self._may_hold_secret(texts)

    def mapping(self, mapping: Mapping[Any, Any]) -> dict[str, Any]:
        """Do for each entry what `value` does, by its key as well: that of a secret hides whatever it has."""
        if self._is_clean(mapping):
            return dict(mapping)
        clean = {}
        for key, entry in mapping.items():
            name, secret = self._key(str(key))
            clean[name] = MASK if secret and entry not in (None, "") else self.value(entry)
        return clean


@lru_cache(maxsize=256)
def _is_plain(kind: type) -> bool:
    """Say whether it is one of texts, such as a StrEnum, or of what holds none."""
    return kind in PLAIN or issubclass(kind, str)


def described(value: object) -> str:
    try:
        return str(value)
    except Exception as error:  # noqa: BLE001  # telemetry must not fail where the work would not
        return f"<{type(value).__name__} whose str() raised {type(error).__name__}>"
