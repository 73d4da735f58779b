"""How an office manager sets the desk up and looks after it, in every language."""

import re
from datetime import timedelta

from fixline_testing.clock import SteppingClock

from .people import Talker
from .requests import add_places, report, resolve

LINK = re.compile(r"https://t\.me/\w+\?start=(\S+)")


async def test_somebody_is_invited_and_works_here(ada: Talker, rita: Talker) -> None:
    await ada.says("/staff")
    await ada.sees("staff-title")
    await ada.taps("button-staff-invite")
    await ada.sees("staff-invite")
    await ada.taps("role-agent")
    invitation = await ada.sees("staff-invitation")
    found = LINK.search(invitation.text)
    assert found is not None
    await rita.starts(found[1])
    await rita.sees("invited-agent")
    await rita.says("/queue")
    await rita.sees("none-queue-unassigned")
    await ada.starts(found[1])
    await ada.sees("unknown-link")


async def test_somebody_gets_another_role_is_switched_off_and_on_again(ada: Talker, alex: Talker) -> None:
    await ada.says("/staff")
    await ada.picks("Alex")
    await ada.taps("button-staff-role")
    await ada.taps("role-dispatcher")
    await ada.taps("button-staff-off")
    await ada.taps("button-staff-off-now")
    await alex.says("/queue")
    await alex.sees("switched-off")
    await ada.taps("button-staff-on")
    await alex.says("/queue")
    await alex.sees("none-queue-unassigned")


async def test_the_last_admin_stays_one(ada: Talker) -> None:
    await ada.says("/staff")
    await ada.picks("Ada")
    await ada.taps("button-staff-role")
    await ada.taps("role-agent")
    await ada.is_told("refused-last-admin")


async def test_places_come_as_a_table_and_their_codes_are_printed(ada: Talker) -> None:
    await add_places(ada)
    await ada.sees("places-brought", new=3, changed=0)
    await ada.says("/locations")
    await ada.taps("button-place-export")
    await ada.sees("places-exported", count=3)
    await ada.says("/locations")
    await ada.taps("button-place-sheets")
    await ada.sees("sheets-of-all")
    await ada.picks("2x9")
    await ada.sees("sheets-printed", count=3)


async def test_places_one_by_one_renamed_and_archived(ada: Talker) -> None:
    await ada.says("/locations")
    await ada.taps("button-place-add")
    await ada.taps("kind-site")
    await ada.says("HQ Head ofice")
    await ada.sees("places-added", count=1)
    await ada.says("/locations")
    await ada.picks("Head ofice")
    await ada.taps("button-place-rename")
    await ada.says("Head office")
    await ada.sees("place-renamed")
    await ada.says("/locations")
    await ada.picks("Head office")
    await ada.taps("button-place-archive")
    await ada.taps("button-place-archive-now")
    await ada.sees("place-archived")


async def test_hours_and_promises(ada: Talker) -> None:
    await ada.says("/hours")
    await ada.sees("hours-none")
    await ada.taps("button-hours-create")
    await ada.sees("hours-title")
    await ada.taps("button-hours-days-off")
    await ada.says("soon")
    await ada.sees("hours-no-days")
    await ada.says("25.12.2026")
    await ada.sees("hours-days-off", count=1)
    await ada.says("/sla")
    await ada.sees("sla-title")


async def test_figures_and_a_table_of_requests(
    ada: Talker, rita: Talker, alex: Talker, clock: SteppingClock
) -> None:
    await ada.says("/stats")
    await ada.sees("stats-nothing", days=30)
    await ada.says("/export")
    await ada.taps("button-export-all")
    await ada.sees("export-nothing")
    await resolve(alex, await report(rita, "The lamp is dead"))
    clock.advance(timedelta(minutes=1))
    await ada.says("/stats")
    await ada.sees("stats-tickets", created=1, open=0, solved=1)
    await ada.says("/export")
    await ada.taps("button-export-all")
    await ada.sees("export-ready", count=1, files=1)
    assert (await ada.sees_all())[-1].file


async def test_what_is_still_missing(ada: Talker) -> None:
    await ada.says("/setup")
    await ada.sees("setup-no-hours")
    await ada.taps("button-setup-hours")
    await ada.taps("button-hours-create")
    await ada.says("/setup")
    assert await ada.has("button-setup-staff", on=await ada.sees("setup-places", count=0))


async def test_nobody_else_looks_after_the_desk(rita: Talker, alex: Talker) -> None:
    refusals = {
        "admins-only": ("/setup", "/staff", "/locations", "/hours", "/sla", "/report", "/broadcast"),
        "seers-only": ("/stats", "/export"),
        "controllers-only": ("/audit", "/retention"),
    }
    for refusal, commands in refusals.items():
        for command in commands:
            for talker in (rita, alex):
                await talker.says(command)
                await talker.sees(refusal)


async def test_who_did_what(ada: Talker, alex: Talker, rita: Talker) -> None:
    number = await report(rita, "The lamp is dead")
    await resolve(alex, number)
    await ada.says("/audit")
    await ada.sees("audit-title")
    await ada.reads("Alex")
    await ada.says(f"/audit {number}")
    await ada.sees("audit-of-ticket", number=str(number))
    await ada.says("/audit Rita")
    shown = await ada.sees("audit-by", name="Rita")
    assert f"#{number}" in shown.text
    await ada.taps("button-audit-export", on=shown)
    assert (await ada.sees_all())[-1].file
    await ada.says("/audit Nemo")
    await ada.sees("audit-nobody", name="Nemo")


async def test_a_month_as_a_document_and_a_table(
    ada: Talker, alex: Talker, rita: Talker, clock: SteppingClock
) -> None:
    await ada.says("/report")
    await ada.sees("report-ask")
    await resolve(alex, await report(rita, "The lamp is dead"))
    clock.advance(timedelta(minutes=1))
    await ada.says(f"/report {clock.now():%Y-%m}")
    await ada.sees("report-summary-counts", created=1, solved=1)
    assert sum(bool(each.file) for each in await ada.sees_all()) == 2
    await ada.says("/report 2001-01")
    await ada.sees("report-nothing")
    await ada.says("/report soon")
    await ada.sees("report-no-month")


async def test_somebody_is_shut_out_with_a_reason_and_let_in_again(ada: Talker, rita: Talker) -> None:
    await ada.says("/staff Rita")
    await ada.sees("staff-person", name="Rita")
    await ada.taps("button-staff-off")
    await ada.sees("staff-ask-off", name="Rita")
    await ada.says("Thirty requests about the weather")
    await ada.sees("staff-switched-off")
    await rita.sees("told-shut-out-why", reason="Thirty requests about the weather")
    await rita.says("It rains")
    await rita.sees("switched-off")
    await ada.taps("button-staff-on")
    await ada.sees("staff-switched-on")
    await rita.sees("told-let-in")
    await rita.says("The lamp is dead")
    await rita.sees("offer", text="The lamp is dead")
