"""What is wrong with what somebody entered."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with an entry; each value is the key of the sentence that says so."""

    TEXT_EMPTY = "fault-text-empty"
    TEXT_TOO_LONG = "fault-text-too-long"
    TEXT_TOO_LONG_TOGETHER = "fault-text-too-long-together"
    WORDS_ONLY = "fault-words-only"
    LOCATION_EMPTY = "fault-location-empty"
    LOCATION_TOO_LONG = "fault-location-too-long"
    NAME_EMPTY = "fault-name-empty"
    NAME_TOO_LONG = "fault-name-too-long"
    CONTACT_TOO_LONG = "fault-contact-too-long"
    TOO_MANY_ATTACHMENTS = "fault-too-many-attachments"
    FILE_TOO_LARGE = "fault-file-too-large"
    FILE_EMPTY = "fault-file-empty"
    TOO_MANY_REQUESTS = "fault-too-many-requests"


@dataclass(eq=False)
class DraftError(Exception):
    """An entry that cannot be accepted; the draft stays as it was. What has a default, the fault's sentence quotes."""

    fault: Fault
    limit: int = 0
    name: str = ""
    minutes: int = 0
    """After which it may be accepted."""
