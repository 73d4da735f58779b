"""Telegram counts text in UTF-16 code units; Python counts code points."""


def length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def slice_of(text: str, offset: int, size: int) -> str:
    """Return the part that an entity covers. Raise UnicodeDecodeError when it cuts a character in two."""
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + size) * 2].decode("utf-16-le")
