"""/setup: what a new desk lacks, each step opened from the list, until nothing is left."""

import re
from datetime import timedelta
from pathlib import Path

from bot_testing.talker import Talker
from bot_testing.world import NOW
from fixline_testing.clock import SteppingClock

from .test_locations import TABLE, sends_table

GUIDE = Path(__file__).parents[2] / "docs/a-desk-in-20-minutes.md"


async def test_a_desk_is_set_up_without_a_shell(
    clock: SteppingClock, eve: Talker, ann: Talker, tmp_path: Path
) -> None:
    await eve.says("/setup")
    shown = eve.last
    assert "needs 5 things" in shown.text
    await eve.taps("👥", shown)
    await eve.taps("➕ Invite")
    await eve.taps("agent")
    await ann.says(f"/start {eve.last.text.partition('start=')[2].split()[0]}")
    await eve.taps("🏢", shown)
    await eve.taps("📥")
    await sends_table(eve, TABLE)
    await eve.taps("✅ Take over")
    await eve.taps("🕘", shown)
    await eve.taps("🕘 Yes")
    await eve.taps("🧪", shown)
    assert "take the request" in eve.last.text
    await eve.says("/new Test: the lamp flickers")
    await eve.taps("Skip")
    await eve.taps("🟡 Normal")
    await eve.taps("✅ Send")
    clock.advance(timedelta(minutes=1))
    await ann.says("#1")
    await ann.taps("🙋")
    await ann.taps("✅ Resolve")
    await eve.taps("💾", shown)
    assert "make backup" in eve.last.text
    await eve.taps("🔄", shown)
    assert "needs one thing" in shown.text
    assert "⬜️ Backup: there is none yet" in shown.text
    written = f"backup_last_success_timestamp_seconds {NOW.timestamp()}\n"
    (tmp_path / "backup.prom").write_text(written, encoding="utf-8")
    await eve.taps("🔄", shown)
    assert "This desk is ready" in shown.text
    assert "▫️ No staff group" in shown.text
    assert list(shown.buttons) == ["💬 Staff group", "🔄 Check again"]
    await eve.taps("💬", shown)
    assert "/link" in eve.last.text


async def test_the_guide_shows_a_table_that_is_taken(eve: Talker) -> None:
    (table,) = re.findall(r"^```csv\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    await eve.says("/locations")
    await eve.taps("📥")
    await sends_table(eve, table)
    assert "New: 3" in eve.last.text


async def test_who_becomes_an_admin_is_led_there(eve: Talker, rus: Talker) -> None:
    await eve.says("/staff")
    await eve.taps("Гусь")
    await eve.taps("🔁")
    await eve.taps("admin")
    assert "Начните с /setup" in rus.last.text
    await rus.says("/setup")
    assert "Осталось настроить" in rus.last.text
    assert "✅ Сотрудников: 2" in rus.last.text
