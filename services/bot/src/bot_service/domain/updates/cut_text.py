"""A text that an app sent in several messages, for one holds 4,096 UTF-16 units, made one again (decision 33)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot_service.domain.words.utf16 import units

LONGEST: Final = 4096
"""UTF-16 units of a message's text."""
SHORTEST_CUT: Final = LONGEST // 2
"""The apps look for the end of a line, a sentence or a word in the second half of what a message holds."""
TOGETHER: Final = 2
"""Seconds within which the parts are sent."""
SENTENCE_END: Final = re.compile(r"[.!?:;…)\]}»”\"']$")
OWN: Final = ("reply_to_message", "forward_origin", "via_bot", "quote", "external_reply")
"""What only the first part may have: of a message with any of it, somebody thought as of one."""


def may_be_cut(update: Mapping[str, Any]) -> bool:
    """Say whether a raw update may be a text of which more is to come."""
    message = _text_message(update)
    return message is not None and units(message["text"]) > SHORTEST_CUT


def made_whole(
    update: Mapping[str, Any], following: Sequence[Mapping[str, Any]]
) -> tuple[Mapping[str, Any], int]:
    """Return the raw update with the text of those of the `following` that belong to it, and how many these are."""
    first = last = _text_message(update)
    if first is None or last is None:
        return update, 0
    text, entities, count = first["text"], list(first.get("entities") or ()), 0
    for each in following:
        part = _text_message(each)
        if part is None or not _continues(last, part):
            break
        text += "" if units(last["text"]) == LONGEST else _gap(text)
        entities += _moved(part.get("entities") or (), units(text))
        text, last, count = text + part["text"], part, count + 1
    if not count:
        return update, 0
    return {**update, "message": {**first, "text": text, "entities": entities}}, count


def _text_message(update: Mapping[str, Any]) -> Mapping[str, Any] | None:
    match update:
        case {"message": {"text": str(), "date": int(), "chat": {"type": "private"}} as message}:
            return dict(message)
        case _:
            return None


def _continues(last: Mapping[str, Any], part: Mapping[str, Any]) -> bool:
    """Both together would not have fit, or no app would have cut them."""
    marks = part.get("entities") or ()
    return (
        units(last["text"]) > SHORTEST_CUT
        and units(last["text"]) + units(part["text"]) > LONGEST
        and 0 <= part["date"] - last["date"] <= TOGETHER
        and not any(name in part for name in OWN)
        and not any(isinstance(mark, dict) and _is_command(mark) for mark in marks)
    )


def _is_command(mark: Mapping[str, Any]) -> bool:
    return mark.get("type") == "bot_command" and mark.get("offset") == 0


def _gap(text: str) -> str:
    """Return what an app has likely taken away where it cut."""
    return "\n" if SENTENCE_END.search(text) else " "


def _moved(entities: Sequence[Any], by: int) -> list[Any]:
    return [
        {**mark, "offset": mark["offset"] + by}
        for mark in entities
        if isinstance(mark, dict) and isinstance(mark.get("offset"), int)
    ]
