"""`fixline production-env`: what is asked, what is made up, and what is never replaced."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from dotenv import dotenv_values

from fixline_local.desk.settings import faults_of_services

Fixline = Callable[..., "subprocess.CompletedProcess[str]"]

ROOT = Path(__file__).parents[4]
TOKEN = "7000000001:AAThisIsABotOfTheTests0000000000000"
SECRETS = (
    *("PSEUDONYM_KEY", "BOT_WEBHOOK_SECRET", "BOT_TICKETS_TOKEN", "BOT_FILES_TOKEN"),
    *("FIXLINE_API_TOKEN", "TICKETS_INVITE_KEY"),
)
URLS = ("BOT_DATABASE_URL", "TICKETS_DATABASE_URL", "FILES_DATABASE_URL", "BOT_VALKEY_URL")
PASSWORD = re.compile(r":([^:@/]+)@")


def made(fixline: Fixline, folder: Path, **asked: str) -> dict[str, str]:
    given = {"BOT_TOKEN": TOKEN, "PUBLIC_ADDRESS": "desk.example.org"} | asked
    done = fixline("production-env", "new.env", **given)
    assert done.returncode == 0, done.stderr
    assert not any(word in done.stdout for word in (TOKEN, "postgresql"))
    return {name: value or "" for name, value in dotenv_values(folder / "new.env").items()}


def passwords(settings: dict[str, str]) -> list[str]:
    return [found[1] for url in URLS if (found := PASSWORD.search(settings[url]))]


def test_every_service_takes_what_was_written_and_nobody_else_reads_it(
    fixline: Fixline, tmp_path: Path
) -> None:
    settings = made(fixline, tmp_path)
    assert faults_of_services(settings | {"PATH": os.environ["PATH"]}) == []
    assert settings["ENVIRONMENT"] == "production"
    assert settings["BOT_TOKEN"] == TOKEN
    assert settings["BOT_WEBHOOK_URL"] == "https://desk.example.org/telegram/webhook"
    assert (tmp_path / "new.env").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["new.env"]


def test_secrets_are_long_and_no_two_are_alike_in_one_desk_or_in_two(
    fixline: Fixline, tmp_path: Path
) -> None:
    first = made(fixline, tmp_path)
    (tmp_path / "new.env").unlink()
    second = made(fixline, tmp_path)
    every = [
        value for each in (first, second) for value in (*(each[name] for name in SECRETS), *passwords(each))
    ]
    assert len(every) == 2 * (len(SECRETS) + len(URLS))
    assert all(re.fullmatch(r"[\w-]{43}", value) for value in every)  # 256 bits
    assert len(set(every)) == len(every)


def test_a_service_has_the_digest_of_its_callers_token_and_not_the_token(
    fixline: Fixline, tmp_path: Path
) -> None:
    settings = made(fixline, tmp_path)
    for service in ("TICKETS", "FILES"):
        for token in (settings[f"BOT_{service}_TOKEN"], settings["FIXLINE_API_TOKEN"]):
            assert sha256(token.encode()).hexdigest() in settings[f"{service}_CALLERS"]
            assert token not in settings[f"{service}_CALLERS"]


def test_a_file_that_is_there_stays_as_it_is(fixline: Fixline, tmp_path: Path) -> None:
    made(fixline, tmp_path)
    before = (tmp_path / "new.env").read_bytes()
    done = fixline("production-env", "new.env", BOT_TOKEN=TOKEN, PUBLIC_ADDRESS="")
    assert done.returncode == 1
    assert done.stderr == (
        "Error: new.env is there already, and its secrets are in use: name another file, or move it away.\n"
    )
    assert (tmp_path / "new.env").read_bytes() == before


def test_without_a_public_address_the_bot_polls(fixline: Fixline, tmp_path: Path) -> None:
    settings = made(fixline, tmp_path, PUBLIC_ADDRESS="")
    assert not [name for name in settings if "WEBHOOK" in name]
    assert faults_of_services(settings | {"PATH": os.environ["PATH"]}) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"BOT_TOKEN": "hello"}, "BOT_TOKEN must be the token that @BotFather gave you"),
        ({"PUBLIC_ADDRESS": "http://desk.example.org"}, "is no https address"),
        ({"PUBLIC_ADDRESS": "desk.example.org/bot"}, "name the host alone"),
        (
            {"PUBLIC_ADDRESS": "desk.example.org:8080"},
            "Telegram calls the ports 443, 80, 88 and 8443 only, not 8080",
        ),
        ({"PUBLIC_ADDRESS": "desk.example.org:https"}, "has no port that could be"),
        ({"PUBLIC_ADDRESS": "localhost"}, "is no name that Telegram could look up"),
        ({"PUBLIC_ADDRESS": "192.168.1.5"}, "is an address of your own network"),
        ({"PUBLIC_ADDRESS": "https://me:secret@desk.example.org"}, "is no https address"),
    ],
)
def test_what_cannot_be_right_is_named_and_nothing_is_written(
    fixline: Fixline, tmp_path: Path, given: dict[str, str], words: str
) -> None:
    done = fixline("production-env", "new.env", **({"BOT_TOKEN": TOKEN, "PUBLIC_ADDRESS": ""} | given))
    assert done.returncode == 1
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(fixline: Fixline) -> None:
    done = fixline("production-env", "nowhere/new.env", BOT_TOKEN=TOKEN, PUBLIC_ADDRESS="")
    assert (done.returncode, done.stderr) == (1, "Error: There is no folder nowhere.\n")
    # One in which nobody can write, root neither.
    done = fixline("production-env", "/proc/new.env", BOT_TOKEN=TOKEN, PUBLIC_ADDRESS="")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: /proc/new.env cannot be written: ")


def test_make_asks_only_for_the_token_and_the_address(tmp_path: Path) -> None:
    """At a terminal, as a person meets it; what they type as the token is not shown."""
    ours, theirs = pty.openpty()
    environment = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    command = [
        "make",
        "--no-print-directory",
        "production-env",
        f"FILE={tmp_path}/new.env",
        f"PYTHON={sys.executable}",
    ]
    with subprocess.Popen(  # noqa: S603  # our own arguments
        command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        said = read_until(ours, "@BotFather gave you: ")
        os.write(ours, f"{TOKEN}\n".encode())
        said += read_until(ours, "asks Telegram for news itself): ")
        os.write(ours, b"desk.example.org\n")
        said += read_until(ours, "is written")
    os.close(ours)
    assert process.returncode == 0
    assert TOKEN not in said
    assert dotenv_values(tmp_path / "new.env")["BOT_TOKEN"] == TOKEN


def read_until(terminal: int, words: str) -> str:
    said = ""
    while words not in said:
        said += os.read(terminal, 1024).decode()
    return said
