"""By what the desk's people find tickets again."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from tickets_service.domain.violations import Violations

MOST_TAGS: Final = 10
LONGEST_TAG: Final = 32
MARK: Final = "#"
BETWEEN: Final = frozenset("-_")


def read_tag(raw: str, field: str, violations: Violations) -> str:
    """Return the tag as it is kept; add to `violations` what is wrong with it."""
    said = unicodedata.normalize("NFKC", raw).strip().removeprefix(MARK).casefold()
    tag = "-".join(said.split())
    if not tag:
        violations.add(field, "must not be empty")
    elif not all(each.isalnum() or each in BETWEEN for each in tag):
        violations.add(field, "must be letters, digits, - and _")
    elif not any(each.isalpha() for each in tag):
        # What has none is a ticket's number to whoever reads it.
        violations.add(field, "must have a letter")
    if len(tag) > LONGEST_TAG:
        violations.add(field, f"must have at most {LONGEST_TAG} characters, has {len(tag)}")
    return tag


def read_tags(raw: Iterable[str], field: str, violations: Violations) -> frozenset[str]:
    """Return the tags; add to `violations` what is wrong with each, and that there are too many."""
    given = list(raw)
    if len(given) > MOST_TAGS:
        violations.add(field, f"must be at most {MOST_TAGS}, are {len(given)}")
        return frozenset()
    return frozenset(read_tag(each, f"{field}[{index}]", violations) for index, each in enumerate(given))
