"""Telegram's HTML style, as strict as Telegram is: byte offsets, its tags alone, every tag closed in order."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from fixline_local.telegram.errors import ApiError, bad_request
from fixline_local.telegram.text import utf16

_KINDS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
# Only these names are decoded; any other text that begins with & stays as it is.
_ENTITY: Final = re.compile(r"&(?:#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7})|lt|gt|amp|quot);?")
_UNIX: Final = re.compile(r"[0-9]{1,12}")
_TIME_FORMAT: Final = re.compile("r|w?[dD]?[tT]?")
_NAME_TOKEN: Final = re.compile(r"[A-Za-z0-9.\-]*")
_SPACE: Final = " \t\r\n\f\v"


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and its entities. Raise ApiError "can't parse entities: ..." as Telegram does."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[dict[str, Any]] = []

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        source = self._source
        while self._at < len(source):
            character = source[self._at]
            if character == "<":
                self._tag()
            elif character == "&" and (match := _ENTITY.match(source, self._at)):
                self._append(unescape(match.group()))
                self._at = match.end()
            else:
                self._append(character)
                self._at += 1
        if self._open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._text), sorted(self._entities, key=lambda e: (e["offset"], -e["length"]))

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += utf16.length(text)

    def _tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._source.startswith("/", self._at):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._until(_SPACE + ">").lower()
        if self._at >= len(self._source):
            raise _fault(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if name not in _KINDS:
            raise _fault(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        attributes = self._attributes(name, begin)
        self._at += 1
        if name == "tg-time" and not _is_time(attributes):
            raise _fault(f'Tag "tg-time" has an invalid time or format at byte offset {self._bytes(begin)}')
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self._open.append(_Open(name, self._length, attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        unclosed = _fault(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        while True:
            self._skip_space()
            if self._at >= len(self._source):
                raise unclosed
            if self._source[self._at] == ">":
                return found
            where = self._at
            name = self._until(_SPACE + "=>").lower()
            if not name:
                raise _fault(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
            self._skip_space()
            if self._source.startswith("=", self._at):
                self._at += 1
                self._skip_space()
                found[name] = self._value(unclosed)
            elif tag == "blockquote" and name == "expandable":
                found[name] = ""
            else:
                raise _fault(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                    f"at byte offset {self._bytes(where)}"
                )

    def _value(self, unclosed: ApiError) -> str:
        begin = self._at
        if begin >= len(self._source):
            raise unclosed
        quote = self._source[begin]
        if quote in "'\"":
            end = self._source.find(quote, begin + 1)
            if end < 0:
                raise unclosed
            self._at = end + 1
            return _ENTITY.sub(lambda match: unescape(match.group()), self._source[begin + 1 : end])
        token = _NAME_TOKEN.match(self._source, begin)
        self._at = token.end() if token else begin
        if self._at < len(self._source) and self._source[self._at] not in _SPACE + ">":
            raise _fault(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
        return self._source[begin : self._at].lower()

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise _fault(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self._at += 1
        name = self._until(_SPACE + ">").lower()
        self._skip_space()
        if not self._source.startswith(">", self._at):
            raise _fault(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        opened = self._open.pop()
        if name and name != opened.tag:
            raise _fault(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        self._at += 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        size = self._length - opened.offset
        if size == 0:
            return
        entity: dict[str, Any] = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": size}
        if opened.tag == "a":
            covered = utf16.slice_of("".join(self._text), opened.offset, size)
            entity["url"] = opened.attributes.get("href", covered)
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        elif opened.tag == "tg-time":
            entity["unix_time"] = int(opened.attributes["unix"])
            if opened.attributes.get("format"):
                entity["date_time_format"] = opened.attributes["format"]
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
            entity["language"] = opened.attributes["class"].removeprefix("language-")
        self._entities.append(entity)

    def _until(self, stops: str) -> str:
        begin = self._at
        while self._at < len(self._source) and self._source[self._at] not in stops:
            self._at += 1
        return self._source[begin : self._at]

    def _skip_space(self) -> None:
        while self._at < len(self._source) and self._source[self._at] in _SPACE:
            self._at += 1

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())


def _fault(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def _is_time(attributes: dict[str, str]) -> bool:
    return _UNIX.fullmatch(attributes.get("unix", "")) is not None and (
        _TIME_FORMAT.fullmatch(attributes.get("format", "")) is not None
    )
