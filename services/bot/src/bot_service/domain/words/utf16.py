"""How Telegram counts: in UTF-16 code units."""


def units(text: str) -> int:
    """Return the length in UTF-16 code units; half a surrogate pair is one."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
