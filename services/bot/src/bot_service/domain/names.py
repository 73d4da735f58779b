"""Whether somebody is meant by what was typed."""

from bot_service.domain.place_tree import words_of


def is_called(typed: str, *, display_name: str, username: str) -> bool:
    """Tell whether each typed word begins one of the name's, or it is the @username; case and `ё` do not matter."""
    if username and typed.strip().removeprefix("@").casefold() == username.casefold():
        return True
    names, words = words_of(display_name), words_of(typed)
    return bool(words) and all(any(name.startswith(word) for name in names) for word in words)
