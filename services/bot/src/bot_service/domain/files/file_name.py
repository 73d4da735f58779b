"""What an attachment is called, as the files service will store it."""

import re
from typing import Final
from unicodedata import category

LONGEST: Final = 255
"""Characters."""
UNSAFE: Final = frozenset("/\\\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Separators, and direction marks: they turn `gpj.exe` into `exe.jpg` for the eye."""
UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
ONLY_DOTS: Final = re.compile(r"\.+")


def stored_file_name(raw: str, otherwise: str) -> str:
    """Return the name under which a file called `raw` is kept, or `otherwise` where nothing is left of it.

    The files service has the same rule, and a contract test holds the two together.
    """
    name = "".join("_" if _is_unsafe(character) else character for character in raw.strip()[:LONGEST]).strip()
    if ONLY_DOTS.fullmatch(name):
        return "_" * len(name)
    return name or otherwise


def _is_unsafe(character: str) -> bool:
    return character in UNSAFE or category(character) in UNPRINTABLE
