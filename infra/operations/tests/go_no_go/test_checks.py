"""Each line of go/no-go says go for a desk that is well, and no for one that is not."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fixline_operations.go_no_go import load_test, machine
from fixline_operations.go_no_go.checks import CHECKS, look
from fixline_operations.go_no_go.databases import verdict_on_clocks
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.settings import secrets_in
from fixline_operations.go_no_go.telegram import verdict_on_certificate
from fixline_operations.go_no_go.verdict import Check, Outcome, Verdict
from fixline_testing.connections import connected

from .conftest import Stage, World

GO, NO_GO, DOES_NOT_APPLY = Outcome.GO, Outcome.NO_GO, Outcome.DOES_NOT_APPLY


async def in_database(stage: Stage, service: str, statement: str) -> None:
    async with connected(stage.inspected.settings[f"{service.upper()}_DATABASE_URL"]) as connection:
        await connection.execute(statement)


@pytest.mark.parametrize(
    "name", [check.name for check in CHECKS if check.name not in {"secrets strong", "certificate"}]
)
async def test_a_desk_that_is_well_may_open(stage: Stage, name: str) -> None:
    verdict = await stage.verdict(name)
    assert verdict.outcome is GO, verdict.evidence


BREAKS: dict[str, list[tuple[Callable[[World], object], str]]] = {
    "processes ready": [(lambda world: setattr(world, "ready", 503), "database down")],
    "versions equal": [(lambda world: setattr(world, "other_version", "0.0.9"), "bot 10.0.0.1:9100: 0.0.9")],
    "webhook": [
        (lambda world: world.webhook.update(url=""), "Telegram calls nobody"),
        (lambda world: world.webhook.update(pending_update_count=101), "101 updates wait"),
        (
            lambda world: world.webhook.update(
                last_error_date=int(time.time()), last_error_message="Connection refused"
            ),
            "Connection refused",
        ),
        (lambda world: setattr(world, "stranger", 502), "a stranger gets 502"),
        (lambda world: setattr(world, "stranger", 200), "a stranger gets 200"),
        (lambda world: setattr(world, "token_is_good", False), "getMe: 401 Unauthorized"),
    ],
    "alerts loaded": [
        (lambda world: world.alerts.remove("UpdatesGivenUp"), "missing: UpdatesGivenUp"),
        (lambda world: world.broken.append("UpdatesGivenUp"), "broken: UpdatesGivenUp"),
    ],
    "watchdog heard": [(lambda world: world.heard.clear(), "has not reached")],
    "dashboards answer": [(lambda world: setattr(world, "refused", True), "answered 400")],
    "no alert fires": [(lambda world: world.burning.append("PoolExhausted"), "PoolExhausted")],
    "promises kept": [(lambda world: world.burning.append("UpdatesBudgetBurnFast"), "UpdatesBudgetBurnFast")],
    "error rate": [
        (
            lambda world: setattr(world, "updates", (1000.0, 11.0)),
            "11 of 1000 updates in the last hour, 1.1%",
        ),
        (lambda world: setattr(world, "updates", (3.0, 1.0)), "too few"),
    ],
}


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, every in BREAKS.items() for number in range(len(every))]
)
async def test_what_is_wrong_around_the_desk_says_no(stage: Stage, name: str, number: int) -> None:
    harm, words = BREAKS[name][number]
    harm(stage.world)
    verdict = await stage.verdict(name)
    assert verdict.outcome is NO_GO
    assert words in verdict.evidence


@pytest.mark.parametrize(
    ("name", "service", "statement", "words"),
    [
        ("schemas at head", "files", "UPDATE alembic_version SET version_num = '0001'", "files 0001, wanted"),
        ("schemas at head", "tickets", "DROP TABLE alembic_version", "tickets empty, wanted"),
        (
            "queues fresh",
            "bot",
            """INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, received_at)
            VALUES (1, 1, 1, 'message', '{}', now() - interval '2 minutes')""",
            "1 wait, the oldest for 120 s",
        ),
        (
            "nothing given up",
            "bot",
            """INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, state, finished_at)
            VALUES (1, 1, 1, 'message', '{}', 'DEAD', now())""",
            "1 updates, 0 deliveries, 0 events",
        ),
    ],
)
async def test_what_is_wrong_in_a_database_says_no(
    stage: Stage, name: str, service: str, statement: str, words: str
) -> None:
    await in_database(stage, service, statement)
    verdict = await stage.verdict(name)
    assert verdict.outcome is NO_GO
    assert words in verdict.evidence


@pytest.mark.parametrize("name", ["schemas at head", "clocks", "queues fresh", "nothing given up"])
async def test_a_database_that_does_not_answer_says_no(stage: Stage, name: str) -> None:
    away = {
        f"{each}_DATABASE_URL": "postgresql+asyncpg://nobody:x@127.0.0.1:1/none" for each in ("BOT", "FILES")
    }
    verdict = await stage.with_settings(**away).verdict(name)
    assert verdict.outcome is NO_GO


async def test_a_setting_that_is_nonsense_says_no_on_its_line_and_takes_no_other_away(stage: Stage) -> None:
    wrong = stage.with_settings(
        BOT_DATABASE_URL="postgresql+asyncpg://fixline:hush/hush@[db/bot",
        BOT_PROXY="nonsense",
        BOT_WEBHOOK_URL="https://[desk/telegram/webhook",
    )
    found = dict(zip([check.name for check in CHECKS], await look(wrong.inspected), strict=True))
    for name in ("secrets strong", "schemas at head", "webhook", "certificate", "queues fresh", "clocks"):
        assert found[name].outcome is NO_GO, name
    assert found["schemas at head"].evidence.startswith("BOT_DATABASE_URL is no URL such as")
    assert found["processes ready"].outcome is GO
    assert not [verdict for verdict in found.values() if "hush" in verdict.evidence]


async def test_a_database_is_reached_as_the_services_reach_it(stage: Stage) -> None:
    url = stage.inspected.settings["BOT_DATABASE_URL"]
    over = stage.with_settings(BOT_DATABASE_URL=f"{url}{'&' if '?' in url else '?'}ssl=prefer")
    assert (await over.verdict("queues fresh")).outcome is GO


def test_clocks_that_differ_say_no() -> None:
    verdict = verdict_on_clocks([0.1, -3.2])
    assert (verdict.outcome, verdict.evidence) == (NO_GO, "at most 3.20 s from PostgreSQL's")


async def test_settings_that_a_service_refuses_say_no(stage: Stage) -> None:
    verdict = await stage.with_settings(BOT_TOKEN="none", TICKETS_CALLERS=None).verdict("settings complete")
    assert verdict.outcome is NO_GO
    assert "BOT_TOKEN" in verdict.evidence
    assert "TICKETS_CALLERS is required" in verdict.evidence
    verdict = await stage.with_settings(ENVIRONMENT="local").verdict("settings complete")
    assert (verdict.outcome, verdict.evidence) == (NO_GO, "ENVIRONMENT is local")


async def test_secrets_are_strong_and_different(stage: Stage) -> None:
    made_up = {
        f"{each}_DATABASE_URL": f"postgresql+asyncpg://fixline:{each.lower() * 3}aZ01bY23cX45dW67eV89fU1bC3@db/bot"
        for each in ("BOT", "TICKETS", "FILES")
    }
    strong = stage.with_settings(**made_up)
    assert (await strong.verdict("secrets strong")).outcome is GO
    assert {"FIXLINE_API_TOKEN", "BACKUP_DATABASE_URL"} <= secrets_in(strong.inspected.settings).keys()
    for name in secrets_in(strong.inspected.settings):
        weak = (
            "redis://valkey"
            if name == "BOT_VALKEY_URL"
            else "postgresql+asyncpg://a:b@c/d"
            if name in made_up
            else "short"
        )
        verdict = await strong.with_settings(**{name: weak}).verdict("secrets strong")
        assert verdict.outcome is NO_GO, name
        assert name in verdict.evidence
        assert weak not in verdict.evidence
    twice = strong.with_settings(BOT_TICKETS_TOKEN=strong.inspected.settings["BOT_FILES_TOKEN"])
    assert (await twice.verdict("secrets strong")).evidence == "two secrets are the same"
    unset = strong.with_settings(FIXLINE_API_TOKEN=None, BACKUP_DATABASE_URL=None)
    assert (await unset.verdict("secrets strong")).outcome is GO
    polling = strong.with_settings(BOT_WEBHOOK_URL=None, BOT_WEBHOOK_SECRET=None)
    assert (await polling.verdict("secrets strong")).outcome is GO


async def test_backups_are_of_today_and_were_restored_this_month(stage: Stage) -> None:
    stage.backed_up(hours_ago=27, verified_hours_ago=31 * 24)
    assert (await stage.verdict("backup fresh")).evidence == "made 27.0 hours ago"
    restored = await stage.verdict("backup restores")
    assert (restored.outcome, restored.evidence) == (NO_GO, "restored and compared 31.0 days ago")
    stage.backed_up(hours_ago=-24, verified_hours_ago=100)
    ahead = await stage.verdict("backup fresh")
    assert ahead.outcome is NO_GO
    assert "made 24.0 hours from now" in ahead.evidence
    stage.backed_up(hours_ago=1, verified_hours_ago=None)
    assert (await stage.verdict("backup fresh")).outcome is GO
    assert (await stage.verdict("backup restores")).evidence == "none was ever restored and compared"
    (stage.backups / "fixline_backup.prom").unlink()
    for name in ("backup fresh", "backup restores"):
        verdict = await stage.verdict(name)
        assert verdict.outcome is NO_GO
        assert "no backup was ever made" in verdict.evidence
    nowhere = await stage.with_settings(BACKUP_FOLDER=None).verdict("backup fresh")
    assert (nowhere.outcome, nowhere.evidence) == (NO_GO, "BACKUP_FOLDER is not set in the tests.")


async def test_a_desk_that_nobody_watches_may_not_open(stage: Stage) -> None:
    alone = replace(stage, inspected=replace(stage.inspected, prometheus=None, alertmanager=None))
    for name in (
        "alerts loaded",
        "watchdog heard",
        "dashboards answer",
        "no alert fires",
        "promises kept",
        "error rate",
    ):
        verdict = await alone.verdict(name)
        assert verdict.outcome is NO_GO
        assert "_URL is not set" in verdict.evidence
    # Versions are then those that the processes themselves tell.
    assert (await alone.verdict("versions equal")).evidence == "0.1.0 on 3 processes"
    alone.world.other_version = "0.0.9"
    assert (await alone.verdict("versions equal")).outcome is NO_GO


async def test_rules_and_dashboards_are_looked_for_in_the_checkout(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("alerts loaded", "dashboards answer", "load test"):
        verdict = await stage.verdict(name)
        assert verdict.outcome is NO_GO
        assert "run this in a checkout" in verdict.evidence


def test_a_full_disk_says_no() -> None:
    verdict = machine.verdict_on({"/data": 0.14, "/backups": 0.5})
    assert (verdict.outcome, verdict.evidence) == (NO_GO, "14% free where /data is")


@pytest.mark.parametrize(
    ("figures", "release", "outcome", "words"),
    [
        (
            "2026-11-01, release 0.1.0, 2 cores.\n| A | 1 | ≥ 1 | ✔ |\n| B | 1 | ≥ 2 | ✘ |\n",
            "0.1.0",
            GO,
            "1 of 2 goals met",
        ),
        ("2026-08-01, release 0.1.0, 2 cores.\n", "0.1.0", NO_GO, "120 days ago"),
        ("2026-11-01, release 0.1.0, 2 cores.\n", "0.2.0", NO_GO, "measured was 0.1.0, this is 0.2.0"),
        ("Nothing yet.\n", "0.1.0", NO_GO, "nothing was measured"),
    ],
)
def test_what_runs_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: str, release: str, outcome: Outcome, words: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/performance.md").write_text(figures)
    (tmp_path / "pyproject.toml").write_text(f'[project]\nversion = "{release}"\n')
    monkeypatch.chdir(tmp_path)
    verdict = load_test.verdict_on(date(2026, 11, 29))
    assert verdict.outcome is outcome
    assert words in verdict.evidence


async def test_a_certificate_is_looked_at_as_a_stranger_does(stage: Stage) -> None:
    assert (await stage.verdict("certificate")).outcome is DOES_NOT_APPLY  # the tests' webhook is plain
    assert (await stage.with_settings(BOT_WEBHOOK_URL=None).verdict("certificate")).outcome is DOES_NOT_APPLY
    away = stage.with_settings(BOT_WEBHOOK_URL="https://127.0.0.1:1/telegram/webhook")
    assert (await away.verdict("certificate")).outcome is NO_GO
    plain = stage.inspected.settings["BOT_WEBHOOK_URL"].replace("http:", "https:")
    verdict = await stage.with_settings(BOT_WEBHOOK_URL=plain).verdict("certificate")
    assert verdict.outcome is NO_GO
    assert "speaks no TLS" in verdict.evidence


@pytest.mark.parametrize(("days", "outcome"), [(15, GO), (14, NO_GO), (-1, NO_GO)])
def test_a_certificate_lives_on_for_two_weeks(days: float, outcome: Outcome) -> None:
    assert verdict_on_certificate("desk.example.org", days).outcome is outcome


async def test_what_hangs_or_is_away_says_no(stage: Stage) -> None:
    async def hang(_: Inspected) -> Verdict:
        await asyncio.Event().wait()
        raise AssertionError

    (verdict,) = await look(stage.inspected, [Check("hangs", hang)], seconds=0.05)
    assert (verdict.outcome, verdict.evidence) == (NO_GO, "no answer within 0.05 s")
    away = stage.with_settings(BOT_API_URL="http://127.0.0.1:1")
    assert (await away.verdict("webhook")).evidence == "nobody answers at 127.0.0.1:1"
    behind = stage.with_settings(BOT_PROXY="socks5://desk:topsecret@127.0.0.1:1")
    assert (await behind.verdict("webhook")).evidence == "the proxy of BOT_PROXY: ProxyConnectionError"
