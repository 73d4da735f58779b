"""The words of a rich message, read from its JSON: of blocks and styles that nobody here knows, too."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

CHECKED: Final = "☑"
UNCHECKED: Final = "☐"
IN_ORDER: Final = ("summary", "text", "expression", "blocks", "items", "cells", "caption", "credit")
"""The parts of a block that hold words, in the order in which they are shown."""


MEDIA: Final = ("photo", "video", "animation", "document", "audio", "voice_note")
"""What a block may show, by its type and the name of its part."""


def flat(message: object) -> dict[str, Any]:
    """Return a rich message of one paragraph, which is all that it says, and of what it shows, without styles."""
    words = _block(message)
    said = [{"type": "paragraph", "text": words}] if words else []
    return {"blocks": [*said, *_shown(message)]}


def rich_words(message: object) -> str:
    """Return what a rich message says, a line for each block."""
    return _block(message)


def _shown(block: object) -> Iterator[dict[str, Any]]:
    """Yield the blocks that show something, in their order."""
    if isinstance(block, list):
        for each in block:
            yield from _shown(each)
    elif isinstance(block, Mapping):
        yield from ({"type": name, name: block[name]} for name in MEDIA if name in block)
        for inner in ("blocks", "items"):
            yield from _shown(block.get(inner))


def _block(block: object) -> str:
    if isinstance(block, list):
        return "\n".join(filter(None, map(_block, block)))
    if not isinstance(block, Mapping):
        return _inline(block)
    lines = [_part(name, block[name]) for name in IN_ORDER if name in block]
    if "buttons" in block:
        lines.append(" · ".join(filter(None, map(_inline, _listed(block["buttons"])))))
    return "\n".join(filter(None, lines))


def _part(name: str, part: Any) -> str:
    match name:
        case "blocks":
            return _block(part)
        case "items":
            return "\n".join(filter(None, map(_item, _listed(part))))
        case "cells":
            return "\n".join(" | ".join(map(_inline, _listed(row))) for row in _listed(part))
        case "caption" if isinstance(part, Mapping):
            return _block(part)
        case _:
            return _inline(part)


def _item(item: object) -> str:
    if not isinstance(item, Mapping):
        return _inline(item)
    mark = item.get("label") or ""
    if item.get("has_checkbox"):
        mark = CHECKED if item.get("is_checked") else UNCHECKED
    return f"{mark} {_block(item)}".strip()


def _inline(text: object) -> str:
    match text:
        case str():
            return text
        case list():
            return "".join(map(_inline, text))
        case {"text": inner, "url": str(address)}:
            return linked(_inline(inner), address)
        case {"text": inner} | {"button": inner} | {"alternative_text": inner} | {"expression": inner}:
            return _inline(inner)
        case _:
            return ""


def _listed(part: object) -> list[object]:
    return part if isinstance(part, list) else []


def linked(words: str, address: str) -> str:
    """Return `guide (https://…)`, or the address alone where the words say no more."""
    if words.strip() in ("", address) or address in (f"https://{words}", f"http://{words}/"):
        return address
    return f"{words} ({address})"
