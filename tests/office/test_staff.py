"""/staff: invitations, roles, who is shut out."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from bot_service.adapters.inbound.telegram.notifications.bulk_report import bulk_report
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.commands.lists.run_bulk import RunBulk
from bot_service.domain.lists.bulk import HOLD
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker
from bot_testing.world import World
from fixline_testing.beyond_types import present
from fixline_testing.clock import SteppingClock

LINK = re.compile(r"https://t\.me/desk_bot\?start=(\S+)")


@pytest.fixture
def bot_database(real_bot_database: Database) -> Database:
    return real_bot_database


def no_crash(error: Exception, traceparent: str = "") -> str:
    raise AssertionError(f"reported {error!r} of {traceparent!r}")


def invited(admin: Talker) -> str:
    """Return what the newest invitation's link says to the bot."""
    found = LINK.search(admin.last.text)
    assert found is not None
    return f"/start {found[1]}"


async def test_who_is_invited_works_here_and_the_link_works_once(
    world: World, eve: Talker, ann: Talker
) -> None:
    await eve.says("/staff")
    assert "Eve – admin" in eve.last.text
    assert "Ann" not in eve.last.text
    await eve.taps("➕ Invite")
    await eve.taps("dispatcher")
    assert "works once" in eve.last.text
    link = invited(eve)
    await ann.says(link)
    assert "You are a dispatcher" in ann.last.text
    assert "queue" in world.menus[ann.id]
    assert "staff" not in world.menus[ann.id]
    await ann.says(link)
    assert "does not work" in ann.last.text
    await eve.says("/staff")
    assert "Ann – dispatcher" in eve.last.text
    assert "Invitations" not in str(eve.last.buttons)


async def test_an_invitation_is_withdrawn(eve: Talker, ann: Talker) -> None:
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("➕ Invite", shown)
    await eve.taps("admin", shown)
    link = invited(eve)
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("⏳ Invitations (1)", shown)
    data = next(iter(shown.buttons.values()))
    assert "no longer works" in (await eve.taps_data(data, shown)).text
    assert "No invitation is open" in shown.text
    assert "already" in (await eve.taps_data(data, shown)).text
    await ann.says(link)
    assert "does not work" in ann.last.text


async def test_many_invitations_are_turned_over_newest_first(world: World, eve: Talker) -> None:
    (admin,) = await world.desk.people.called("Eve", limit=1)
    staff = present(world.desk.office).staff
    for _ in range(12):
        await staff.invite(Role.AGENT, acting=admin.name, request_id=uuid4())
    numbers = [each.number for each in await staff.open_invitations(acting=admin.name)]
    assert numbers == sorted(numbers, reverse=True)
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("⏳ Invitations (12)", shown)

    def told() -> list[int]:
        return [int(each) for each in re.findall(r"No\. ([0-9]+)", shown.text)]

    assert told() == numbers[:10]
    on = next(data for label, data in shown.buttons.items() if "▶" in label)
    await eve.taps_data(on, shown)
    assert told() == numbers[10:]
    assert "▶" not in str(shown.buttons)
    for number in numbers[10:]:
        await staff.withdraw(number, acting=admin.name, request_id=uuid4())
    await eve.taps_data(on, shown)
    assert told() == numbers[:10], "the last page that there still is"


async def test_a_link_for_who_was_named_is_no_invitation_to_work_here(eve: Talker, rus: Talker) -> None:
    await eve.says("/new Lamp is broken")
    await eve.taps("Skip")
    await eve.taps("🟡 Normal")
    await eve.taps("👤 For somebody else")
    await eve.says("Gus, room 5")
    await eve.taps("📇 Gus: not in Telegram")
    await eve.taps("✅ Send")
    link = invited(eve)
    await eve.says("/staff")
    assert "Invitations" not in str(eve.last.buttons)
    # Who works here already becomes nothing more by it.
    await rus.says(link)
    assert any("заявки, оставленные за вас, – ваши" in each.text for each in rus.chat)
    assert not any("Теперь вы" in each.text for each in rus.chat)


async def test_a_role_is_changed_and_told(world: World, eve: Talker, rus: Talker) -> None:
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("Гусь", shown)
    await eve.taps("🔁 Change role", shown)
    assert "Now: agent" in shown.text
    await eve.taps("admin", shown)
    assert "Гусь – admin" in shown.text
    assert "администратор" in rus.last.text
    assert "staff" in world.menus[rus.id]
    await eve.taps("🔁 Change role", shown)
    await eve.taps("no role", shown)
    assert "больше не работаете" in rus.last.text
    assert "queue" not in world.menus[rus.id]


async def test_somebody_is_switched_off_and_on(eve: Talker, rus: Talker) -> None:
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("Гусь", shown)
    await eve.taps("🚫 Shut out", shown)
    assert "Shut Гусь out?" in shown.text
    await eve.taps("🚫 Yes", shown)
    assert "Shut out" in shown.text
    await rus.says("/queue")
    assert "доступ закрыт" in rus.last.text
    await eve.taps("⬅️ Back", shown)
    assert "🚫 Гусь – agent, shut out" in shown.text
    await eve.taps("Гусь", shown)
    await eve.taps("✅ Let in", shown)
    await rus.says("/queue")
    assert "доступ закрыт" not in rus.last.text


async def test_a_reporter_is_shut_out_for_a_reason_and_told_once(eve: Talker, ann: Talker) -> None:
    await ann.says("/new Lamp")
    for label in ("Skip", "🟡 Normal", "✅ Send"):
        await ann.taps(label)
    await eve.says("/staff nobody at all")
    assert "nobody called" in eve.last.text
    await eve.says("/staff ann")
    shown = eve.last
    assert "Ann – no role" in shown.text
    assert "work on" not in shown.text, "what they reported is not what they work on"
    await eve.taps("🚫 Shut out", shown)
    assert "work on" not in shown.text
    assert "they are told so" in shown.text
    await eve.says("x" * 501)
    assert "at most 500" in eve.last.text
    await eve.says("Forty requests <about> nothing")
    assert "Reason: Forty requests <about> nothing" in eve.last.text
    heard = [each.text for each in ann.chat if "can no longer use" in each.text]
    assert len(heard) == 1
    assert "Forty requests <about> nothing" in heard[0]
    await ann.says("The lamp is dead")
    assert "shut out" in ann.last.text
    await eve.says("#1")
    assert "From: Ann 🚫 shut out" in eve.last.text
    await eve.says("/staff Ann")
    assert "Reason: Forty requests" in eve.last.text
    await eve.taps("✅ Let in")
    assert "again" in ann.last.text
    await ann.says("The lamp is dead")
    assert "shut out" not in ann.last.text
    await eve.says("/audit")
    assert "Eve: Ann, shut out\n“Forty requests <about> nothing”" in eve.last.text


@pytest.mark.usefixtures("ann")
async def test_an_admin_says_for_others_when_they_are_away(eve: Talker, rus: Talker) -> None:
    await eve.says("/staff ann")
    assert "Ann – no role" in eve.last.text
    assert "🌴 Away…" not in eve.last.buttons
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("Гусь", shown)
    await eve.taps("🌴 Away…", shown)
    await eve.taps("On Monday", shown)
    assert "🌴 Away, back on Nov 30, 2026" in shown.text
    assert "возвращение 30 нояб. 2026" in rus.last.text
    await eve.taps("⬅️ Back", shown)
    assert "🌴 Гусь – agent, 0 open, back on Nov 30, 2026" in shown.text
    await eve.taps("Гусь", shown)
    await eve.taps("🌴 Away…", shown)
    await eve.says("some day")
    assert "cannot take these days" in eve.last.text
    await eve.says("24.12.2026 – 6.1.2027")
    assert "🌴 Away from Dec 24, 2026, back on Jan 7, 2027" in eve.last.text
    await eve.taps("🌴 Away…")
    await eve.taps("✅ Not away")
    assert "🌴" not in eve.last.text
    assert "на месте" in rus.last.text
    await eve.says("/audit")
    assert "Eve: Гусь, absence\n– → Nov 23, 2026" in eve.last.text
    for forged in ("S:w:2:2026-11-23.2026-11-30", "S:w:2:-"):
        assert "только администраторы" in (await rus.taps_data(forged, rus.last)).text
    for forged in ("S:w:2:x", "S:w:2:2025-01-01.2025-01-02"):
        assert "out of date" in (await eve.taps_data(forged, shown)).text


async def test_whoever_goes_back_is_not_asked_why_any_more(eve: Talker, ann: Talker) -> None:
    await eve.says("/staff ann")
    shown = eve.last
    await eve.taps("🚫 Shut out", shown)
    await eve.taps("⬅️ Back", shown)
    await eve.says("Forty requests about nothing")
    await ann.says("The lamp is dead")
    assert "shut out" not in ann.last.text


async def test_the_last_admin_stays(eve: Talker) -> None:
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("Eve", shown)
    await eve.taps("🚫 Shut out", shown)
    said = await eve.taps("🚫 Yes", shown)
    assert "last admin" in said.text
    assert said.show_alert
    await eve.taps("⬅️ Back", shown)
    await eve.taps("🔁 Change role", shown)
    assert "last admin" in (await eve.taps("agent", shown)).text


async def test_whoever_is_no_admin_gets_a_sentence(eve: Talker, rus: Talker, ann: Talker) -> None:
    await eve.says("/staff")
    shown = eve.last
    await rus.says("/staff")
    assert "только администраторы" in rus.last.text
    await ann.says("/staff")
    assert "Only admins" in ann.last.text
    for data in shown.buttons.values():
        assert "Only admins" in (await ann.taps_data(data, ann.last)).text


async def test_buttons_that_nobody_drew(eve: Talker) -> None:
    await eve.says("/staff")
    shown = eve.last
    for data in ("S:R:1:king", "S:I:0:user", "S:?:1:", "S:o:-1:", "S:o:x:", f"S:l:{2**70}:"):
        assert "out of date" in (await eve.taps_data(data, shown)).text
    assert (await eve.taps_data("S:o:4711:", shown)).text
    assert (await eve.taps_data(f"S:x:{2**63 - 1}:", shown)).text
    await eve.taps_data("S:l:500:", shown)
    assert "Eve – admin" in shown.text


async def test_open_requests_are_counted(clock: SteppingClock, eve: Talker, rus: Talker, ann: Talker) -> None:
    await ann.says("/new Lamp")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await rus.says("#1")
    await rus.taps("🙋")
    clock.advance(timedelta(minutes=1))
    await eve.says("/staff")
    assert "Гусь – agent, 1 open" in eve.last.text
    shown = eve.last
    await eve.taps("Гусь", shown)
    assert "Requests they work on: 1" in shown.text
    await eve.taps("🚫 Shut out", shown)
    assert "Open requests that they work on (1) stay theirs" in shown.text


async def test_what_a_colleague_has_who_is_away_is_handed_over(
    world: World, clock: SteppingClock, eve: Talker, rus: Talker, ann: Talker
) -> None:
    await ann.says("/new Lamp")
    for label in ("Skip", "🟡 Normal", "✅ Send"):
        await ann.taps(label)
    await rus.says("#1")
    await rus.taps("🙋")
    clock.advance(timedelta(minutes=5))
    await eve.says("/staff")
    shown = eve.last
    await eve.taps("Гусь", shown)
    assert not any(each.startswith("🔁 Hand") for each in shown.buttons), "who is there, works on it"
    await eve.taps("🌴 Away…", shown)
    await eve.taps("On Monday", shown)
    await eve.taps("🔁 Hand over what is open (1)", shown)
    chosen = eve.last
    assert "🔁 Work of Гусь" in chosen.text
    await eve.taps("👤 Assign", chosen)
    assert any(each.startswith("🌴 Гусь · 1") for each in chosen.buttons), "it is seen how much each has"
    await eve.taps("🙋 Eve", chosen)
    await eve.taps("✅ Do it (1)", chosen)
    world.now += HOLD
    run = RunBulk(
        jobs=world.bulk_jobs,
        tickets=world.desk.tickets,
        work=world.desk.work,
        report=bulk_report,
        report_crash=no_crash,
    )
    assert await run()
    (admin,) = await world.desk.people.called("Eve", limit=1)
    assert (await world.desk.tickets.get(1, acting=None)).assignee == admin.name
