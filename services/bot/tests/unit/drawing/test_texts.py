"""Both languages say everything, and nothing that nobody asks for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot_service.adapters.inbound.telegram as package
from bot_service.adapters.inbound.telegram.dialogs.lists.pages import LETTERS
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import (
    LANGUAGES,
    Texts,
    language_of,
    read_resource,
    texts_in,
)
from bot_service.application.ports.ticket_finder import Queue
from bot_service.application.views import TicketState
from bot_service.domain.draft import Fault
from bot_service.domain.priority import Priority
from bot_service.domain.utf16 import units

FOLDER = Path(package.__file__).parent
KEY = re.compile(r"[a-z]+(-[a-z]+)*")
PLURALS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}


class Variables(Visitor):
    """The variables of a message, and the plural forms of its selections by number."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.forms: list[set[str]] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802  # the visitor finds it by this name
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802  # the visitor finds it by this name
        self.forms.append(
            {variant.key.name for variant in node.variants if isinstance(variant.key, ftl.Identifier)}
        )
        self.generic_visit(node)


def messages(language: str) -> dict[str, Variables]:
    found: dict[str, Variables] = {}
    for path in sorted((FOLDER / "drawing" / "texts" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} is said twice in {language}"
                found[entry.id.name] = Variables()
                found[entry.id.name].visit(entry)
    return found


def trees() -> Iterator[ast.AST]:
    for path in FOLDER.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def asked_for() -> tuple[dict[str, set[str]], set[str], set[str]]:
    """Return the calls for a sentence with their variables, the beginnings of built keys, and all other strings."""
    calls: dict[str, set[str]] = {}
    beginnings: set[str] = set()
    strings: set[str] = set(Fault)
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.add(node.value)
        if not (isinstance(node, ast.Call) and node.args):
            continue
        callee = ast.unparse(node.func)
        if not re.fullmatch(r"(.*\.)?texts(_in\(.*\))?(\.plain)?|turn\.says", callee):
            continue
        key = node.args[0]
        if isinstance(key, ast.Constant):
            names = {keyword.arg or "**" for keyword in node.keywords} - {"about"}
            calls.setdefault(str(key.value), set()).update(names)
        elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            beginnings.add(str(key.values[0].value))
    return calls, beginnings, strings


def test_both_languages_have_the_same_messages_with_the_same_variables() -> None:
    english, russian = (
        {key: found.names for key, found in messages(language).items()} for language in LANGUAGES
    )
    assert english == russian


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    for key, found in messages(language).items():
        for forms in found.forms:
            # Genitive after "at most": Russian knows two forms there.
            assert forms in (PLURALS[language], {"one", "other"}), key


def test_every_key_that_is_asked_for_exists_with_its_variables() -> None:
    known = messages("en")
    calls, beginnings, _ = asked_for()
    for key, variables in calls.items():
        assert key in known
        assert "**" in variables or known[key].names == variables, key
    for beginning in beginnings:
        assert any(key.startswith(beginning) for key in known), beginning


def test_no_message_is_unused() -> None:
    calls, beginnings, strings = asked_for()
    unused = {
        key
        for key in messages("en")
        if key not in calls and key not in strings and not key.startswith(tuple(beginnings))
    }
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_that_are_built_from_values_exist(language: str) -> None:
    texts = texts_in(language)
    for priority in Priority:
        assert texts.plain(f"priority-{priority.lower()}")
    for which in LETTERS:
        assert texts(f"list-{which}")
        assert texts(f"none-{which}")
    for queue in Queue:
        assert texts(f"queue-{queue}")
        assert texts(f"none-queue-{queue}")
        assert texts.plain(f"button-queue-{queue}")
    for state in TicketState:
        assert texts(f"state-{state.lower().replace('_', '-')}")
    for fault in Fault:
        assert KEY.fullmatch(fault)
        assert texts(fault, limit=10, name="x", minutes=5)


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 minute ago"),
        ("en", 2, "2 minutes ago"),
        ("ru", 1, "1 минуту назад"),
        ("ru", 3, "3 минуты назад"),
        ("ru", 11, "11 минут назад"),
        ("ru", 21, "21 минуту назад"),
    ],
)
def test_counting(language: str, count: int, expected: str) -> None:
    assert texts_in(language)("age-minutes", count=count) == expected


def test_what_people_wrote_is_escaped_once_and_never_read_as_a_message() -> None:
    texts = texts_in("en")
    wild = "<b>&amp; { $name } \ue0000\ue000" + "x" * 5_000
    assert "&lt;b&gt;&amp;amp; { $name } \ue0000\ue000xxx" in texts("welcome", name=wild)
    assert "<b>bold</b>" in texts("card-description", text=Html("<b>bold</b>"))
    assert texts.plain("person", number="<b>") == "Person <b>"


@pytest.mark.parametrize(
    ("language", "key", "expected"),
    [
        ("ru", "nothing-to-cancel", "Отменять нечего."),
        ("ru", "request-cancelled", "Черновик удалён, ничего не отправлено."),
        ("ru", "the-desk", "Служба заявок"),
        ("en", "button-resolve", "✅ Resolve"),
        ("ru", "button-resolve", "✅ Завершить"),
    ],
)
def test_wording_that_people_stumbled_over(language: str, key: str, expected: str) -> None:
    assert texts_in(language).plain(key) == expected


def test_words_that_no_service_would_use() -> None:
    said = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((FOLDER / "drawing" / "texts").rglob("*.ftl"))
    )
    assert not re.search(r"(?i)\bстол\b|брош|бросать|in the hands of", said)


def test_a_missing_key_or_variable_is_a_bug() -> None:
    with pytest.raises(LookupError):
        texts_in("en")("no-such-key")
    with pytest.raises(LookupError):
        texts_in("en")("welcome")


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("😀😀", 4, "😀😀"), ("😀😀😀", 4, "😀…"), ("a b", 2, "a…")],
)
def test_clipping_counts_as_telegram_does(text: str, limit: int, expected: str) -> None:
    assert clip(text, limit) == expected
    assert units(expected) <= limit


@pytest.mark.parametrize(
    ("code", "language"), [("ru", "ru"), ("RU-ru", "ru"), ("en-GB", "en"), ("", "en"), (None, "en")]
)
def test_languages(code: str | None, language: str) -> None:
    assert language_of(code) == language


def test_a_file_that_cannot_be_parsed_is_a_bug(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ftl"
    broken.write_text("key = { $open\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.ftl"):
        read_resource(broken)


def test_a_message_without_a_text_is_a_bug(tmp_path: Path) -> None:
    path = tmp_path / "attribute.ftl"
    path.write_text("key =\n    .title = Title\n", encoding="utf-8")
    bundle = FluentBundle(["en"])
    bundle.add_resource(read_resource(path))
    with pytest.raises(LookupError):
        Texts("en", bundle)("key")
