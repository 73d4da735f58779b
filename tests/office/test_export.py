"""/export: requests as a table, whose progress is seen and which can be stopped."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from bot_service.adapters.inbound.telegram.drawing.buttons.office import StopExportButton
from bot_service.adapters.inbound.telegram.notifications.exporting import TelegramExports
from bot_service.adapters.inbound.worker.exports import log_end
from bot_service.adapters.outbound.memory.office.reports.exports import MemoryExports
from bot_service.application.commands.office.reports.run_export import RunExport
from bot_service.application.errors import UnavailableError
from bot_service.application.office import Office
from bot_service.application.ports.office.reports.reports import ExportPart
from bot_service.domain.deliveries.outgoing import THREAD, opened
from bot_service.domain.office.reports.export import Export, ExportState
from bot_testing.shown import Shown
from bot_testing.talker import Talker
from bot_testing.world import World
from fixline_testing.beyond_types import of_kind, present
from fixline_testing.clock import SteppingClock


def table(shown: Shown) -> list[list[str]]:
    file = opened(shown.arguments["document"])
    assert file is not None
    return list(csv.reader(io.StringIO(file[1].decode("utf-8-sig")), delimiter=";"))


def files(talker: Talker) -> list[Shown]:
    return [each for each in talker.chat if each.method == "sendDocument"]


def office_of(world: World) -> Office:
    return present(world.desk.office)


def crashed(error: Exception, traceparent: str = "") -> str:
    assert traceparent == ""
    return "01234567" if isinstance(error, LookupError) else f"{error!r}"


def runner(
    world: World, *, part: int = 5_000, step: int = 500, ended: Callable[[Export], None] = lambda _: None
) -> RunExport:
    office = office_of(world)
    return RunExport(
        exports=office.exports,
        reports=office.reports,
        people=world.desk.people,
        write=TelegramExports(),
        report_crash=crashed,
        part=part,
        step=step,
        told_seconds=0.0,
        ended=ended,
    )


def carry_out(world: World) -> None:
    """Have what was said of it go out."""
    exports = of_kind(MemoryExports, office_of(world).exports)
    for cause, calls in exports.said:
        world.carry_out(calls, cause)
    exports.said.clear()


async def run(world: World, *, part: int = 5_000, step: int = 500) -> None:
    """Make all that was asked for."""
    make = runner(world, part=part, step=step)
    while await make():
        carry_out(world)


async def test_requests_are_exported(
    world: World, clock: SteppingClock, eve: Talker, rus: Talker, ann: Talker
) -> None:
    await ann.reports('=Lamp; "flickers"')
    await rus.says("#1")
    await rus.taps("🙋")
    clock.advance(timedelta(minutes=5))
    await eve.says("/export")
    asked = eve.last
    assert (await eve.taps("30 days", asked)).text == "The table is being made."
    make, exports = runner(world), of_kind(MemoryExports, office_of(world).exports)
    assert await make()
    world.carry_out(exports.said.pop(0)[1], "begun")
    assert "Making the table…" in asked.text
    assert list(asked.buttons) == ["⏹ Stop"]
    carry_out(world)
    assert asked.text == "✅ 1 request in one file."
    assert asked.buttons == {}
    header, row = table(eve.last)
    assert header[:3] == ["number", "request", "state"]
    assert header[-1] == "tags"
    assert row[0] == "1"
    assert row[1] == '\'=Lamp; "flickers"', "no formula to a spreadsheet"
    assert row[6:11] == ["Ann", "Гусь", "2026-11-23 12:00", "", ""]
    await rus.says("/export")
    assert "только диспетчеры" in rus.last.text


async def test_nothing_is_no_file(world: World, eve: Talker) -> None:
    await eve.says("/export")
    asked = eve.last
    await eve.taps("All", asked)
    await run(world)
    assert "no requests in that time" in asked.text
    assert files(eve) == []


async def test_tags_are_in_it(world: World, eve: Talker, ann: Talker) -> None:
    await ann.reports()
    await eve.says("#1")
    number, acting = 1, (await world.desk.people.called("Eve", limit=1))[0].name
    await world.desk.ticket_tags.change(
        number, add=["leak", "roof"], remove=[], acting=acting, request_id=uuid4()
    )
    await eve.says("/export")
    await eve.taps("All")
    await run(world)
    assert table(files(eve)[0])[1][-1] == "#leak #roof"


async def test_many_come_in_parts_while_the_progress_is_seen(world: World, eve: Talker, ann: Talker) -> None:
    for number in range(5):
        await ann.reports(f"Lamp {number}")
    await eve.says("/export")
    asked = eve.last
    await eve.taps("All", asked)
    make = runner(world, part=4, step=2)
    assert await make()
    exports = of_kind(MemoryExports, office_of(world).exports)
    assert [cause for cause, _ in exports.said] == ["1/at/0", "1/at/2", "1/part/0"]
    for n in range(2):
        world.carry_out(exports.said.pop(0)[1], f"progress {n}")
    assert "Making the table: 2 requests so far" in asked.text
    carry_out(world)
    assert "Making the table: 4 requests so far" in asked.text
    await run(world, part=4, step=2)
    assert asked.text == "✅ 5 requests in 2 files."
    assert [[row[0] for row in table(each)[1:]] for each in files(eve)] == [["1", "2", "3", "4"], ["5"]]


async def test_it_is_stopped_and_a_second_tap_begins_nothing(world: World, eve: Talker, ann: Talker) -> None:
    for number in range(3):
        await ann.reports(f"Lamp {number}")
    await eve.says("/export")
    asked = eve.last
    again = asked.buttons["All"]
    await eve.taps("All", asked)
    await eve.taps_data(again, asked)
    make = runner(world, part=2, step=1)
    assert await make()
    carry_out(world)
    stop = asked.buttons["⏹ Stop"]
    await eve.taps("⏹ Stop", asked)
    assert asked.text == "⏹ Stopped. One file was sent, with 2 requests."
    assert not await make(), "there is no second one, and nothing more of the first"
    carry_out(world)
    assert len(files(eve)) == 1
    await eve.taps_data(stop, asked)
    assert "Stopped" in asked.text
    assert (await ann.taps_data(stop, ann.last)).show_alert


async def test_an_outage_is_waited_out_and_no_part_comes_twice(
    world: World, eve: Talker, ann: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        await ann.reports(f"Lamp {number}")
    await eve.says("/export")
    asked = eve.last
    await eve.taps("All", asked)
    make, answers = runner(world, part=2, step=1), [True, True, False]
    reports = office_of(world).reports

    class Failing:
        async def export(self, since: object, **more: object) -> ExportPart:
            if not answers.pop(0):
                raise UnavailableError
            return await reports.export(since, **more)  # type: ignore[arg-type]  # as it was asked

    monkeypatch.setattr(make, "reports", Failing())
    assert await make()
    with pytest.raises(UnavailableError):
        await make()
    carry_out(world)
    await run(world, part=2, step=1)
    assert [[row[0] for row in table(each)[1:]] for each in files(eve)] == [["1", "2"], ["3"]]


async def test_who_may_not_read_it_any_more_is_told(world: World, eve: Talker, ann: Talker) -> None:
    await ann.reports()
    await eve.says("/export")
    asked = eve.last
    await eve.taps("All", asked)
    kept = await office_of(world).exports.under_way()
    ann_ = (await world.desk.people.called("Ann", limit=1))[0].name
    exports = of_kind(MemoryExports, office_of(world).exports)
    assert kept is not None
    exports.asked_by(kept.id, ann_)
    await run(world)
    assert "may not read these requests any more" in asked.text
    assert files(eve) == []


async def test_a_bug_is_told_with_its_code_and_the_next_one_is_made(
    world: World, eve: Talker, ann: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ann.reports()
    await eve.says("/export")
    first = eve.last
    await eve.taps("All", first)
    make = runner(world)
    kept = present(await office_of(world).exports.under_way())
    stop = StopExportButton(number=kept.id).pack()

    class Broken(TelegramExports):
        def part(self, *_: object, **__: object) -> Sequence[object]:  # type: ignore[override]  # it only fails
            raise LookupError

    monkeypatch.setattr(make, "write", Broken())
    assert await make()
    carry_out(world)
    assert "by this code: 01234567" in first.text
    await eve.taps_data(stop, first)
    assert "by this code: 01234567" in first.text, "who stops it too late reads all the same why it failed"
    await eve.says("/export")
    await eve.taps("All")
    await run(world)
    assert len(files(eve)) == 1


async def test_a_button_of_an_earlier_release(eve: Talker) -> None:
    await eve.says("/export")
    assert (await eve.taps_data("X:30:2:1764000000", eve.last)).show_alert


async def test_what_is_asked_for_in_a_topic_comes_there(world: World, eve: Talker) -> None:
    await eve.reports()
    topic = {"message_thread_id": 77, "is_topic_message": True}
    update = eve.message(text="/export", **topic)
    await world.feed(update)
    await eve.taps("All")
    asked = present(await office_of(world).exports.under_way())
    assert asked.thread_id == 77
    read = await office_of(world).reports.export(None, resume_token="", most=5, acting=asked.person)
    file, *_ = TelegramExports().part(asked, read.tickets, {}, is_last=True)
    assert file.arguments[THREAD] == 77
    (instead,) = file.otherwise
    assert THREAD not in instead.arguments, "where the topic is gone"
    elsewhere, *_ = TelegramExports().part(replace(asked, thread_id=None), read.tickets, {}, is_last=True)
    assert elsewhere == instead


async def test_whoever_runs_the_servers_reads_how_each_ended(world: World, eve: Talker) -> None:
    ended: list[Export] = []
    await eve.reports()
    await eve.says("/export")
    await eve.taps("All")
    while await runner(world, ended=ended.append)():
        carry_out(world)
    (one,) = ended
    assert (one.state, one.rows, one.parts) == (ExportState.DONE, 1, 1)
    with capture_logs() as lines:
        log_end(one)
    (line,) = lines
    assert (line["event"], line["state"], line["tickets"], line["files"]) == ("export.ended", "DONE", 1, 1)
    assert one.person not in str(line), "people are pseudonyms there"
