"""/audit: who did what, for admins and auditors."""

import csv
import io
from dataclasses import replace

import pytest

from bot_service.adapters.inbound.telegram.dialogs.office.audit import audit
from bot_service.adapters.inbound.telegram.dialogs.office.audit.wording import AuditWording, people_in
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.office.audit import AuditChange, AuditEventView, AuditKind
from bot_service.domain.deliveries.outgoing import opened
from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.fixture
def bot_database(real_bot_database: Database) -> Database:
    return real_bot_database


async def appointed(eve: Talker, name: str, role: str) -> None:
    await eve.says("/staff")
    await eve.taps(name)
    await eve.taps("🔁 Change role")
    await eve.taps(role)


async def test_it_is_shown_narrowed_down_and_exported(
    eve: Talker, rus: Talker, ann: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ann.reports()
    await rus.says("#1")
    await rus.taps("🙋")
    await appointed(eve, "Гусь", "dispatcher")
    await eve.says("/audit")
    shown = eve.last
    assert "Eve: Гусь, another role\nagent → dispatcher" in shown.text
    assert "Ann: #1, reported" in shown.text
    await eve.taps("People", shown)
    assert "another role" in shown.text
    assert "#1" not in shown.text
    await eve.taps("1 day", shown)
    assert "✓ 1 day" in shown.buttons
    await eve.taps("📤 As a table", shown)
    file = opened(eve.last.arguments["document"])
    assert file is not None
    header, *rows = list(csv.reader(io.StringIO(file[1].decode("utf-8-sig")), delimiter=";"))
    assert header == ["time", "who", "to what", "what", "change", "reason"]
    assert [row[1:5] for row in rows if row[3] == "another role"] == [
        ["Eve", "Гусь", "another role", "agent → dispatcher"]
    ]
    await eve.taps("Places", shown)
    assert "nothing of that kind" in shown.text
    await eve.says("/audit #1")
    assert "What happened to #1" in eve.last.text
    assert "another role" not in eve.last.text
    await eve.says("/audit ann")
    assert "What Ann did" in eve.last.text
    assert "Гусь" not in eve.last.text
    await eve.says("/audit nobody at all")
    assert "nobody called" in eve.last.text
    monkeypatch.setattr(audit, "SHOWN", 1)
    await eve.says("/audit")
    first = eve.last.text
    await eve.taps("More ▶️")
    assert eve.last.text != first


async def test_what_came_of_an_invitation_is_said_in_words(world: World) -> None:
    by = "users/3"
    wording = AuditWording(texts=texts_in("en"), names={by: "Eve"})
    event = AuditEventView(
        on_behalf_of="",
        changes=(),
        kind=AuditKind.USER,
        subject=by,
        type="ROLE_CHANGED",
        actor="users/77",
        reason=f"redeemed invites/12 of {by}",
        create_time=world.desk.now(),
    )
    assert by in people_in([event])
    assert wording.reason(event) == "by an invitation of Eve"
    claimed = replace(event, reason="is users/9, who redeemed invites/12 of system")
    assert wording.reason(claimed) == f"by an invitation of {texts_in('en').plain('the-desk')}"
    out = replace(claimed, type="ACTIVATION_CHANGED", changes=[AuditChange("active", "true", "false")])
    handed = replace(
        event, type="TICKET_UPDATED", changes=[AuditChange("reporter", "users/8", by)], reason=""
    )
    for came in (out, handed):
        assert (wording.what(came), wording.changes(came, 99)) == ("came to Telegram", "")
    assert wording.what(replace(out, reason="On leave")) == "shut out"
    moved = replace(
        event, type="TICKET_UPDATED", changes=[AuditChange("location_node", "", "locations/HQ-1")]
    )
    assert wording.changes(moved, 99) == "HQ-1"
    assert wording.reason(replace(event, reason="On leave")) == "On leave"
    assert not wording.reason(replace(event, actor="system", reason="nightly"))


async def test_auditors_see_it_and_others_do_not(world: World, eve: Talker, rus: Talker, ann: Talker) -> None:
    await appointed(eve, "Гусь", "auditor")
    await rus.says("/audit")
    assert "другая роль" in rus.last.text
    await rus.says("/help")
    assert "/queue" in rus.last.text
    assert "/audit" in rus.last.text
    assert {"queue", "audit", "stats"} <= set(world.menus[rus.id])
    await rus.says("/setup")
    assert "только администраторы" in rus.last.text
    await ann.says("/audit")
    assert "Only admins and auditors" in ann.last.text
    await appointed(eve, "Гусь", "dispatcher")
    await rus.says("/audit")
    assert "только администраторы и аудиторы" in rus.last.text
    await rus.says("/stats")
    assert "только" not in rus.last.text
    assert {"stats", "export"} <= set(world.menus[rus.id])


async def test_announcements_are_in_it(
    world: World, bot_database: Database, eve: Talker, rus: Talker, ann: Talker
) -> None:
    world.desk = replace(world.desk, chats=SqlChats(bot_database))
    world.handler = world.handler_for(world.desk)
    await eve.says("/start")
    await ann.reports()
    for urgent in (False, True):
        await eve.says("/broadcast")
        await eve.says("No water <b>")
        await eve.taps("Staff")
        if urgent:
            await eve.taps("❗️")
        await eve.taps("📤")
    await eve.says("/broadcast")
    await eve.says("Never sent")
    await eve.taps("Staff")
    await eve.says("/audit")
    shown = eve.last
    assert "Eve: announcement, sent\nFor: staff; No water <b>" in shown.text
    assert "Eve: announcement, sent as urgent" in shown.text
    assert "Ann: #1, reported" in shown.text
    assert "Never sent" not in shown.text
    assert shown.text.index("sent as urgent") < shown.text.index("announcement, sent\n"), "the newest first"
    await eve.taps("Announcements", shown)
    assert "No water" in shown.text
    assert "#1" not in shown.text
    data = shown.buttons["✓ Announcements"]
    await eve.taps("People", shown)
    assert "No water" not in shown.text
    await eve.says("/audit ann")
    assert "No water" not in eve.last.text
    await eve.says("/audit #1")
    assert "No water" not in eve.last.text
    assert (await ann.taps_data(data, ann.last)).show_alert, "for admins and auditors alone"
    assert "No water" not in ann.last.text
    await appointed(eve, "Гусь", "auditor")
    await rus.says("/audit")
    assert "Eve: объявление, отправлено" in rus.last.text
