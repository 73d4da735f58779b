"""`fixline pseudonym`: the same name for the same person as the services have."""

import pytest

from fixline_telemetry.attributes import pseudonym, use_pseudonym_key

from .conftest import Fixline

DESK = {"TICKETS_DATABASE_URL": "postgresql+asyncpg://nobody@127.0.0.1:1/none"}


@pytest.mark.parametrize("name", ["users/7", "1001", "-100123"])
def test_it_prints_what_the_services_write(fixline: Fixline, name: str) -> None:
    done = fixline("pseudonym", name, PSEUDONYM_KEY="a key", **DESK)
    use_pseudonym_key("a key", environment="production")
    expected = pseudonym(name)
    use_pseudonym_key("", environment="local")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{expected}\n", "")


def test_what_is_no_name_is_said_to_be_none(fixline: Fixline) -> None:
    done = fixline("pseudonym", "Rita", PSEUDONYM_KEY="a key", **DESK)
    assert done.returncode == 2
    assert "'Rita' is neither a person's name, such as users/7, nor a Telegram id." in done.stderr


def test_without_the_key_there_is_none(fixline: Fixline) -> None:
    done = fixline("pseudonym", "users/7", **DESK)
    assert done.returncode != 0
    assert "PSEUDONYM_KEY is not set in the environment." in done.stderr
