"""Every language says what is asked for, with the same variables, in its own plural forms, as long as fits.

A language is a folder: one that is put there is spoken, and what it does not say is said in English.
"""

import shutil
from pathlib import Path

import pytest

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import (
    FOLDER,
    LANGUAGES,
    languages_in,
    read_texts,
    ways_to_write,
)
from bot_testing.languages import COMPLETE, faults, missing, sentences

POLISH = "language = Polski\n"
PLACE = "card-location = { $place }\n"
DAYS = """age-days = { $count ->
    [one] dzień { $count }
    [few] { $count }
   *[other] { $count }
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all languages that there are."""
    shutil.copytree(FOLDER, tmp_path / "texts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "texts"


def say(folder: Path, language: str, text: str, *, file: str = "more.ftl") -> None:
    (folder / language).mkdir(exist_ok=True)
    with (folder / language / file).open("a", encoding="utf-8") as more:
        more.write(text)


def unsay(folder: Path, language: str, file: str, line: str) -> None:
    path = folder / language / file
    said = path.read_text(encoding="utf-8")
    assert line in said
    path.write_text(said.replace(line, "", 1), encoding="utf-8")


def test_nothing_is_wrong_with_any_language() -> None:
    assert faults() == []


def test_these_say_everything() -> None:
    assert {language: missing(language) for language in COMPLETE} == {language: [] for language in COMPLETE}


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("en", "odd-one = Odd\n", "en/more.ftl: odd-one is not used"),
        ("ru", "odd-one = Странно\n", "ru/more.ftl: odd-one is not used"),
        (
            "ru",
            "nothing-to-cancel = Нет\n",
            "ru/request.ftl: nothing-to-cancel is said twice, first in ru/more.ftl",
        ),
        ("ru", "key = { $open\n", "ru/more.ftl: cannot be parsed: key = { $open"),
        ("xx", "language = Xxish\n", "xx: is no language that CLDR knows"),
        ("pl", "button-new-request = Nowe\n", "pl: language is missing"),
        (
            "pl",
            f"{POLISH}card-location = {{ $place }}\n",
            "pl/more.ftl: card-location speaks of (place), in en of (location)",
        ),
        (
            "pl",
            f"{POLISH}{DAYS}",
            "pl/more.ftl: age-days has the plural forms few one other, not few many one other",
        ),
        ("pl", f"{POLISH}button-take = {'b' * 49}\n", "pl/more.ftl: button-take is 49 long where 48 fit"),
        ("pl", f"{POLISH}zone-london = {'z' * 49}\n", "pl/more.ftl: zone-london is 49 long where 48 fit"),
        ("pl", f"{POLISH}command-new = {'c' * 257}\n", "pl/more.ftl: command-new is 257 long where 256 fit"),
        ("pl", f"{POLISH}toast-taken = {'t' * 201}\n", "pl/more.ftl: toast-taken is 201 long where 200 fit"),
        (
            "pl",
            f"{POLISH}comment-gone = {'t' * 201}\n",
            "pl/more.ftl: comment-gone is 201 long where 200 fit",
        ),
    ],
)
def test_a_fault_is_found(folder: Path, language: str, text: str, fault: str) -> None:
    say(folder, language, text)
    assert fault in faults(folder)


@pytest.mark.parametrize("language", COMPLETE)
def test_what_is_missing_is_found(folder: Path, language: str) -> None:
    line = {"en": "office-stopped = Nothing was changed.\n", "ru": "office-stopped = Ничего не изменено.\n"}
    unsay(folder, language, "office.ftl", line[language])
    said = "is asked for and missing" if language == "en" else "is missing"
    assert f"{language}: office-stopped {said}" in faults(folder)


def test_what_is_asked_for_with_other_variables_is_found(tmp_path: Path) -> None:
    (tmp_path / "screen.py").write_text('said = texts("welcome", person=1)\n', encoding="utf-8")
    assert "en/conversation.ftl: welcome speaks of (name) and is given (person)" in faults(code=tmp_path)


def test_a_folder_is_a_language_and_says_the_rest_in_english(folder: Path) -> None:
    assert languages_in(folder) == LANGUAGES
    say(folder, "pl", "language = Polski\nnothing-to-cancel = Nie ma czego anulować.\n")
    assert languages_in(folder) == tuple(sorted([*LANGUAGES, "pl"], key=lambda each: (each != "en", each)))
    assert faults(folder) == []
    assert set(missing("pl", folder)) == sentences("en", folder)[0].keys() - {"language", "nothing-to-cancel"}
    texts = read_texts(folder, "pl", read_texts(folder, "en", None))
    assert texts.plain("nothing-to-cancel") == "Nie ma czego anulować."
    assert texts.plain("button-send") == "✅ Send"
    assert texts("age-days", count=5) == "5 days ago"
    with pytest.raises(LookupError):
        texts("no-such-key")


def test_people_write_in_any_language_that_is_spoken() -> None:
    assert ways_to_write("written-kind-room") >= {"room", "office", "комната", "кабинет"}
    assert ways_to_write("written-yes") >= {"yes", "да"}
