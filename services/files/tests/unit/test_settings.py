import json
from datetime import timedelta

import pytest

from files_service.bootstrap.container import SWEEP_LIMITS, UPLOAD_LIMIT
from files_service.bootstrap.settings import FilesSettings
from fixline_chassis.settings import SettingsError, load_settings

GOOD = {
    "FILES_DATABASE_URL": "postgresql+asyncpg://files@localhost/files",
    "FILES_STORE_URL": "file:///var/lib/fixline/files",
    "FILES_CALLERS": '{"bot": {"token_sha256": "' + "ab" * 32 + '", "scopes": ["files.read"]}}',
}


def load(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> FilesSettings:
    for name, value in {**GOOD, **changes}.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    return load_settings(FilesSettings)


def test_the_defaults_are_the_ones_of_the_container(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch)
    assert (settings.sweep_limits, settings.upload_limit) == (SWEEP_LIMITS, UPLOAD_LIMIT)
    assert settings.upload_limit == timedelta(minutes=10)
    assert settings.callers["bot"].scopes == ["files.read"]


def test_every_fault_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    changes: dict[str, str | None] = {
        "FILES_DATABASE_URL": None,
        "FILES_STORE_URL": "ftp://somewhere",
        "FILES_GRPC_LISTEN": "nowhere",
        "FILES_CALLERS": '{"bot": {"token_sha256": "plain", "scopes": []}}',
    }
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **changes)
    text = str(caught.value)
    for name in changes:
        assert name in text


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"FILES_CALLERS": GOOD["FILES_CALLERS"].replace("files.read", "files.all")}, "FILES_CALLERS"),
        (
            {"FILES_CALLERS": json.dumps({name: {"token_sha256": "ab" * 32, "scopes": []} for name in "ab"})},
            "FILES_CALLERS gives the same token twice",
        ),
        (
            {
                "FILES_CALLERS": GOOD["FILES_CALLERS"].replace(
                    '"scopes"', '"former_token_sha256": "x", "scopes"'
                )
            },
            "FILES_CALLERS.bot.former_token_sha256",
        ),
        ({"FILES_UPLOAD_LIMIT_SECONDS": "3600"}, "FILES_SWEEP_ABANDONED_AFTER_SECONDS"),
        ({"FILES_REFLECTION": "true", "ENVIRONMENT": "production"}, "FILES_REFLECTION"),
        ({"FILES_STORE_URL": "memory:///", "ENVIRONMENT": "production"}, "FILES_STORE_URL"),
    ],
)
def test_settings_that_do_not_fit_together_are_refused(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], name: str
) -> None:
    with pytest.raises(SettingsError, match=name):
        load(monkeypatch, **changes)


def test_trials_may_use_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, FILES_STORE_URL="memory:///", FILES_REFLECTION="1", ENVIRONMENT="local")
    assert settings.reflection
