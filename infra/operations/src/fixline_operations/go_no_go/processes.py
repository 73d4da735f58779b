"""The processes: whether each is ready, and all are of one release."""

import json
from http import HTTPStatus

from prometheus_client.parser import text_string_to_metric_families

from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, judged


async def ready(inspected: Inspected) -> Verdict:
    answers = await inspected.texts("/readyz")
    bad = [
        f"{process}: {_failing(text)}"
        for process, (status, text) in answers.items()
        if status != HTTPStatus.OK
    ]
    return judged(not bad, "; ".join(bad) or f"{len(answers)} processes")


def _failing(text: str) -> str:
    try:
        checks = json.loads(text).get("checks", {})
    except ValueError:
        return text[:80]
    return ", ".join(f"{name} {said}" for name, said in checks.items() if said != "ok") or text[:80]


async def versions(inspected: Inspected) -> Verdict:
    """Of all replicas, as Prometheus sees them; without one, of the processes that are named."""
    if inspected.prometheus:
        found = {
            f"{sample['metric']['job']} {sample['metric']['instance']}": sample["metric"]["version"]
            for sample in await inspected.query("app_build_info")
        }
    else:
        found = {
            process: version
            for process, (_, text) in (await inspected.texts("/metrics")).items()
            for version in versions_in(text)
        }
    different = sorted(set(found.values()))
    if len(different) == 1:
        return judged(True, f"{different[0]} on {len(found)} processes")
    return judged(
        False, ", ".join(f"{process}: {version}" for process, version in sorted(found.items())) or "none seen"
    )


def versions_in(metrics: str) -> list[str]:
    return [
        sample.labels["version"]
        for family in text_string_to_metric_families(metrics)
        for sample in family.samples
        if sample.name == "app_build_info"
    ]
