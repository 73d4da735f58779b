"""Who watches: whether alerts are loaded and get through, dashboards have answers, and promises are kept."""

import json
from pathlib import Path
from typing import Final

import yaml

from fixline_operations.errors import OperationError
from fixline_operations.go_no_go.inspected import ALERTMANAGER, PROMETHEUS, Inspected
from fixline_operations.go_no_go.verdict import Verdict, go, judged, no_go

INFRA: Final = Path("infra")
"""Of the checkout that this is run in: rules and dashboards are no part of any wheel."""
WATCHDOG: Final = "Watchdog"
FEWEST_UPDATES: Final = 20
MOST_FAILED: Final = 0.01


def expected_alerts() -> set[str]:
    """Return the alerts that there are in infra/prometheus; raise `OperationError` outside a checkout."""
    files = sorted(INFRA.glob("prometheus/rules/*.yml"))
    if not files:
        raise OperationError("run this in a checkout: infra/prometheus/rules says which alerts there are")
    return {
        rule["alert"]
        for file in files
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))["groups"]
        for rule in group["rules"]
        if "alert" in rule
    }


async def alerts(inspected: Inspected) -> Verdict:
    """All of ours are loaded, and none is broken."""
    if inspected.prometheus is None:
        return no_go(f"nobody watches this desk: {PROMETHEUS} is not set")
    answer = await inspected.json(f"{inspected.prometheus}/api/v1/rules", type="alert")
    rules = [rule for group in answer["data"]["groups"] for rule in group["rules"]]
    missing = expected_alerts() - {rule["name"] for rule in rules}
    broken = {rule["name"] for rule in rules if rule.get("lastError")}
    if missing or broken:
        return no_go(
            f"missing: {', '.join(sorted(missing)) or 'none'}; broken: {', '.join(sorted(broken)) or 'none'}"
        )
    return go(f"{len(rules)} loaded")


async def watchdog(inspected: Inspected) -> Verdict:
    """The alert that fires always has reached Alertmanager: so would the others."""
    if inspected.alertmanager is None:
        return no_go(f"nobody would be told: {ALERTMANAGER} is not set")
    found = await inspected.json(f"{inspected.alertmanager}/api/v2/alerts")
    heard = any(alert["labels"]["alertname"] == WATCHDOG for alert in found)
    return judged(heard, "heard by Alertmanager" if heard else f"{WATCHDOG} has not reached Alertmanager")


async def dashboards(inspected: Inspected) -> Verdict:
    """Every query of every panel is answered; panels of what never happened may be empty."""
    files = sorted(INFRA.glob("grafana/dashboards/*.json"))
    if not files:
        raise OperationError("run this in a checkout: infra/grafana/dashboards has what is asked")
    asked, empty = 0, 0
    for file in files:
        for panel in json.loads(file.read_text(encoding="utf-8"))["panels"]:
            for target in panel.get("targets", ()):
                asked += 1
                empty += not await inspected.query(target["expr"].replace("$__rate_interval", "1m"))
    return judged(empty < asked, f"{asked} queries of {len(files)} dashboards answered, {empty} without data")


async def promises(inspected: Inspected) -> Verdict:
    """No budget burns: neither slowly nor fast."""
    burning = await inspected.query('ALERTS{alertname=~".*Budget.*", alertstate=~"firing|pending"}')
    names = sorted({sample["metric"]["alertname"] for sample in burning})
    return judged(not names, ", ".join(names) or "no error budget burns")


async def firing(inspected: Inspected) -> Verdict:
    found = await inspected.query(f'ALERTS{{alertname!="{WATCHDOG}", alertstate="firing"}}')
    names = sorted({sample["metric"]["alertname"] for sample in found})
    return judged(not names, ", ".join(names) or "no alert fires")


async def errors(inspected: Inspected) -> Verdict:
    """Of the last hour's updates; too few of them say nothing."""
    counted = await inspected.query("sum(increase(telegram_updates_processed_total[1h]))")
    failed = await inspected.query(
        'sum(increase(telegram_updates_processed_total{outcome="error"}[1h])) or vector(0)'
    )
    total = float(counted[0]["value"][1]) if counted else 0.0
    bad = float(failed[0]["value"][1]) if failed else 0.0
    if total < FEWEST_UPDATES:
        return judged(bad < 1, f"{bad:.0f} of {total:.0f} updates in the last hour: too few to say a rate")
    return judged(
        bad / total <= MOST_FAILED, f"{bad:.0f} of {total:.0f} updates in the last hour, {bad / total:.1%}"
    )
