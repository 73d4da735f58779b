"""Whether somebody is meant by what was typed, and where their name stands among others."""

import unicodedata
from typing import Final

from bot_service.domain.places.place_tree import words_of

SHORT_I: Final = "й"
"""Another letter than `и`, which comes later; to Unicode it is an `и` with a mark."""


def is_called(typed: str, *, display_name: str, username: str) -> bool:
    """Tell whether each typed word begins one of the name's, or it is the @username; case and `ё` do not matter."""
    if username and typed.strip().removeprefix("@").casefold() == username.casefold():
        return True
    names, words = words_of(display_name), words_of(typed)
    return bool(words) and all(any(name.startswith(word) for name in names) for word in words)


def alphabetical(name: str) -> tuple[str, str]:
    """Return what names are sorted by: as in a dictionary, `Ö` beside `O` and `ё` beside `е`, in any letter case."""
    folded = unicodedata.normalize("NFC", name.casefold())
    letters = (each if each == SHORT_I else unicodedata.normalize("NFD", each)[0] for each in folded)
    return "".join(letters), folded
