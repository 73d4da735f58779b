"""What the entities of a text say: as marks of ours, or in words where only words will do."""

from collections.abc import Sequence
from typing import Final

from aiogram.enums import MessageEntityType
from aiogram.types import MessageEntity, User

from bot_service.adapters.inbound.telegram.dialogs.words.rich import linked
from bot_service.domain.words.marked_text import LANGUAGE, Mark, MarkedText, MarkKind, fitting, is_time, leads

PLAIN_KINDS: Final = {
    MessageEntityType.BOLD: MarkKind.BOLD,
    MessageEntityType.ITALIC: MarkKind.ITALIC,
    MessageEntityType.UNDERLINE: MarkKind.UNDERLINE,
    MessageEntityType.STRIKETHROUGH: MarkKind.STRIKETHROUGH,
    MessageEntityType.SPOILER: MarkKind.SPOILER,
    MessageEntityType.CODE: MarkKind.CODE,
    MessageEntityType.BLOCKQUOTE: MarkKind.BLOCKQUOTE,
    MessageEntityType.EXPANDABLE_BLOCKQUOTE: MarkKind.EXPANDABLE_BLOCKQUOTE,
}
"""Apps find addresses, names and numbers again by themselves, and show the emoji that a custom one stands for."""


def marked(text: str, entities: Sequence[MessageEntity] | None) -> MarkedText:
    """Return the text with what is marked in it, as far as that can be kept; who is named is said in words.

    Positions of entities are in UTF-16 units.
    """
    known = entities or ()
    said = fitting(text, filter(None, (_mark(each, text) for each in known)))
    # From the last on: what is put in moves nothing of what comes before.
    for entity in sorted(known, key=lambda each: each.offset, reverse=True):
        end = _index(text, entity.offset + entity.length)
        words = text[_index(text, entity.offset) : end].strip()
        if entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None and words:
            said = said.with_words(end, f" ({_called(entity.user, words)})")
        elif entity.type == MessageEntityType.TEXT_LINK and entity.url and not leads(entity.url):
            said = said.with_words(end, linked(words, entity.url).removeprefix(words))
    return said


def spelled_out(text: str, entities: Sequence[MessageEntity] | None) -> str:
    """Return `see the guide (https://…)` for a text whose word is a link; positions are in UTF-16 units."""
    found, end = [], 0
    for entity in sorted(entities or (), key=lambda each: each.offset):
        first, last = _index(text, entity.offset), _index(text, entity.offset + entity.length)
        words = text[first:last]
        told = _told(entity, words.strip())
        if told is None or first < end or not words:
            continue
        found += [text[end:first], words.replace(words.strip(), told, 1) if words.strip() else told]
        end = last
    return "".join([*found, text[end:]])


def _mark(entity: MessageEntity, text: str) -> Mark | None:
    """Return None for what is no mark of ours."""
    first = _index(text, entity.offset)
    length = _index(text, entity.offset + entity.length) - first
    match entity.type:
        case MessageEntityType.TEXT_LINK if leads(entity.url or ""):
            return Mark(first, length, MarkKind.LINK, url=entity.url or "")
        case MessageEntityType.PRE:
            language = entity.language or ""
            return Mark(
                first, length, MarkKind.PRE, language=language if LANGUAGE.fullmatch(language) else ""
            )
        case MessageEntityType.DATE_TIME if is_time(entity.unix_time or 0, entity.date_time_format or ""):
            return Mark(
                first,
                length,
                MarkKind.DATE_TIME,
                time=entity.unix_time or 0,
                time_format=entity.date_time_format or "",
            )
        case kind if kind in PLAIN_KINDS:
            return Mark(first, length, PLAIN_KINDS[MessageEntityType(kind)])
        case _:
            return None


def _told(entity: MessageEntity, words: str) -> str | None:
    if entity.type == MessageEntityType.TEXT_LINK and entity.url:
        return linked(words, entity.url)
    if entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None:
        return f"{words} ({_called(entity.user, words)})"
    return None


def _called(user: User, words: str) -> str:
    """Name somebody who has no @username, as far as the words do not."""
    known = [] if user.full_name.strip() in ("", words) else [user.full_name.strip()]
    return ", ".join([*known, f"@{user.username}" if user.username else f"id {user.id}"])


def _index(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * max(0, units)].decode("utf-16-le", "ignore"))
