"""/hours and /sla: what is in force, and one value changed in two taps or a written answer."""

import pytest

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import ways_to_write
from bot_service.domain.office.office_hours import read_days, read_minutes, read_times, written_times
from bot_testing.talker import STICKER, Talker


async def test_working_hours_are_set_and_changed(eve: Talker) -> None:
    await eve.says("/hours")
    shown = eve.last
    assert "round the clock" in shown.text
    await eve.taps("🕘", shown)
    assert "Mon: 09:00–18:00" in shown.text
    assert "Sat: closed" in shown.text
    await eve.taps("Sat", shown)
    await eve.taps("10–19", shown)
    assert "Sat: 10:00–19:00" in shown.text
    await eve.taps("Fri", shown)
    await eve.says("at lunch")
    assert "do not understand these times" in eve.last.text
    await eve.says("9-13, 14:00–17.30")
    assert "Fri: 09:00–13:00, 14:00–17:30" in eve.last.text
    await eve.taps("🌐")
    await eve.taps("Moscow")
    assert "Europe/Moscow" in eve.last.text
    await eve.taps("🌐")
    await eve.says("Mars")
    assert "do not know this time zone" in eve.last.text
    assert "/settings" not in eve.last.text, "that sets the admin's own"
    await eve.says("almaty")
    assert "Asia/Almaty" in eve.last.text


async def test_days_off(eve: Talker) -> None:
    await eve.says("/hours")
    await eve.taps("🕘")
    await eve.taps("🏖")
    await eve.says("soon")
    assert "do not understand these days" in eve.last.text
    await eve.says("25.12.2026, 2027-01-01 – 2027-01-02")
    assert "Days off to come: 3" in eve.last.text
    assert "Dec 25, 2026 · Jan 1, 2027 · Jan 2, 2027" in eve.last.text
    await eve.taps("🏖")
    await eve.taps("✖️ Jan 1, 2027")
    assert "Days off to come: 2" in eve.last.text


async def test_a_try_after_one_that_was_cut_short_says_that_it_is_so(eve: Talker) -> None:
    """The etag that was read is another one by then: the same request would say something else under the same id."""
    await eve.says("/sla")
    await eve.taps("🔴 Answer")
    for _ in range(2):
        eve.world.number_next(7_000)
        assert (await eve.taps_data("A:f:URGENT:15", eve.last)).text == ""
        assert "Changed" in eve.last.text
    await eve.says("/hours")
    await eve.taps("🕘")
    for _ in range(2):
        eve.world.number_next(7_001)
        assert (await eve.taps_data("O:D:5:10-19", eve.last)).text == ""
        assert "Sat: 10:00–19:00" in eve.last.text


async def test_a_night_shift_ends_in_the_morning_after(eve: Talker) -> None:
    await eve.says("/hours")
    shown = eve.last
    await eve.taps("🕘", shown)
    await eve.taps("Mon", shown)
    await eve.says("22-6")
    assert "Mon: 22:00–24:00" in eve.last.text
    assert "Tue: 00:00–06:00, 09:00–18:00" in eve.last.text


async def test_the_way_back_from_an_older_question_leaves_the_newer_one(eve: Talker) -> None:
    await eve.says("/hours")
    await eve.taps("🕘")
    older = eve.last
    await eve.taps("Mon", older)
    back = older.buttons["⬅️ Back"]
    await eve.says("/sla")
    newer = eve.last
    await eve.taps("🔴 Solution", newer)
    await eve.taps_data(back, older)
    await eve.says("1.5 h")
    assert "🔴 Urgent: 30 min · 1 h 30 min" in eve.last.text
    changed = eve.last
    await eve.taps("🔴 Solution", changed)
    await eve.taps("⬅️", changed)
    await eve.says("3 h")
    assert "🔴 Urgent: 30 min · 3 h" not in changed.text


async def test_a_week_without_work_is_refused(eve: Talker) -> None:
    await eve.says("/hours")
    shown = eve.last
    await eve.taps("🕘", shown)
    for day in ("Mon", "Tue", "Wed", "Thu"):
        await eve.taps(day, shown)
        await eve.taps("Closed", shown)
    await eve.taps("Fri", shown)
    assert "at least one day" in (await eve.taps("Closed", shown)).text
    await eve.taps("⬅️", shown)
    assert "Fri: 09:00–18:00" in shown.text


async def test_a_promise_is_changed_in_two_taps_or_in_words(eve: Talker, rus: Talker) -> None:
    await eve.says("/sla")
    shown = eve.last
    assert "🔴 Urgent: 30 min · 2 h · Round the clock" in shown.text
    await eve.taps("🔴 Answer", shown)
    await eve.taps("15 min", shown)
    assert "🔴 Urgent: 15 min · 2 h" in shown.text
    await eve.taps("🔴 Solution", shown)
    await eve.says("quickly")
    assert "do not understand" in eve.last.text
    await eve.says("10 min")
    assert "cannot be promised for later" in eve.last.text
    await eve.says("1 ч 30 мин")
    assert "🔴 Urgent: 15 min · 1 h 30 min" in eve.last.text
    await rus.says("/sla")
    assert "только администраторы" in rus.last.text


async def test_promises_count_by_working_hours(eve: Talker) -> None:
    await eve.says("/sla")
    assert "no other hours" in (await eve.taps("🟡 Hours")).text
    await eve.says("/hours")
    await eve.taps("🕘")
    await eve.says("/sla")
    await eve.taps("🟡 Hours")
    assert "🟡 Normal: 8 h · 24 h · Working hours" in eve.last.text
    await eve.taps("🟡 Hours")
    assert "🟡 Normal: 8 h · 24 h · Round the clock" in eve.last.text


async def test_what_is_no_answer_leaves_the_question(eve: Talker, ann: Talker) -> None:
    await eve.says("/sla")
    await eve.taps("🔴 Answer")
    count = len(eve.chat)
    pinned = {"message_id": 1, "date": eve.clock, "chat": {"id": eve.id, "type": "private"}, "text": "x"}
    await eve.sends(pinned_message=pinned)
    assert len(eve.chat) == count, "Telegram's own talk"
    await eve.sends(sticker=STICKER)
    assert "do not understand" in eve.last.text
    await eve.says("/my")
    assert "do not understand" not in eve.last.text
    await eve.says("20 min")
    assert "🔴 Urgent: 20 min" in eve.last.text
    await ann.says("20 min")
    assert "Urgent" not in ann.last.text


async def test_whoever_is_no_admin_any_more_is_asked_nothing(eve: Talker, rus: Talker) -> None:
    async def is_given(role: str) -> None:
        await eve.says("/staff")
        await eve.taps("Гусь")
        await eve.taps("🔁")
        await eve.taps(role)

    await is_given("admin")
    await rus.says("/sla")
    assert "🔴 Срочно: 30 мин · 2 ч · Круглосуточно" in rus.last.text
    await rus.taps("🔴 Ответ")
    await is_given("agent")
    await rus.says("Лампа не горит")
    assert "только администраторы" in rus.last.text
    await rus.says("Лампа не горит")
    assert "Лампа не горит" in rus.last.text


async def test_buttons_that_nobody_drew(eve: Talker) -> None:
    await eve.says("/sla")
    for data in (
        "A:f:KING:15",
        "A:f:HIGH:-1",
        "A:f:HIGH:9999999",
        "A:?::0",
        "O:D:7:9-18",
        "O:D:1:6-7",
        "O:Z:99:",
    ):
        assert "out of date" in (await eve.taps_data(data, eve.last)).text, data
    assert "no other hours" in (await eve.taps_data("A:c:HIGH:0", eve.last)).text
    await eve.taps_data("O:w:0:nonsense", eve.last)
    assert "No working hours" in eve.last.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-18", "09:00–18:00"),
        ("9:30 – 24", "09:30–24:00"),
        ("14-18; 9-13", "09:00–13:00, 14:00–18:00"),
        ("22-6", "22:00–24:00, 00:00–06:00"),
        ("22-24", "22:00–24:00"),
        ("22-0", "22:00–24:00"),
        ("24-6", None),
        ("9-9", None),
        ("20-4, 22-23", None),
        ("9-13, 12-18", None),
        ("9:60-12", None),
        ("9-25", None),
        ("", None),
    ],
)
def test_times(text: str, expected: str | None) -> None:
    found = read_times(text, 0)
    assert (None if found is None else written_times(found)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90", 90),
        ("45 min", 45),
        ("2h", 120),
        ("1 ч 30 мин", 90),
        ("8 часов", 480),
        ("1.5 h", 90),
        ("1,5 ч", 90),
        ("0.25 h", 15),
        ("1.5", None),
        ("1.5.5 h", None),
        ("0", None),
        ("", None),
        ("h", None),
        ("1 d", None),
        ("99999999", None),
        ("9999 h", None),
    ],
)
def test_spans(text: str, expected: int | None) -> None:
    hours, minutes = ways_to_write("written-hours"), ways_to_write("written-minutes")
    assert read_minutes(text, hours=hours, minutes=minutes) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("31.12.2026", 1),
        ("2026-12-31 – 2027-01-08", 9),
        ("1.1.2027\n7.1.2027", 2),
        ("31.02.2027", None),
        ("2027-01-08 - 2027-01-01", None),
        ("2027-01-01 - 2027-12-31", None),
        ("1.1.2027 2.1.2027 3.1.2027", None),
        ("on 1.1.2027", None),
        ("", None),
    ],
)
def test_days(text: str, count: int | None) -> None:
    found = read_days(text)
    assert (None if found is None else len(found)) == count
