"""Rules speak of what the running services expose, and of nothing else."""

import pytest

from fixline_local.desk.desk import Desk

from .monitoring import buckets_in, metrics_in, rules
from .scrape import scrape

pytestmark = [
    pytest.mark.ops,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("monitored-desk"),
]


async def test_every_metric_that_a_rule_names_is_exposed(desk: Desk) -> None:
    found = await scrape(desk)
    expressions = [rule.expression for rule in rules()]
    assert {name for each in expressions for name in metrics_in(each)} - found.names == set()
    assert {bucket for each in expressions for bucket in buckets_in(each)} - found.buckets == set()
