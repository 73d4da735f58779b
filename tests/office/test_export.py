"""/export: requests as a table, part by part."""

import csv
import io
from datetime import timedelta

import pytest

from bot_service.adapters.inbound.telegram.dialogs.office.reports import export
from bot_service.domain.outgoing import opened
from bot_testing.shown import Shown
from bot_testing.talker import Talker
from fixline_testing.clock import SteppingClock


def table(shown: Shown) -> list[list[str]]:
    file = opened(shown.arguments["document"])
    assert file is not None
    return list(csv.reader(io.StringIO(file[1].decode("utf-8-sig")), delimiter=";"))


async def report(talker: Talker, text: str) -> None:
    await talker.says(f"/new {text}")
    await talker.taps("Skip")
    await talker.taps("🟡 Normal")
    await talker.taps("✅ Send")


async def test_requests_are_exported(clock: SteppingClock, eve: Talker, rus: Talker, ann: Talker) -> None:
    await eve.says("/export")
    assert "no requests" in (await eve.taps("All")).text
    await report(ann, '=Lamp; "flickers"')
    await rus.says("#1")
    await rus.taps("🙋")
    clock.advance(timedelta(minutes=5))
    await eve.says("/export")
    asked = eve.last
    await eve.taps("30 days", asked)
    assert asked.buttons == {}
    header, row = table(eve.last)
    assert header[:3] == ["number", "request", "state"]
    assert row[0] == "1"
    assert row[1] == '\'=Lamp; "flickers"', "no formula to a spreadsheet"
    assert row[6:] == ["Ann", "Гусь", "2026-11-23 12:00", "", ""]
    assert "30 days" not in str(eve.last.buttons)
    await rus.says("/export")
    assert "только диспетчеры" in rus.last.text


async def test_many_come_in_parts(eve: Talker, ann: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "PART", 2)
    for number in range(3):
        await report(ann, f"Lamp {number}")
    await eve.says("/export")
    await eve.taps("All")
    first = eve.last
    assert [row[0] for row in table(first)] == ["number", "1", "2"]
    data = first.buttons["⬇️ Next part"]
    await eve.taps("⬇️ Next part", first)
    assert [row[0] for row in table(eve.last)] == ["number", "3"]
    assert eve.last.buttons == {}
    assert "out of date" in (await eve.taps_data(data, first)).text
