"""What a person reads when settings are wrong."""

from typing import Protocol

import pytest
from pydantic import Field
from pydantic_settings import SettingsConfigDict
from sqlalchemy import make_url

from fixline_chassis.settings import (
    CallerSettings,
    DatabaseUrl,
    Listen,
    ServiceSettings,
    SettingsError,
    load_settings,
)


class DemoSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="DEMO_")

    database_url: DatabaseUrl
    grpc_listen: Listen
    workers: int = Field(4, ge=1, le=64)
    callers: dict[str, CallerSettings] = Field(default_factory=dict)


GOOD = {"DEMO_DATABASE_URL": "postgresql+asyncpg://u:p@h/d", "DEMO_GRPC_LISTEN": "127.0.0.1:0"}


class SetEnvironment(Protocol):
    def __call__(self, **variables: str) -> None: ...


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> SetEnvironment:
    def set_environment(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_environment


def test_good_settings_are_read_with_defaults(environment: SetEnvironment) -> None:
    environment(
        **GOOD,
        LOG_LEVEL="DEBUG",
        DEMO_CALLERS='{"bot": {"token_sha256": "%s", "scopes": ["a"]}}' % ("0" * 64),
    )
    settings = load_settings(DemoSettings)
    assert (settings.workers, settings.log_level, settings.environment) == (4, "DEBUG", "production")
    assert settings.callers["bot"].scopes == ["a"]


def test_every_fault_is_named_at_once(environment: SetEnvironment) -> None:
    environment(DEMO_GRPC_LISTEN="nowhere", DEMO_WORKERS="0", LOG_LEVEL="LOUD")
    with pytest.raises(SettingsError) as caught:
        load_settings(DemoSettings)
    text = str(caught.value)
    assert "DEMO_DATABASE_URL is required but not set" in text
    assert "DEMO_GRPC_LISTEN has the wrong form" in text
    assert "DEMO_WORKERS: Input should be greater than or equal to 1" in text
    assert "LOG_LEVEL must be one of 'DEBUG', 'INFO', 'WARNING' or 'ERROR'" in text


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://u:hush@h:port/d",
        "postgresql+asyncpg://u:hush@[::1/d",
        "postgresql+asyncpg://u:hush@h /d",
        "postgresql://u:hush@h/d",
        "hush",
    ],
)
def test_what_is_no_url_of_a_database_is_named(environment: SetEnvironment, url: str) -> None:
    environment(**(GOOD | {"DEMO_DATABASE_URL": url}))
    with pytest.raises(
        SettingsError, match=r"DEMO_DATABASE_URL must be like postgresql\+asyncpg://"
    ) as caught:
        load_settings(DemoSettings)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://h/d",
        "postgresql+asyncpg://u:p@ss/w#?d@h:5432/d?ssl=require",
        "postgresql+asyncpg://u:p@[::1]:5432/d",
        "postgresql+asyncpg://u@/d?host=/run/postgresql",
        "postgresql+asyncpg:///d?host=/run/a@b",
    ],
)
def test_urls_that_databases_are_reached_by_are_taken(environment: SetEnvironment, url: str) -> None:
    make_url(url)
    environment(**(GOOD | {"DEMO_DATABASE_URL": url}))
    assert load_settings(DemoSettings).database_url == url


def test_an_empty_variable_counts_as_not_set(environment: SetEnvironment) -> None:
    environment(**(GOOD | {"DEMO_DATABASE_URL": ""}))
    with pytest.raises(SettingsError, match="DEMO_DATABASE_URL is required but not set"):
        load_settings(DemoSettings)


def test_values_are_never_repeated(environment: SetEnvironment) -> None:
    environment(**GOOD, DEMO_CALLERS='{"bot": {"token_sha256": "hunter2", "scopes": []}}')
    with pytest.raises(SettingsError) as caught:
        load_settings(DemoSettings)
    assert "DEMO_CALLERS.bot.token_sha256" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_broken_json_is_a_fault_in_words(environment: SetEnvironment) -> None:
    environment(**GOOD, DEMO_CALLERS="{")
    with pytest.raises(SettingsError, match="DEMO_CALLERS is not valid JSON"):
        load_settings(DemoSettings)
