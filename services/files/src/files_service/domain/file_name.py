"""What a person's file is called, made harmless."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final
from unicodedata import category

from files_service.domain.errors import InvalidValueError

SEPARATORS: Final = frozenset("/\\")
# They turn "gpj.exe" into "exe.jpg" for the eye.
DIRECTION_MARKS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Controls, halves of surrogate pairs, line and paragraph separators.
UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
ONLY_DOTS: Final = re.compile(r"\.+")


@dataclass(frozen=True, slots=True)
class FileName:
    """1 to 255 characters with no path separator, control character or direction mark."""

    MAX_CHARACTERS: ClassVar[int] = 255

    value: str

    @classmethod
    def clean(cls, text: str) -> "FileName":
        """Trim `text` and put `_` for what a name must not hold; raise `InvalidValueError` for its length."""
        name = "".join("_" if is_unsafe(character) else character for character in text.strip())
        if not name:
            raise InvalidValueError("is required")
        if len(name) > cls.MAX_CHARACTERS:
            raise InvalidValueError(f"must have at most {cls.MAX_CHARACTERS} characters, has {len(name)}")
        if ONLY_DOTS.fullmatch(name):
            name = "_" * len(name)
        return cls(name)


def is_unsafe(character: str) -> bool:
    return character in SEPARATORS or character in DIRECTION_MARKS or category(character) in UNPRINTABLE
