"""What is said to many people at once, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bot_service.domain.words.utf16 import units

MOST_WORDS: Final = 4_000
"""UTF-16 units of an announcement; Telegram takes 4,096, and what kind of message it is stands above them."""
MOST_WORDS_UNDER_A_PHOTO: Final = 960
"""The same below a picture, of 1,024."""
MARKS: Final = frozenset(
    {
        *("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"),
        *("code", "pre", "text_link"),
    }
)
"""What is passed on of what people mark; what is not, such as an emoji of one's own, a bot may not send."""


class Audience(StrEnum):
    """Who is to hear it. The values are kept in the store and on buttons: they never change."""

    EVERYBODY = "all"
    STAFF = "staff"
    OPEN = "open"
    """Whose requests are not over."""
    PLACE = "place"
    """Who reported something in a place, or inside of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    text: str
    """May be empty where there is a photo."""
    marks: tuple[Mapping[str, Any], ...] = ()
    """Entities of Telegram, in UTF-16 units of the text."""
    photo: str = ""
    """Telegram's id of the file; empty where there is none."""

    @property
    def is_too_long(self) -> bool:
        return units(self.text) > self.most_words

    @property
    def most_words(self) -> int:
        return MOST_WORDS_UNDER_A_PHOTO if self.photo else MOST_WORDS
