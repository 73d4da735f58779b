"""A text with what only its formatting said, in words: where a linked word leads, who is meant by a name."""

from collections.abc import Sequence

from aiogram.enums import MessageEntityType
from aiogram.types import MessageEntity, User

from bot_service.adapters.inbound.telegram.dialogs.words.rich import linked


def spelled_out(text: str, entities: Sequence[MessageEntity] | None) -> str:
    """Return `see the guide (https://…)` for a text whose word is a link; positions are in UTF-16 units."""
    pieces, end = [], 0
    for entity in sorted(entities or (), key=lambda each: each.offset):
        first, last = _index(text, entity.offset), _index(text, entity.offset + entity.length)
        words = text[first:last]
        told = _told(entity, words.strip())
        if told is None or first < end or not words:
            continue
        pieces += [text[end:first], words.replace(words.strip(), told, 1) if words.strip() else told]
        end = last
    return "".join([*pieces, text[end:]])


def _told(entity: MessageEntity, words: str) -> str | None:
    if entity.type == MessageEntityType.TEXT_LINK and entity.url:
        return linked(words, entity.url)
    if entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None:
        return _mentioned(entity.user, words)
    return None


def _mentioned(user: User, words: str) -> str:
    """Name somebody who has no @username, as far as the words do not."""
    known = [] if user.full_name.strip() in ("", words) else [user.full_name.strip()]
    known.append(f"@{user.username}" if user.username else f"id {user.id}")
    return f"{words} ({', '.join(known)})"


def _index(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * max(0, units)].decode("utf-16-le", "ignore"))
