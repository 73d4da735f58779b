"""What the bot says in a language, as people see it: the keys of the Fluent files, so that no test says it twice."""

import re
from functools import cache
from pathlib import Path

from fluent.runtime import FluentResource
from fluent.syntax.ast import Message as FluentMessage
from fluent.syntax.ast import VariableReference
from fluent.syntax.visitor import Visitor

from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.texts import catalog
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Variable, texts_in
from bot_testing.shown import VisibleText

ANYTHING = "\ue001"
"""Stands for a variable that a test does not name."""


class Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802  # Fluent's
        self.found.add(node.id.name)


@cache
def variables_of(language: str) -> dict[str, frozenset[str]]:
    """Return what each text of the language has to be given, by its key."""
    found = {}
    for path in (Path(catalog.__file__).parent / language).glob("*.ftl"):
        for entry in FluentResource(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, FluentMessage):
                visitor = Variables()
                visitor.visit(entry)
                found[entry.id.name] = frozenset(visitor.found)
    return found


def pattern(language: str, key: str, **variables: Variable) -> "re.Pattern[str]":
    """Return what finds a text by its key, whatever stands in it for the variables that are not given."""
    given = {name: Html(ANYTHING) for name in variables_of(language)[key]} | variables
    seen = VisibleText.of(texts_in(language)(key, **given)).strip()
    return re.compile(re.escape(seen).replace(ANYTHING, ".*?"), re.DOTALL)


def label(language: str, key: str, **variables: Variable) -> "re.Pattern[str]":
    """Return what fits a button's whole label, also with how many there are behind it."""
    given = dict.fromkeys(variables_of(language)[key], ANYTHING) | variables
    seen = texts_in(language).plain(key, **given).strip()
    return re.compile(rf"^{re.escape(seen).replace(ANYTHING, '.*?')}(?: \d+\+?)?$", re.DOTALL)
