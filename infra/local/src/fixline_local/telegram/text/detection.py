"""What Telegram marks by itself: commands, mentions, hashtags, links, mail addresses."""

import re
from typing import Any, Final

from fixline_local.telegram.text import utf16

_BEFORE: Final = r"(?<![\w/@#])"
_TLD: Final = r"(?:com|org|net|io|dev|app|info|me|ru|de|uk|eu|local)"
_PATTERNS: Final = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(r"(?<!\w)(?:https?|ftp|tg|ton)://[^\s<>\"']+[^\s<>\"'.,;:!?)\]}]", re.IGNORECASE)),
    (
        "url",
        re.compile(
            rf"(?<![\w@.\-/])(?:[\w-]+\.)+{_TLD}(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)\]}}])?(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    # Not what ends an HTML tag, either.
    (
        "bot_command",
        re.compile(r"(?<![\w/@#<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@<>])"),
    ),
    ("mention", re.compile(_BEFORE + r"@[A-Za-z0-9_]{4,32}\b")),
    ("hashtag", re.compile(_BEFORE + r"#(?=\w*[^\W\d_])\w{1,256}")),
)


def detected_entities(text: str, taken: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return entities found in `text` that do not overlap links, code or mentions in `taken`."""
    closed = [(e["offset"], e["offset"] + e["length"]) for e in taken if e["type"] in _OPAQUE]
    found: list[dict[str, Any]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            begin = utf16.length(text[: match.start()])
            end = begin + utf16.length(match.group())
            if all(end <= other_begin or begin >= other_end for other_begin, other_end in closed):
                closed.append((begin, end))
                found.append({"type": kind, "offset": begin, "length": end - begin})
    return found


_OPAQUE: Final = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})
