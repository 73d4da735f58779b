"""What the bot says, in the languages that it speaks (Fluent files in the folders beside this one)."""

import re
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk, Resource

from bot_service.adapters.inbound.telegram.drawing.html import Html, escape
from bot_service.domain.visible import balanced

LANGUAGES: Final = ("en", "ru")
MARK: Final = "\ue000"
MARKED: Final = re.compile(f"{MARK}(\\d+){MARK}")
MOST_FORMS: Final = 1_000
Variable = str | int | float | datetime


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle
        # Texts are put in afterwards, so that most sentences have few forms.
        self._marked = lru_cache(MOST_FORMS)(self._format_marked)

    def __call__(self, key: str, **variables: Variable) -> Html:
        """Return a sentence as HTML; variables that are not `Html` are escaped. Raises LookupError.

        A variable's direction marks do not reach beyond it.
        A text can be shown but not selected by; that is for numbers.
        """
        return Html(
            self._format(
                key,
                {
                    name: escape(balanced(value))
                    if isinstance(value, str) and not isinstance(value, Html)
                    else value
                    for name, value in variables.items()
                },
            )
        )

    def plain(self, key: str, **variables: Variable) -> str:
        """Return a sentence where Telegram takes no markup: on buttons, in answers to them. Raises LookupError."""
        return self._format(
            key,
            {name: balanced(value) if isinstance(value, str) else value for name, value in variables.items()},
        )

    def _format(self, key: str, variables: dict[str, Variable]) -> str:
        # fluent.runtime refuses a text of more than 1,000 characters in a placeable, so texts are put in afterwards.
        strings = [value for value in variables.values() if isinstance(value, str)]
        marks = iter(range(len(strings)))
        marked = tuple(
            (name, f"{MARK}{next(marks)}{MARK}" if isinstance(value, str) else value)
            for name, value in variables.items()
        )
        return MARKED.sub(lambda match: strings[int(match[1])], self._marked(key, marked))

    def _format_marked(self, key: str, marked: tuple[tuple[str, Variable], ...]) -> str:
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
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((Path(__file__).parent / language).glob("*.ftl")):
        bundle.add_resource(read_resource(path))
    return Texts(language, bundle)


def read_resource(path: Path) -> Resource:
    """Return the messages of a file; raises ValueError when part of it cannot be parsed."""
    resource = FluentResource(path.read_text(encoding="utf-8"))
    junk = [entry.content for entry in resource.body if isinstance(entry, Junk)]
    if junk:
        raise ValueError(f"{path}: {junk[0]!r}")
    return resource


def language_of(code: str | None) -> str:
    """Return which of `LANGUAGES` to speak to somebody whose Telegram speaks `code` (IETF tag, may be missing)."""
    primary = (code or "").partition("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]
