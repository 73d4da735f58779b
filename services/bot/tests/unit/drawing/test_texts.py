"""What is said, in each language; that all is said, and nothing in vain, `test_languages` checks."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle

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
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.views.tickets import TicketState
from bot_service.domain.requests.faults import Fault
from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.utf16 import units

FOLDER = Path(package.__file__).parent
KEY = re.compile(r"[a-z]+(-[a-z]+)*")


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
        ("de", 1, "vor 1 Minute"),
        ("de", 1_000, "vor 1.000 Minuten"),
    ],
)
def test_counting(language: str, count: int, expected: str) -> None:
    assert texts_in(language)("age-minutes", count=count) == expected


@pytest.mark.parametrize(
    ("language", "day", "stars"),
    [("en", "Dec 5, 2026", "4.5"), ("ru", "5 дек. 2026\u202fг.", "4,5"), ("de", "05.12.2026", "4,5")],
)
def test_days_and_numbers_are_written_as_the_language_does(language: str, day: str, stars: str) -> None:
    texts = texts_in(language)
    assert texts.day(date(2026, 12, 5)) == day
    assert texts.plain("stats-person-rated", name="Ann", solved=1, open=2, stars=4.5).endswith(stars)
    assert texts.plain("stats-person-rated", name="Ann", solved=1, open=2, stars=4.0).endswith(
        f"4{stars[1]}0"
    )


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Tokyo", "Nov 30, 2026, 9:05 PM"),
        ("UTC", "Nov 30, 2026, 12:05 PM"),
        ("Europe/Berlin", "Nov 30, 2026, 1:05 PM"),
    ],
)
@pytest.mark.parametrize("second", [0, 59])
def test_a_moment_is_shown_by_the_clock_of_whoever_reads(zone: str, expected: str, second: int) -> None:
    moment = datetime(2026, 11, 30, 12, 5, second, tzinfo=UTC)
    for _ in range(2):
        shown = texts_in("en").in_zone(zone)("card-created", time=moment)
        assert expected in shown.replace("\u202f", " ")


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
