"""What the bot says, in the languages that it speaks.

A folder of Fluent files beside this one is a language, named by its ISO 639-1 code: its being there is all it takes.
"""

import re
from collections.abc import Mapping
from copy import copy
from datetime import UTC, date, datetime, tzinfo
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Resource

from bot_service.adapters.inbound.telegram.drawing.html import Html, escape
from bot_service.domain.notifications.quiet import zone_named
from bot_service.domain.words.visible import balanced
from fixline_telemetry.metrics import cache_counter

FOLDER: Final = Path(__file__).parent
FALLBACK: Final = "en"
"""Says what another language does not say yet, and speaks to people of languages that the bot does not speak."""


def languages_in(folder: Path) -> tuple[str, ...]:
    """Return the codes of the languages that have files there, `FALLBACK` first."""
    found = {path.parent.name for path in folder.glob("*/*.ftl")}
    return tuple(sorted(found, key=lambda code: (code != FALLBACK, code)))


LANGUAGES: Final = languages_in(FOLDER)
MARK: Final = "\ue000"
MARKED: Final = re.compile(f"{MARK}(\\d+){MARK}")
MARKS: Final = tuple(f"{MARK}{place}{MARK}" for place in range(32))
"""One for each text that a sentence takes in, and more than any does."""
MOST_FORMS: Final = 1_000
REQUESTS: Final = cache_counter("texts")
"""A hit saved a sentence from being worked out by Fluent."""
TIME_FORMAT: Final = "Dt"
"""A long date and a short time, as the reader's app writes them (`r|w?[dD]?[tT]?` of the Bot API)."""
Variable = str | int | float | datetime
Marked = tuple[tuple[str, Variable | date], ...]
"""A sentence's variables, with marks where texts go."""
Form = tuple[str | int, ...]
"""A sentence that was worked out: its parts in their order, the place of a text where one goes."""


class Texts:
    """The sentences of one language, for somebody in one time zone."""

    def __init__(self, language: str, bundle: FluentBundle, fallback: "Texts | None" = None) -> None:
        self.language = language
        self.zone: tzinfo = UTC
        self._bundle = bundle
        self._fallback = fallback
        self._forms: dict[tuple[str, Marked], Form] = {}
        self._known_moment = lru_cache(MOST_FORMS)(self._moment)

    def in_zone(self, zone: str) -> "Texts":
        """Return the same sentences for somebody in an IANA time zone; in UTC where there is no such."""
        moved = copy(self)
        moved.zone = zone_named(zone)
        return moved

    def __call__(self, key: str, **variables: Variable) -> Html:
        """Return a sentence as HTML; variables that are not `Html` are escaped. Raises LookupError.

        A variable's direction marks do not reach beyond it. A time is shown by each reader's app in their own zone;
        where an app cannot, in the zone of the person.
        A text can be shown but not selected by; that is for numbers.
        """
        return Html(
            self._format(
                key,
                {name: self._marked_up(value) for name, value in variables.items()},
            )
        )

    def plain(self, key: str, **variables: Variable) -> str:
        """Return a sentence where Telegram takes no markup: on buttons, in answers to them. Raises LookupError."""
        return self._format(
            key,
            {name: self._plain(value) for name, value in variables.items()},
        )

    def day(self, day: date) -> str:
        """Return a day as the language writes it; no markup."""
        return self._format_marked("day", (("day", day),))

    def _marked_up(self, value: Variable) -> str | float:
        if isinstance(value, Html):
            return value
        words = self._plain(value)
        if isinstance(value, datetime):
            return Html(f'<tg-time unix="{int(value.timestamp())}" format="{TIME_FORMAT}">{words}</tg-time>')
        return escape(words) if isinstance(words, str) else words

    def _plain(self, value: Variable) -> str | float:
        if isinstance(value, datetime):
            return self._known_moment(value.astimezone(self.zone).replace(second=0, microsecond=0), self.zone)
        return balanced(value) if isinstance(value, str) else value

    def _moment(self, minute: datetime, _zone: tzinfo) -> str:
        """Return how the language writes it. Moments are equal in all zones, so the zone tells them apart."""
        return self._format_marked("moment", (("time", minute),))

    def _format(self, key: str, variables: Mapping[str, str | float]) -> str:
        # fluent.runtime refuses a text of more than 1,000 characters in a placeable, so texts are put in afterwards.
        # So most sentences also have few forms.
        strings: list[str] = []
        marked: list[tuple[str, str | float]] = []
        for name, value in variables.items():
            if isinstance(value, str):
                marked.append((name, MARKS[len(strings)]))
                strings.append(value)
            else:
                marked.append((name, value))
        form = self._form(key, tuple(marked))
        return "".join([part if isinstance(part, str) else strings[part] for part in form])

    def _form(self, key: str, marked: Marked) -> Form:
        known = self._forms.get((key, marked))
        REQUESTS.count(hit=known is not None)
        if known is not None:
            return known
        parts = MARKED.split(self._format_marked(key, marked))
        made = tuple(int(part) if place % 2 else part for place, part in enumerate(parts))
        if len(self._forms) >= MOST_FORMS:
            del self._forms[next(iter(self._forms))]
        self._forms[key, marked] = made
        return made

    def _format_marked(self, key: str, marked: Marked) -> str:
        if self._fallback is not None and not self._bundle.has_message(key):
            return self._fallback._format_marked(key, marked)  # noqa: SLF001  # another of this class
        message = self._bundle.get_message(key)
        if message.value is None:
            raise LookupError(f"{key} has no text in {self.language}")
        text, errors = self._bundle.format_pattern(message.value, dict(marked))
        if errors:
            raise LookupError(f"{key} in {self.language}: {errors}")
        return str(text)


@cache
def texts_in(language: str) -> Texts:
    """Return the sentences of one of `LANGUAGES`; raises ValueError when a file cannot be parsed."""
    return read_texts(FOLDER, language, None if language == FALLBACK else texts_in(FALLBACK))


def read_texts(folder: Path, language: str, fallback: Texts | None) -> Texts:
    """Return the sentences of a folder's language. Raises ValueError when a file cannot be parsed."""
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((folder / language).glob("*.ftl")):
        bundle.add_resource(read_resource(path))
    return Texts(language, bundle, fallback)


def read_resource(path: Path) -> Resource:
    """Return the messages of a file; raises ValueError when part of it cannot be parsed."""
    resource = FluentResource(path.read_text(encoding="utf-8"))
    junk = [entry.content for entry in resource.body if isinstance(entry, Junk)]
    if junk:
        raise ValueError(f"{path}: {junk[0]!r}")
    return resource


@cache
def ways_to_write(key: str) -> frozenset[str]:
    """Return the words that people write for something: the message `key` of every language, parted by commas.

    In small letters; people may write in another language than the bot speaks to them.
    """
    said = ",".join(texts_in(language).plain(key) for language in LANGUAGES)
    return frozenset(word.strip() for word in said.casefold().split(",")) - {""}


def language_of(code: str | None) -> str:
    """Return which of `LANGUAGES` to speak to somebody whose Telegram speaks `code` (IETF tag, may be missing)."""
    primary = (code or "").partition("-")[0].lower()
    return primary if primary in LANGUAGES else FALLBACK
