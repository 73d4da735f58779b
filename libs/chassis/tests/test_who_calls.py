"""Who asked for something, where a container has no name for its user."""

import getpass
import os

import pytest

from fixline_chassis.command_line import who_calls


def test_a_user_without_a_name_is_told_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2_000_000_000)
    with pytest.raises((KeyError, OSError)):
        getpass.getuser()
    assert who_calls() == "uid 2000000000"
