"""Reads the fields of requests: each by its rule, all faults together."""

import re
from collections.abc import Callable
from typing import Final, TypeVar, cast
from uuid import UUID

from files_service.domain.errors import InvalidArgumentError, InvalidValueError, Violation

MAX_NUMBER: Final = 2**63 - 1
TICKET: Final = re.compile(r"tickets/([1-9][0-9]{0,18})")
USER: Final = re.compile(r"users/([1-9][0-9]{0,18})")
UUID_FORM: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
SHA256: Final = re.compile(r"[0-9a-f]{64}")
# Telegram's are base64url; what else is printable ASCII does no harm in a record.
TELEGRAM_FILE_ID: Final = re.compile(r"[!-~]{0,255}")

T = TypeVar("T")


class FieldReader:
    """Collects what is wrong with a request's fields, so that a client learns of all faults at once."""

    def __init__(self) -> None:
        self._violations: list[Violation] = []

    def read(self, field: str, parse: Callable[[str], T], text: str) -> T:
        """Return the parsed field. When it is wrong, `finish` raises: the result must not be used before."""
        try:
            return parse(text)
        except InvalidValueError as error:
            self.refuse(field, str(error))
            return cast("T", None)

    def refuse(self, field: str, description: str) -> None:
        self._violations.append(Violation(field, description))

    def finish(self) -> None:
        """Raise `InvalidArgumentError` with every fault found so far."""
        if self._violations:
            raise InvalidArgumentError(self._violations)


def ticket_number(text: str) -> int:
    return number_in(TICKET, text, "must have the form tickets/{number}")


def user_number(text: str) -> int:
    return number_in(USER, text, "must have the form users/{number}")


def number_in(form: re.Pattern[str], text: str, rule: str) -> int:
    found = form.fullmatch(text)
    if found is None or int(found[1]) > MAX_NUMBER:
        raise InvalidValueError(rule if text else f"is required: {rule}")
    return int(found[1])


def request_id(text: str) -> UUID:
    if not UUID_FORM.fullmatch(text):
        raise InvalidValueError("must be a UUID" if text else "is required: a UUID")
    return UUID(text)


def file_uuid(text: str) -> UUID:
    prefix, _, uuid = text.partition("/")
    if prefix != "files" or not UUID_FORM.fullmatch(uuid):
        raise InvalidValueError("must have the form files/{uuid}" if text else "is required: files/{uuid}")
    return UUID(uuid)


def sha256_hex(text: str) -> str:
    if text and not SHA256.fullmatch(text):
        raise InvalidValueError("must be 64 lower-case hex digits, or empty")
    return text


def telegram_file_id(text: str) -> str:
    if not TELEGRAM_FILE_ID.fullmatch(text):
        raise InvalidValueError("must have at most 255 printable ASCII characters without spaces")
    return text
