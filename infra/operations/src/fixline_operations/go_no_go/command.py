"""`fixline go-no-go`: the table, or JSON for pipelines; the exit status is the answer."""

import asyncio
import json
from collections.abc import Sequence
from typing import Final

import aiohttp
import click

from fixline_operations.choice import Choice, pass_choice
from fixline_operations.deployment import Deployment
from fixline_operations.go_no_go.checks import CHECKS, look
from fixline_operations.go_no_go.inspected import Inspected, monitors_of, processes_of
from fixline_operations.go_no_go.verdict import Outcome, Verdict

MARKS: Final = {
    Outcome.GO: click.style("✔", fg="green"),
    Outcome.NO_GO: click.style("✘", fg="red", bold=True),
    Outcome.DOES_NOT_APPLY: click.style("–", dim=True),
}
WIDTH: Final = max(len(check.name) for check in CHECKS)


@click.command("go-no-go")
@click.option("--json", "as_json", is_flag=True, help="For pipelines.")
@click.option(
    "--process",
    "named",
    multiple=True,
    metavar="SERVICE=HOST:PORT",
    help="The admin address of a process, again for each replica; else those of the settings.",
)
@pass_choice
@click.pass_context
def go_no_go(context: click.Context, choice: Choice, as_json: bool, named: Sequence[str]) -> None:
    """Say whether a desk may be opened to people: GO with exit status 0, NO-GO with 1.

    PROMETHEUS_URL and ALERTMANAGER_URL, among the settings, name who watches it.
    """
    verdicts = asyncio.run(inspect(choice.deployment, named))
    answer = all(each.outcome is not Outcome.NO_GO for each in verdicts)
    if as_json:
        click.echo(as_text(choice.deployment, verdicts, answer))
    else:
        show(choice.deployment, verdicts, answer)
    context.exit(0 if answer else 1)


async def inspect(deployment: Deployment, named: Sequence[str]) -> list[Verdict]:
    prometheus, alertmanager = monitors_of(deployment)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as http:
        return await look(
            Inspected(
                deployment=deployment,
                http=http,
                processes=processes_of(deployment, named),
                prometheus=prometheus,
                alertmanager=alertmanager,
            )
        )


def show(deployment: Deployment, verdicts: Sequence[Verdict], answer: bool) -> None:
    click.echo(f"\nMay {deployment.title} be opened?\n")
    for check, verdict in zip(CHECKS, verdicts, strict=True):
        click.echo(f"  {MARKS[verdict.outcome]} {check.name:<{WIDTH}}  {verdict.evidence}")
    bad = sum(each.outcome is Outcome.NO_GO for each in verdicts)
    words = click.style("GO", fg="green", bold=True) if answer else click.style("NO-GO", fg="red", bold=True)
    click.echo(f"\n{words}" + ("" if answer else f": {bad} of {len(verdicts)} say no.") + "\n")


def as_text(deployment: Deployment, verdicts: Sequence[Verdict], answer: bool) -> str:
    said = {
        "desk": deployment.title,
        "go": answer,
        "checks": [
            {"name": check.name, "outcome": verdict.outcome.value, "evidence": verdict.evidence}
            for check, verdict in zip(CHECKS, verdicts, strict=True)
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)
