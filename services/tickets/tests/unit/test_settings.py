"""Settings: what is wrong is said at once and in words."""

import json
from hashlib import sha256

import pytest

from fixline_chassis.settings import SettingsError, load_settings
from tickets_service.bootstrap.settings import TicketsSettings

HASH = sha256(b"token").hexdigest()
GOOD = {
    "TICKETS_DATABASE_URL": "postgresql+asyncpg://u:p@127.0.0.1:5432/tickets",
    "TICKETS_GRPC_LISTEN": "127.0.0.1:0",
    "TICKETS_ADMIN_LISTEN": "127.0.0.1:0",
    "TICKETS_CALLERS": json.dumps({"bot": {"token_sha256": HASH, "scopes": ["tickets.read", "tickets.act"]}}),
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "TICKETS_AGENT_TELEGRAM_IDS",
        "TICKETS_ADMIN_TELEGRAM_IDS",
        "TICKETS_REFLECTION",
        "TICKETS_POOL_SIZE",
        "TICKETS_INVITE_KEY",
        "ENVIRONMENT",
    ):
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)


def test_what_is_enough() -> None:
    settings = load_settings(TicketsSettings)
    assert (settings.agent_telegram_ids, settings.reflection, settings.pool_size) == (frozenset(), False, 10)
    assert settings.callers["bot"].scopes == ["tickets.read", "tickets.act"]


@pytest.mark.parametrize(
    ("given", "ids"), [("", set()), ("5", {5}), (" 5, 6 ,,7,", {5, 6, 7}), ("4503599627370495", {2**52 - 1})]
)
@pytest.mark.parametrize("role", ["agent", "admin"])
def test_appointed(monkeypatch: pytest.MonkeyPatch, given: str, ids: set[int], role: str) -> None:
    monkeypatch.setenv(f"TICKETS_{role.upper()}_TELEGRAM_IDS", given)
    assert getattr(load_settings(TicketsSettings), f"{role}_telegram_ids") == ids


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TICKETS_DATABASE_URL", "sqlite:///x"),
        ("TICKETS_GRPC_LISTEN", "nowhere"),
        ("TICKETS_ADMIN_LISTEN", "nowhere"),
        ("TICKETS_AGENT_TELEGRAM_IDS", "5,x"),
        ("TICKETS_AGENT_TELEGRAM_IDS", "0"),
        ("TICKETS_ADMIN_TELEGRAM_IDS", "5,x"),
        ("TICKETS_POOL_SIZE", "0"),
        ("TICKETS_INVITE_KEY", "x" * 31),
        ("TICKETS_CALLERS", json.dumps({"bot": {"token_sha256": HASH, "scopes": ["all"]}})),
        ("TICKETS_CALLERS", json.dumps({"bot": {"token_sha256": "x", "scopes": []}})),
        (
            "TICKETS_CALLERS",
            json.dumps({name: {"token_sha256": HASH, "scopes": []} for name in ("bot", "console")}),
        ),
        ("TICKETS_REFLECTION", "true"),  # ENVIRONMENT is production unless said otherwise
    ],
)
def test_faults_name_the_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        load_settings(TicketsSettings)


def test_all_faults_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        monkeypatch.delenv(name)
    with pytest.raises(SettingsError) as caught:
        load_settings(TicketsSettings)
    assert all(name in str(caught.value) for name in GOOD)


def test_reflection_where_it_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKETS_REFLECTION", "true")
    monkeypatch.setenv("ENVIRONMENT", "local")
    assert load_settings(TicketsSettings).reflection


def test_the_key_of_invites_is_never_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(TicketsSettings).secrets() == ()
    monkeypatch.setenv("TICKETS_INVITE_KEY", "k" * 32)
    assert load_settings(TicketsSettings).secrets() == ("k" * 32,)
