"""What is wrong with the settings is said at once, all of it, before anything starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from fixline_chassis.settings import SettingsError
from fixline_local.desk.settings import SETTINGS, asked_for, checked_programs

PATH = {"PATH": "/usr/bin:/bin"}
HEAVY = {"aiogram", "alembic", "fastapi", "grpc", "sqlalchemy", "uvicorn"}


def faults(folder: Path, **given: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        checked_programs(folder, PATH | given)
    first, *rest = str(caught.value).splitlines()
    assert first == "These settings are missing or wrong:"
    return [line.removeprefix("  - ") for line in rest]


def test_what_make_run_derives_is_sound(tmp_path: Path) -> None:
    programs = checked_programs(tmp_path, PATH | {"PORT_CHAT": "18080"})
    assert programs.addresses.chat == 18080


def test_all_parts_are_asked_and_each_fault_is_said_once(tmp_path: Path) -> None:
    said = faults(
        tmp_path,
        BOT_TOKEN="123:abc",
        TICKETS_AGENT_TELEGRAM_IDS="12,@rita",
        TICKETS_ADMIN_TELEGRAM_IDS="-5",
        FILES_POOL_SIZE="0",
        LOG_LEVEL="LOUD",
        PORT_CHAT="eighty",
        PORT_TRACES="9102",
    )
    assert said == [
        "PORT_CHAT must be a port from 1 to 65535, not 'eighty'",
        "PORT_TRACES and PORT_FILES_ADMIN are both 9102",
        "LOG_LEVEL must be one of 'DEBUG', 'INFO', 'WARNING' or 'ERROR'",
        *(
            f"TICKETS_{role}_TELEGRAM_IDS must be Telegram ids with commas between them;"
            " the bot tells people theirs at /id"
            for role in ("AGENT", "ADMIN")
        ),
        "FILES_POOL_SIZE: Input should be greater than or equal to 1",
        "BOT_TOKEN must be the token that @BotFather gave you: the bot's number, a colon, the secret",
    ]
    assert not (tmp_path / "postgres" / "data").exists()


def test_services_do_not_share_a_log_file(tmp_path: Path) -> None:
    wanted = "LOG_FILE must have {service} in it, since each service writes a file of its own"
    assert faults(tmp_path, LOG_FILE="/var/log/fixline.log") == [wanted]
    braces = "LOG_FILE must be a path, with no braces but those of {service}"
    assert faults(tmp_path, LOG_FILE="/var/log/{service}-{pid}.log") == [braces]
    programs = checked_programs(tmp_path, PATH | {"LOG_FILE": "/var/log/{service}.log"})
    assert programs.process_environment()["LOG_FILE"] == "/var/log/{service}.log"


def test_asking_imports_no_service() -> None:
    """It takes as long as the settings' own library does, not as long as three services."""
    script = f"""
import pkgutil, sys
import fixline_chassis.check_settings
for name in {SETTINGS}:
    pkgutil.resolve_name(name)
print(*{{name.partition(".")[0] for name in sys.modules}})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603  # our own script
    assert HEAVY.isdisjoint(done.stdout.split())


def test_the_environment_wins_over_dotenv_and_empty_lines_say_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("BOT_TOKEN=\nPORT_CHAT=1\nPORT_TRACES=2\n")
    monkeypatch.setenv("PORT_CHAT", "3")
    asked = asked_for(dotenv)
    assert (asked["PORT_CHAT"], asked["PORT_TRACES"], "BOT_TOKEN" in asked) == ("3", "2", False)


def test_dotenv_is_text_in_utf8_with_a_mark_of_it_or_without(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("PORT_TRACES=2\n", encoding="utf-8-sig")  # as Notepad saves it
    assert asked_for(dotenv)["PORT_TRACES"] == "2"
    dotenv.write_text("PORT_TRACES=2\n", encoding="utf-16")
    with pytest.raises(SettingsError, match=r"\.env is no text in UTF-8"):
        asked_for(dotenv)
