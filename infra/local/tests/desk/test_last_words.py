"""Why a process ended, in as few words as will do."""

from pathlib import Path

from fixline_local.desk.last_words import last_words
from fixline_local.desk.readiness import faults_in

MISCONFIGURED = '{"event": "service.misconfigured", "error": "BOT_TOKEN is refused"}\n'


def test_a_setting_at_fault_is_all_there_is_to_say(tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    log.write_text(f'{{"event": "service.started"}}\n{MISCONFIGURED}{{"event": "service.draining"}}\n')
    assert last_words(log) == "BOT_TOKEN is refused"


def test_else_it_is_the_end_of_this_runs_log(tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    log.write_text(MISCONFIGURED + "".join(f"line {number}\n" for number in range(20)))
    said = last_words(log, since=len(MISCONFIGURED)).splitlines()
    assert said == [f"The end of {log}:", *(f"line {number}" for number in range(10, 20))]
    assert last_words(tmp_path / "none.log") == f"The end of {tmp_path / 'none.log'}:"


def test_what_is_still_under_way_is_no_fault() -> None:
    assert faults_in({"process": "still starting", "telegram": "still registering with Telegram"}) == ""
    assert faults_in({"database": "gone", "telegram": "cannot be reached"}) == "gone; cannot be reached"
