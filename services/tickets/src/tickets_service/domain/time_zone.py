"""IANA time zones."""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

from tickets_service.domain.people.user import DEFAULT_TIME_ZONE
from tickets_service.domain.violations import Violations

TIME_ZONE_LENGTH: Final = 64
FACTORY: Final = "Factory"


@cache
def known_zones() -> frozenset[str]:
    """Return the zones that this machine has data for; UTC needs none.

    `ZoneInfo` itself takes names that are folders or files of another kind. Those that are no place's are left out: of
    the machine's own (`localtime`, `posixrules`), which begin with a small letter as no zone does, and `Factory`, which
    says that nobody has set one.
    """
    named = {zone for zone in available_timezones() if zone[0].isupper()}
    return frozenset(named - {FACTORY} | {DEFAULT_TIME_ZONE})


def check_time_zone(zone: str, field: str, violations: Violations) -> None:
    if len(zone) > TIME_ZONE_LENGTH or zone not in known_zones():
        violations.add(field, "must be an IANA time zone, such as Europe/Berlin")
