"""Limits of the texts that people write."""

import re
from dataclasses import dataclass
from typing import Final

from tickets_service.domain.violations import Violations

CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Unicode's Cc without tab and newline."""
LINE_BREAK: Final = re.compile(r"\s*[\n\t]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """What a text may look like; lengths are in characters (code points), after trimming.

    A rule for one line turns each run of white space around a newline or tab into one space.
    """

    shortest: int = 0
    longest: int
    one_line: bool = False

    def read(self, raw: str, field: str, violations: Violations) -> str:
        """Return the trimmed text; add to `violations` what is wrong with it."""
        # Before trimming: str.strip() takes some control characters for white space.
        if CONTROL.search(raw):
            violations.add(field, "must not contain control characters other than newline and tab")
        text = raw.strip()
        if self.one_line:
            text = LINE_BREAK.sub(" ", text)
        if len(text) < self.shortest:
            violations.add(field, "must not be empty")
        if len(text) > self.longest:
            violations.add(field, f"must have at most {self.longest} characters, has {len(text)}")
        return text


TITLE: Final = TextRule(shortest=1, longest=200, one_line=True)
DESCRIPTION: Final = TextRule(longest=4_000)
LOCATION: Final = TextRule(longest=200, one_line=True)
LOCATION_NAME: Final = TextRule(shortest=1, longest=100, one_line=True)
COMMENT: Final = TextRule(shortest=1, longest=4_000)
RESOLUTION: Final = TextRule(longest=4_000)
REASON: Final = TextRule(longest=1_000)
REQUIRED_REASON: Final = TextRule(shortest=1, longest=1_000)
RATING_COMMENT: Final = TextRule(longest=1_000)
CALENDAR_TITLE: Final = TextRule(shortest=1, longest=100, one_line=True)
INVITE_NOTE: Final = TextRule(longest=200, one_line=True)
DISPLAY_NAME: Final = TextRule(shortest=1, longest=128, one_line=True)
CONTACT: Final = TextRule(longest=200, one_line=True)
USERNAME: Final = TextRule(longest=32, one_line=True)
