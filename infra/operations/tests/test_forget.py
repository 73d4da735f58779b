"""`fixline forget`: what it refuses before anything is asked of the services."""

import subprocess
from collections.abc import Callable

import pytest

Fixline = Callable[..., "subprocess.CompletedProcess[str]"]
SETTINGS = {
    "BOT_DATABASE_URL": "postgresql+asyncpg://bot:secret@127.0.0.1:1/bot",
    "BOT_TICKETS_TARGET": "127.0.0.1:1",
}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("4242",), "Say why by --reason, or --dry-run."),
        (("4242", "--reason", " "), "Say why by --reason, or --dry-run."),
        (("4242", "--reason", "x" * 1_000), "up to 900 characters together"),
        (("4242", "--reason", "two\nlines"), "in one line"),
        (("0", "--dry-run"), "is not in the range"),
        (("@rita", "--dry-run"), "is not a valid integer"),
    ],
)
def test_what_cannot_be_meant_is_refused(fixline: Fixline, arguments: tuple[str, ...], words: str) -> None:
    done = fixline("forget", *arguments, **SETTINGS)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_setting_that_lacks_is_named(fixline: Fixline) -> None:
    done = fixline("forget", "4242", "--dry-run", **SETTINGS)
    assert (done.returncode, done.stderr) == (
        1,
        "Error: FIXLINE_API_TOKEN is not set in the environment.\n",
    )


def test_a_service_that_is_away_is_one_sentence(fixline: Fixline) -> None:
    done = fixline("forget", "4242", "--dry-run", FIXLINE_API_TOKEN="token", **SETTINGS)
    assert (done.returncode, done.stderr) == (
        1,
        "Error: The service tickets cannot be reached: run it again when it is back.\n",
    )
