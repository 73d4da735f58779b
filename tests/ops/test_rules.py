"""Each alert fires, stays quiet, and has a page that says what to do."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from files_service.adapters.inbound.grpc.methods import METHODS as FILES
from fixline_local.desk.addresses import Addresses
from tickets_service.adapters.inbound.grpc.methods import METHODS as TICKETS

from .monitoring import PROMETHEUS, ROOT, Rule, alerts, metrics_in, recorded_in, rules

pytestmark = pytest.mark.ops
STREAMS = {"DownloadFile", "ExportTickets", "WatchEvents"}
REHEARSED = {"PreviewRetention"}
"""Looks at all that has ever ended: an admin asks for it once in a while, and waits."""
FIRST = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ALERTNAME = re.compile(r'alertname="(\w+)"')


def told_by(*command: str) -> str:
    done = subprocess.run(command, cwd=PROMETHEUS, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_promtool_finds_no_fault_in_configuration_and_rules() -> None:
    told_by("promtool", "check", "config", "prometheus.yml")
    told_by(
        "promtool", "check", "rules", "--lint=all", "--lint-fatal", *map(str, PROMETHEUS.glob("rules/*.yml"))
    )


@pytest.mark.parametrize("tests", sorted(PROMETHEUS.glob("rule_tests/*.yml")), ids=lambda path: path.stem)
def test_rules_do_what_their_tests_say(tests: Path) -> None:
    told_by("promtool", "test", "rules", str(tests))


def test_each_alert_is_seen_firing_and_quiet() -> None:
    fires: set[str] = set()
    quiet: set[str] = set()
    for path in PROMETHEUS.glob("rule_tests/*.yml"):
        for story in yaml.safe_load(path.read_text())["tests"]:
            for check in story.get("promql_expr_test", []):
                (fires if check["exp_samples"] else quiet).update(ALERTNAME.findall(check["expr"]))
    names = {alert.name for alert in alerts()}
    assert fires == names
    assert quiet == names - {"Watchdog"}


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert.name)
def test_an_alert_says_what_is_wrong_for_whom_and_what_to_do(alert: Rule) -> None:
    assert alert.labels["severity"] in {"page", "ticket", "none"}
    assert set(alert.annotations) == {"summary", "impact", "value", "runbook"}
    page = ROOT / alert.annotations["runbook"]
    text = page.read_text()
    assert alert.name in text or alert.name.removesuffix("Slow").removesuffix("Fast") in text
    assert len(FIRST.findall(text)[0].splitlines()) == 3
    assert "over when" in text
    assert page.name in (page.parent / "README.md").read_text()


def test_a_rule_stands_on_what_is_recorded() -> None:
    recorded = {rule.name for rule in rules() if not rule.alerts}
    used = {name for rule in rules() for name in recorded_in(rule.expression)}
    assert used - recorded == set()


def test_reads_are_those_that_the_services_declare() -> None:
    (pattern,) = {
        found
        for rule in rules()
        if rule.name.startswith("slo:reads_fast:")
        for found in re.findall(r'rpc_method=~"([^"]+)"', rule.expression)
    }
    methods = {**TICKETS, **FILES}
    slow = STREAMS | REHEARSED
    reads = {name for name, row in methods.items() if row.reads and name.rpartition("/")[2] not in slow}
    assert {name for name in methods if re.fullmatch(pattern, name)} == reads


def test_the_targets_are_where_make_run_listens() -> None:
    at = Addresses()
    expected = {"bot": at.bot_admin, "tickets": at.tickets_admin, "files": at.files_admin}
    found = {
        job: yaml.safe_load((PROMETHEUS / f"targets/{job}.yml").read_text())[0]["targets"] for job in expected
    }
    assert found == {job: [f"127.0.0.1:{port}"] for job, port in expected.items()}


def test_the_names_in_an_expression_are_found() -> None:
    expression = (
        'sum by (job, le) (rate(a_total{x="y{z}",b=~"c|d"}[5m])) / on (pool) group_left (q) e:f:g5m > 0.5 '
        "and time() - h_seconds offset 15m unless i"
    )
    assert metrics_in(expression) == {"a_total", "h_seconds", "i"}
    assert recorded_in(expression) == {"e:f:g5m"}
