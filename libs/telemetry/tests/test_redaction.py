from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

import pytest

from fixline_telemetry.attributes import pseudonym
from fixline_telemetry.redaction import MASK, Redactor

BOT_TOKEN = "7123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"https://api.telegram.org/bot{BOT_TOKEN}/getMe", f"https://api.telegram.org/bot{MASK}/getMe"),
        ("postgresql+asyncpg://app:p4ss@db:5432/x", f"postgresql+asyncpg://app:{MASK}@db:5432/x"),
        ("redis://:p4ss@cache/0", f"redis://:{MASK}@cache/0"),
        ("Authorization: Bearer abc.def", f"Authorization: Bearer {MASK}"),
        ("{'authorization': 'abcdef'}", f"{{'authorization': '{MASK}'}}"),
        ("used bearer abcdefgh12", f"used bearer {MASK}"),
        ("host=db password=p4ss user=app", f"host=db password={MASK} user=app"),
        (
            "https://s3/x?X-Amz-Signature=abc&partNumber=1",
            f"https://s3/x?X-Amz-Signature={MASK}&partNumber=1",
        ),
        ("https://x/?page_token=abc&token=abc", f"https://x/?page_token=abc&token={MASK}"),
        ("user=%7B%7D&auth_date=1&hash=0123abcd", f"user=%7B%7D&auth_date=1&hash={MASK}"),
    ],
)
def test_known_forms_of_secrets_are_masked(text: str, expected: str) -> None:
    assert Redactor().text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tickets/42 at 12:30:05",
        "2026-11-23T19:51:50.985756Z",
        "http://127.0.0.1:4317/a@b",
        "fixline.tickets.v1",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert Redactor().text(text) == text


def test_configured_secrets_are_masked_also_when_quoted_for_a_url() -> None:
    redactor = Redactor(["pa ss/word", "pa ss/word-longer"])

    assert redactor.text("a pa ss/word-longer b pa%20ss%2Fword c") == f"a {MASK} b {MASK} c"


def test_a_secret_too_short_to_be_one_masks_nothing() -> None:
    assert Redactor(["", "abc"]).text("abcdef") == "abcdef"


def test_structures_are_masked_in_depth_and_by_key() -> None:
    value = {
        "token": "anything",
        "password": None,
        "headers": {"X-Telegram-Bot-Api-Secret-Token": "s", "accept": "x"},
        "list": [("hidden-value",), {"hidden-value"}],
        "hidden-value": 1,
    }

    assert Redactor(["hidden-value"]).value(value) == {
        "token": MASK,
        "password": None,
        "headers": {"X-Telegram-Bot-Api-Secret-Token": MASK, "accept": "x"},
        "list": [[MASK], [MASK]],
        MASK: 1,
    }


LINE: dict[object, object] = {
    "event": "rpc.served",
    "status": "OK",
    "duration_ms": 0.1,
    "actor": None,
    "again": True,
}


def test_a_line_without_secrets_stays() -> None:
    assert Redactor(["hidden-value"]).value(LINE) == LINE
    assert Redactor().value(LINE) is not LINE


@pytest.mark.parametrize(
    "secret",
    ["a hidden-value b", "https://x/?token=abc", "Bearer abcdefgh12", f"bot{BOT_TOKEN}", ["hidden-value"]],
)
@pytest.mark.parametrize("key", ["event", "status", "actor"])
def test_a_secret_anywhere_in_a_line_is_masked(key: str, secret: object) -> None:
    redactor = Redactor(["hidden-value"])
    redactor.value(LINE)  # keys that are known to be clean vouch for nothing else

    clean = redactor.value(LINE | {key: secret})

    assert MASK in str(clean[key])
    assert {name: clean[name] for name in LINE if name != key} == {
        name: LINE[name] for name in LINE if name != key
    }


@pytest.mark.parametrize("key", ["password", "Cookie", "hidden-value", 7])
def test_a_line_is_masked_by_its_keys(key: object) -> None:
    clean = Redactor(["hidden-value"]).value(LINE | {key: "x"})

    assert clean[{"hidden-value": MASK, 7: "7"}.get(key, key)] == (
        "x" if key in ("hidden-value", 7) else MASK
    )


def test_texts_that_lie_side_by_side_are_no_secret() -> None:
    assert Redactor(["ab\ncd"]).value({"a": "ab", "b": "cd"}) == {"a": "ab", "b": "cd"}


def test_other_types_become_text() -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError("hidden-value")

    class Telling:
        def __str__(self) -> str:
            return "hidden-value"

    redactor = Redactor(["hidden-value"])

    assert redactor.value(Telling()) == MASK
    assert redactor.value(Broken()) == "<Broken whose str() raised RuntimeError>"
    assert redactor.value(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00+00:00"
    assert redactor.value(UUID(int=1)) == "00000000-0000-0000-0000-000000000001"
    assert redactor.value(1.5) == 1.5


def test_people_are_called_by_their_pseudonyms_in_whatever_is_said() -> None:
    clean = Redactor().value({"error": "users/7 may not, says /users/12.", "nested": [{"who": "users/7"}]})
    seven, twelve = pseudonym("users/7"), pseudonym("users/12")
    assert clean == {
        "error": f"users/~{seven} may not, says /users/~{twelve}.",
        "nested": [{"who": f"users/~{seven}"}],
    }
    assert Redactor().value(clean) == clean


@pytest.mark.parametrize("text", ["users/{user}", "users/0", "ListUsers/7a", "users", "myusers/7x"])
def test_what_names_nobody_stays(text: str) -> None:
    assert Redactor().text(text) == text


class Word(StrEnum):
    DONE = "done"
    SECRET = "bearer abcdefgh12"


def test_the_values_of_our_enumerations_are_texts_like_others() -> None:
    redactor = Redactor()
    assert redactor.value({"outcome": Word.DONE, "attempt": 1}) == {"outcome": "done", "attempt": 1}
    assert redactor.value({"outcome": Word.SECRET, "attempt": 1}) == {
        "outcome": f"bearer {MASK}",
        "attempt": 1,
    }
