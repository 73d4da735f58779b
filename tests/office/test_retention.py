"""/retention: for how long the desk keeps what people said, for admins, and for auditors to look at."""

from datetime import timedelta

import pytest

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_testing.talker import Talker
from bot_testing.world import World
from fixline_testing.clock import SteppingClock
from tickets_service.application.use_cases.map import UseCases

MONTHS = timedelta(days=100)


@pytest.fixture
def bot_database(real_bot_database: Database) -> Database:
    return real_bot_database


async def cancelled(talker: Talker, words: str) -> None:
    await talker.says(f"/new {words}")
    await talker.taps("Skip")
    await talker.taps("🟡 Normal")
    await talker.taps("✅ Send")
    await talker.taps("🗑 Cancel request")
    await talker.taps("🗑 Yes, cancel it")


async def test_from_what_would_go_to_the_log_of_what_went(
    eve: Talker, ann: Talker, do: UseCases, clock: SteppingClock
) -> None:
    await cancelled(ann, "Lamp")
    await cancelled(ann, "Tap")
    clock.advance(MONTHS)
    await eve.says("/retention")
    shown = eve.last
    assert "Everything is kept for good." in shown.text
    assert not any("Keep everything" in each for each in shown.buttons)
    await eve.taps("90 days", shown)
    assert "Requests: 2\nPeople: 1\nComments: 0\nFiles: 0\n" in shown.text
    assert "Such as #1 #2" in shown.text
    assert "cannot be undone" in shown.text
    # Nothing is on yet: that takes the button.
    await do.workers.anonymize_ended()
    await eve.taps("⬅️ Back", shown)
    assert "Everything is kept for good." in shown.text
    await eve.taps("90 days", shown)
    await eve.taps("🗑 Switch on: 90 days", shown)
    assert "✅ Switched on: 90 days" in shown.text
    assert "✓ 90 days" in shown.buttons
    await do.workers.anonymize_ended()
    await eve.says("/retention")
    assert "requests 2, comments 0, files 0 (files and messages of 2 requests are still to be deleted)" in (
        eve.last.text
    )
    await eve.says("/ticket 1")
    assert "Lamp" not in eve.last.text
    assert "Ann" not in eve.last.text
    assert "🕰 Anonymised" in eve.last.text
    assert "shut out" not in eve.last.text
    # An old button does nothing to it, and says why.
    assert "nothing in it can be changed" in (await eve.taps_data("t:t:1::0", eve.last)).text
    await ann.says("/my")
    assert "Lamp" not in ann.last.text
    await eve.says("/audit")
    assert "keeping requests, another time\nfor good → 90 days" in eve.last.text
    assert "#1, anonymised" in eve.last.text
    await eve.says("/retention")
    await eve.taps("♾ Keep everything")
    assert "From now on everything is kept" in eve.last.text
    assert "Everything is kept for good." in eve.last.text


async def test_other_days_are_written(eve: Talker) -> None:
    await eve.says("/retention")
    await eve.taps("Other…")
    for wrong in ("29", "3651", "a year", "²", "99999999999999999999"):
        await eve.says(wrong)
        assert "from 30 to 3,650" in eve.last.text, wrong
    await eve.says("400")
    assert "400 days after their end" in eve.last.text
    assert "Nothing: no request was over that long ago." in eve.last.text
    await eve.taps("🗑 Switch on: 400 days")
    assert "kept for 400 days" in eve.last.text
    # What is written from now on is no number of days.
    await eve.says("400")
    assert "after their end" not in eve.last.text


async def test_auditors_see_it_and_set_nothing(eve: Talker, rus: Talker, ann: Talker) -> None:
    await eve.says("/staff")
    await eve.taps("Гусь")
    await eve.taps("🔁 Change role")
    await eve.taps("auditor")
    await rus.says("/retention")
    assert "Всё хранится бессрочно" in rus.last.text
    await rus.taps("365 дней")
    assert "Ничего: нет заявок" in rus.last.text
    assert not any("Включить" in each for each in rus.last.buttons)
    await rus.taps_data("R:d:365", rus.last)
    await eve.says("/retention")
    assert "Everything is kept for good." in eve.last.text
    await ann.says("/retention")
    assert "Only admins and auditors" in ann.last.text


class TestWithoutTheRight:
    @pytest.fixture
    def files_scopes(self) -> list[str]:
        return ["files.read", "files.write"]

    async def test_it_is_said_and_not_offered_where_no_files_would_go(
        self, eve: Talker, world: World
    ) -> None:
        del world
        await eve.says("/retention")
        await eve.taps("90 days")
        assert "files.delete" in eve.last.text
        assert not any("Switch on" in each for each in eve.last.buttons)
