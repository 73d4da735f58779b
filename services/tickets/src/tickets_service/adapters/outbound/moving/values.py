"""Values as older systems write them: what cannot be understood is a fault of its line."""

import re
from collections.abc import MutableSequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from tickets_service.domain.errors import Violation
from tickets_service.domain.origins.wording import key_of_word

DAY_FIRST: Final = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)
NUMBER: Final = re.compile(r"-?\d{1,18}", re.ASCII)
YES: Final = frozenset({"", "yes", "y", "true", "t", "1", "on", "да", "истина", "ja", "wahr"})
NO: Final = frozenset({"no", "n", "false", "f", "0", "off", "нет", "ложь", "nein", "falsch"})
YEAR_OF_NONE: Final = 1
"""In it lies the time that many systems write for none at all; no time zone has all of it."""


def read_yes(raw: str, field: str, faults: MutableSequence[Violation]) -> bool:
    """Return whether it says yes, as it does where there is nothing."""
    word = key_of_word(raw)
    if word not in YES | NO:
        faults.append(Violation(field, f"must be yes or no, is {raw.strip()[:40]!r}"))
    return word not in NO


def read_id(raw: str, field: str, faults: MutableSequence[Violation]) -> int | None:
    """Return the whole number, None where there is nothing."""
    word = raw.strip()
    if not word:
        return None
    if not NUMBER.fullmatch(word):
        faults.append(Violation(field, f"must be a whole number, is {word[:40]!r}"))
        return None
    return int(word)


def read_moment(
    raw: str, field: str, faults: MutableSequence[Violation], *, zone: tzinfo = UTC
) -> datetime | None:
    """Return the moment, None where there is nothing, or the year 1; one without an offset is of `zone`.

    Written `2024-03-09 14:05`, with seconds or an offset if you like, or day first with dots: `09.03.2024 14:05`. With
    slashes, nobody knows which of the two is the month.
    """
    word = raw.strip()
    if not word:
        return None
    try:
        if "." in word[1:3] and (found := DAY_FIRST.fullmatch(word)):
            day, month, year, hour, minute, second = (int(each or 0) for each in found.groups())
            moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # it gets one below
        else:
            moment = datetime.fromisoformat(word)
    except (ValueError, OverflowError):
        faults.append(
            Violation(field, f"must be a time like 2024-03-09 14:05 or 09.03.2024 14:05, is {word[:40]!r}")
        )
        return None
    if moment.year == YEAR_OF_NONE:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
