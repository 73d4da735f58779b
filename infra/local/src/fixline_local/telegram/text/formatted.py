"""From what a sender gave to what a message holds: text, and entities counted in UTF-16 units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from aiogram.enums import MessageEntityType

from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.people import Person
from fixline_local.telegram.text import utf16
from fixline_local.telegram.text.detection import detected_entities
from fixline_local.telegram.text.html import parse_html

MAX_TEXT: Final = 4096
MAX_CAPTION: Final = 1024
MAX_ENTITY_BYTES: Final = 9_500
"""About so much (telegram-bot-api#165)."""
OF_ENTITY: Final = 12
_NO_INNER: Final = frozenset({"code", "pre"})
_SPACES: Final = " \t\n\v\f\r"
_TYPES: Final = frozenset(kind.value for kind in MessageEntityType)
PersonOfId = Callable[[int], Person | None]


@dataclass(frozen=True, slots=True)
class FormattedText:
    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)

    @property
    def length(self) -> int:
        return utf16.length(self.text)

    @property
    def entity_bytes(self) -> int:
        """Return about how much its links take on their way; other entities are short."""
        return sum(OF_ENTITY + len(each["url"].encode()) for each in self.entities if "url" in each)

    def as_fields(self, prefix: str = "") -> dict[str, Any]:
        """As fields of a Message: `prefix` is "caption" or nothing."""
        if not self.text:
            return {}
        fields: dict[str, Any] = {prefix or "text": self.text}
        if self.entities:
            fields["caption_entities" if prefix else "entities"] = self.entities
        return fields


def format_text(
    source: str,
    *,
    person_of_id: PersonOfId,
    parse_mode: str | None = None,
    entities: Sequence[dict[str, Any]] | None = None,
) -> FormattedText:
    """Render, trim and mark a text. Raise ApiError for markup and entities that Telegram refuses."""
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, found = parse_html(source.replace("\r", ""))
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("can't parse entities: this simulator renders parse_mode HTML alone, not Markdown")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, found = source, [_checked(source, entity) for entity in entities or ()]
    found = [linked for entity in found if (linked := _linked(entity, person_of_id))]
    text, found = _trimmed(text, _nested(found))
    found += detected_entities(text, found)
    return FormattedText(text, sorted(found, key=lambda e: (e["offset"], -e["length"])))


def _checked(text: str, entity: dict[str, Any]) -> dict[str, Any]:
    offset, length, total = entity["offset"], entity["length"], utf16.length(text)
    if entity["type"] not in _TYPES:
        raise bad_request(f'can\'t parse MessageEntity: unsupported type "{entity["type"]}"')
    if offset < 0 or length <= 0 or offset + length > total:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {total}"
        )
    try:
        utf16.slice_of(text, offset, length)
        utf16.slice_of(text, 0, offset)
    except UnicodeDecodeError as error:
        raise bad_request(
            f"entity begins in the middle of a UTF-16 symbol at byte offset {offset * 2}"
        ) from error
    return {key: value for key, value in entity.items() if value is not None}


def _linked(entity: dict[str, Any], person_of_id: PersonOfId) -> dict[str, Any] | None:
    """Telegram drops links that lead nowhere and turns tg://user links into mentions."""
    if entity["type"] != "text_link":
        return entity
    url = entity.get("url", "")
    if url.startswith("tg://user?id="):
        number = url.removeprefix("tg://user?id=")
        person = person_of_id(int(number)) if number.isdecimal() else None
        if person is None:
            return None
        return {
            "type": "text_mention",
            "offset": entity["offset"],
            "length": entity["length"],
            "user": person.as_user(),
        }
    if "://" not in url and not url.startswith("mailto:"):
        url = f"http://{url}"
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https", "tg", "ton", "mailto"} or not (parts.netloc or parts.path):
        return None
    if parts.scheme in {"http", "https"}:
        if "." not in parts.netloc and parts.hostname != "localhost":
            return None
        if not parts.path:
            url = f"{parts.scheme}://{parts.netloc}/" + (f"?{parts.query}" if parts.query else "")
    return entity | {"url": url}


def _nested(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nothing lives inside code; the <pre><code class="language-x"> pair is one entity."""
    result: list[dict[str, Any]] = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"], e["type"] != "pre")):
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        around = [e for e in result if e["offset"] <= begin and end <= e["offset"] + e["length"]]
        block = next((e for e in around if e["type"] in _NO_INNER), None)
        if block is not None:
            whole = (block["offset"], block["length"]) == (entity["offset"], entity["length"])
            if block["type"] == "pre" and whole and "language" in entity:
                block["language"] = entity["language"]
            continue
        if entity["type"] == "code":
            entity.pop("language", None)
        result.append(entity)
    return result


def _trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    kept = text.rstrip(_SPACES)
    lead = len(kept) - len(kept.lstrip(_SPACES))
    kept = kept[lead:]
    size = utf16.length(kept)
    result = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > begin:
            result.append(entity | {"offset": begin, "length": end - begin})
    return kept, result
