"""Checks of the sentences in all languages: `python -m bot_testing.languages` says what is wrong, and what is missing.

`COMPLETE` languages must say everything; what others do not say yet is said in `FALLBACK`.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot_service.adapters.inbound.telegram as package
from bot_service.adapters.inbound.telegram.drawing.screen import MAX_ANSWER, MAX_LABEL
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import FALLBACK, FOLDER, languages_in
from bot_service.domain.requests.faults import Fault
from bot_service.domain.words.utf16 import units

COMPLETE: Final = ("en", "ru")
OWN: Final = frozenset({"language"})
"""Which every language must say of itself."""
CODE: Final = Path(package.__file__).parent
ASKING: Final = re.compile(r"(.*\.)?texts(_in\(.*\))?(\.plain)?|turn\.says|ways_to_write")
"""What is called with a key."""
MAX_COMMAND: Final = 256
MAX_INLINE_BUTTON: Final = 64
SHORT: Final = 6
"""What a number or a name in a button or a toast is counted as; what is longer is cut there."""


@dataclass(slots=True)
class Sentence(Visitor):
    """A message of a file: its variables, the plural forms of its selections by number, its longest form."""

    file: str
    names: set[str] = field(default_factory=set)
    forms: list[set[str]] = field(default_factory=list)
    longest: int = 0
    """In UTF-16 units."""

    @classmethod
    def of(cls, entry: ftl.Message, file: str) -> "Sentence":
        sentence = cls(file)
        sentence.visit(entry)
        sentence.longest = _longest(entry.value)
        return sentence

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802  # the visitor finds it by this name
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802  # the visitor finds it by this name
        self.forms.append(
            {variant.key.name for variant in node.variants if isinstance(variant.key, ftl.Identifier)}
        )
        self.generic_visit(node)


def _longest(pattern: ftl.Pattern | None) -> int:
    length = 0
    for element in () if pattern is None else pattern.elements:
        if isinstance(element, ftl.TextElement):
            length += units(element.value)
        elif isinstance(element.expression, ftl.SelectExpression):
            length += max(_longest(variant.value) for variant in element.expression.variants)
        elif isinstance(element.expression, ftl.StringLiteral):
            length += units(element.expression.value)
        else:
            length += SHORT
    return length


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the code asks for."""

    calls: Mapping[str, set[str]]
    """Keys with their variables; `**` where those are not known."""
    beginnings: tuple[str, ...]
    """Of keys that are built."""
    strings: frozenset[str]
    """Which may be keys."""
    limits: Mapping[str, int]
    """How long a sentence may be where it stands, in UTF-16 units."""


@cache
def asked(code: Path = CODE) -> Asked:
    calls: dict[str, set[str]] = {}
    beginnings: set[str] = set()
    strings: set[str] = set(Fault)
    limits: dict[str, int] = {}
    for node in _nodes(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.add(node.value)
        if not (isinstance(node, ast.Call) and node.args):
            continue
        callee = ast.unparse(node.func)
        place = PLACES.get(callee)
        if place is not None:
            for key in _keys_in(node.args[place[0] :]):
                limits[key] = min(place[1], limits.get(key, place[1]))
        if not ASKING.fullmatch(callee):
            continue
        match node.args[0]:
            case ast.Constant(value=str(key)):
                names = {keyword.arg or "**" for keyword in node.keywords} - {"about"}
                calls.setdefault(key, set()).update(names)
            case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
                beginnings.add(beginning)
    return Asked(calls=calls, beginnings=tuple(beginnings), strings=frozenset(strings), limits=limits)


PLACES: Final[Mapping[str, tuple[int, int]]] = {
    "button": (0, MAX_LABEL),
    "disabled_button": (0, MAX_LABEL),
    "answer": (1, MAX_ANSWER),
    "InlineQueryResultsButton": (0, MAX_INLINE_BUTTON),
}
"""By what is called: from which argument on it takes sentences, and how long they may be."""
LIMITS: Final[Mapping[str, int]] = {
    "button-": MAX_LABEL,
    "zone-": MAX_LABEL,
    "weekday-": MAX_LABEL,
    "times-": MAX_LABEL,
    "priority-": MAX_LABEL,
    "language": MAX_LABEL,
    "command-": MAX_COMMAND,
    "toast-": MAX_ANSWER,
    "refused-": MAX_ANSWER,
    "inline-start": MAX_INLINE_BUTTON,
    "inline-nothing": MAX_INLINE_BUTTON,
}
"""By the beginning of the key."""
NOT_BUTTONS: Final = frozenset({"button-outdated", "button-changed", "button-out-of-reach"})
"""What is said about buttons."""


def limit_of(key: str, limits: Mapping[str, int]) -> int | None:
    """Return the least limit of where the sentence stands; None where it is a message's text."""
    found = [limits[key]] if key in limits else []
    found += [most for start, most in LIMITS.items() if key.startswith(start) and key not in NOT_BUTTONS]
    return min(found, default=None)


def _keys_in(arguments: Sequence[ast.expr]) -> Iterator[str]:
    """Return the keys of sentences that are written right there."""
    for argument in arguments:
        match argument:
            case ast.Call(func=func, args=[ast.Constant(value=str(key)), *_]) if ASKING.fullmatch(
                ast.unparse(func)
            ):
                yield key


def _nodes(code: Path) -> Iterator[ast.AST]:
    for path in sorted(code.rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@cache
def _said_in(file: str, text: str) -> tuple[Sequence[tuple[str, Sentence]], Sequence[str]]:
    """Return what is said in a file, by its keys, and what cannot be parsed.

    Each is read for itself, for `FALLBACK`, and for all that others lack.
    """
    entries = FluentParser().parse(text).body
    said = [(entry.id.name, Sentence.of(entry, file)) for entry in entries if isinstance(entry, ftl.Message)]
    junk = [(entry.content or "").strip().splitlines()[0] for entry in entries if isinstance(entry, ftl.Junk)]
    return said, junk


def sentences(language: str, folder: Path = FOLDER) -> tuple[dict[str, Sentence], list[str]]:
    """Return a language's sentences by their keys, and what is wrong with its files."""
    found: dict[str, Sentence] = {}
    wrong: list[str] = []
    for path in sorted((folder / language).glob("*.ftl")):
        file = f"{language}/{path.name}"
        said, junk = _said_in(file, path.read_text(encoding="utf-8"))
        wrong += [f"{file}: cannot be parsed: {line}" for line in junk]
        for key, sentence in said:
            if key in found:
                wrong.append(f"{file}: {key} is said twice, first in {found[key].file}")
            found[key] = sentence
    return found, wrong


def faults(folder: Path = FOLDER, code: Path = CODE) -> list[str]:
    """Return what must be mended, each in a line that names the place."""
    wanted, (first, wrong) = asked(code), sentences(FALLBACK, folder)
    for key, variables in sorted(wanted.calls.items()):
        if key not in first:
            wrong.append(f"{FALLBACK}: {key} is asked for and missing")
        elif "**" not in variables and first[key].names != variables:
            said, given = " ".join(sorted(first[key].names)), " ".join(sorted(variables))
            wrong.append(f"{first[key].file}: {key} speaks of ({said}) and is given ({given})")
    used = {*wanted.calls, *wanted.strings, *OWN}
    for key, sentence in first.items():
        if key not in used and not key.startswith(wanted.beginnings):
            wrong.append(f"{sentence.file}: {key} is not used")
    for language in languages_in(folder):
        wrong += _faults_of(language, folder, first, wanted)
    return wrong


def _faults_of(language: str, folder: Path, first: Mapping[str, Sentence], wanted: Asked) -> list[str]:
    found, wrong = sentences(language, folder)
    try:
        forms = {*Locale.parse(language).plural_form.tags, "other"}
    except (UnknownLocaleError, ValueError):
        return [f"{language}: is no language that CLDR knows"]
    if language in COMPLETE:
        wrong += [f"{language}: {key} is missing" for key in missing(language, folder)]
    wrong += [f"{language}: {key} is missing" for key in OWN - found.keys()]
    for key, sentence in found.items():
        where = f"{sentence.file}: {key}"
        if key not in first:
            wrong.append(f"{where} is not used")
        elif sentence.names != first[key].names:
            said, given = " ".join(sorted(sentence.names)), " ".join(sorted(first[key].names))
            wrong.append(f"{where} speaks of ({said}), in {FALLBACK} of ({given})")
        # Genitive after "at most": Russian knows two forms there.
        wrong += [
            f"{where} has the plural forms {' '.join(sorted(each))}, not {' '.join(sorted(forms))}"
            for each in sentence.forms
            if each and each not in (forms, {"one", "other"})
        ]
        limit = limit_of(key, wanted.limits)
        if limit is not None and sentence.longest > limit:
            wrong.append(f"{where} is {sentence.longest} long where {limit} fit")
    return wrong


def missing(language: str, folder: Path = FOLDER) -> list[str]:
    """Return the keys that a language does not say."""
    return sorted(sentences(FALLBACK, folder)[0].keys() - sentences(language, folder)[0].keys())


def main() -> int:
    wrong = faults()
    lacking = {each: missing(each) for each in languages_in(FOLDER) if each not in COMPLETE}
    said = [
        *wrong,
        *(f"{each}: said in {FALLBACK}: {' '.join(keys)}" for each, keys in lacking.items() if keys),
    ]
    sys.stdout.writelines(f"{line}\n" for line in said)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
