"""Settings as people mistype them: every command says which one is wrong, in a sentence that never shows its value."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from fixline_operations.command_line import fixline

DATABASES = ("BOT_DATABASE_URL", "TICKETS_DATABASE_URL", "FILES_DATABASE_URL", "BACKUP_DATABASE_URL")
GOOD = dict.fromkeys(DATABASES, "postgresql+asyncpg://fixline:hush@127.0.0.1:1/desk") | {
    "PSEUDONYM_KEY": "x",
    "BOT_VALKEY_URL": "redis://:hush@127.0.0.1:1/0",
}
WRONG = (
    "hush",
    "postgresql+asyncpg://fixline:hush/@db:port/desk",
    "postgresql+asyncpg://fixline:hush@[::1/desk",
)


def said(folder: Path, text: bytes, *arguments: str) -> str:
    """Return what a command says that must fail."""
    file = folder / "desk.env"
    file.write_bytes(text)
    done = CliRunner().invoke(fixline, ["--env", str(file), *arguments])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    return done.stderr


@pytest.mark.parametrize("value", WRONG)
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("BACKUP_DATABASE_URL", "backup create"),
        ("FILES_DATABASE_URL", "backup create"),
        ("FILES_DATABASE_URL", "backup restore --data data"),
        ("TICKETS_DATABASE_URL", "databases-sql"),
        ("BACKUP_DATABASE_URL", "databases-sql"),
        ("BOT_DATABASE_URL", "kubernetes-secrets --in-cluster"),
        ("BACKUP_DATABASE_URL", "kubernetes-secrets --in-cluster"),
        ("BOT_VALKEY_URL", "kubernetes-secrets --in-cluster"),
        ("BOT_DATABASE_URL", "psql bot -c SELECT"),
    ],
)
def test_what_is_no_url_is_named(tmp_path: Path, name: str, command: str, value: str) -> None:
    settings = GOOD | {"BACKUP_FOLDER": str(tmp_path / "backups"), name: value}
    text = "".join(f"{each}={setting}\n" for each, setting in settings.items())
    sentence = said(tmp_path, text.encode(), *command.split())
    assert sentence.startswith(f"Error: {name} is no URL such as postgresql+asyncpg://")
    assert "hush" not in sentence


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_what_is_no_text_is_refused(tmp_path: Path, encoding: str) -> None:
    sentence = said(tmp_path, "# Настройки\n".encode(encoding), "databases-sql")
    assert "desk.env is no text in UTF-8" in sentence


def test_a_mark_of_the_encoding_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    sentence = said(tmp_path, "TICKETS_DATABASE_URL=nonsense\n".encode("utf-8-sig"), "databases-sql")
    assert sentence.startswith("Error: TICKETS_DATABASE_URL is no URL")
