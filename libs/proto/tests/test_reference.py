"""The API reference as people find it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from files_service.adapters.inbound.grpc.catalogue import catalogue as files_catalogue
from files_service.adapters.inbound.grpc.methods import METHODS as FILES_METHODS
from fixline_rpc.own_errors import OWN_ERRORS
from tickets_service.adapters.inbound.grpc.catalogue import catalogue as tickets_catalogue
from tickets_service.adapters.inbound.grpc.methods import METHODS as TICKETS_METHODS

# Each worker would generate the pages for itself.
pytestmark = pytest.mark.xdist_group("api reference")

ROOT = Path(__file__).parents[3]
LINK = re.compile(r"\]\(([a-z-]*\.md)?(?:#([^)]*))?\)")


def generate(protos: Path, target: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "libs/proto/reference"), str(protos), str(target)]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  # our own


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    target = tmp_path_factory.mktemp("reference")
    done = generate(ROOT / "proto", target)
    assert done.returncode == 0, done.stderr
    return {page.name: page.read_text() for page in target.iterdir()}


def test_what_is_checked_in_is_what_is_generated(pages: dict[str, str]) -> None:
    assert {page.name: page.read_text() for page in (ROOT / "docs/api").iterdir()} == pages


def test_every_method_stands_there_with_its_scope(pages: dict[str, str]) -> None:
    text = "\n".join(pages.values())
    for method, row in {**TICKETS_METHODS, **FILES_METHODS}.items():
        kind = "Reads" if row.reads else "Changes, and may be repeated with its `request_id`"
        assert f"## {method.rpartition('/')[2]}\n\nScope: `{row.scope}`. {kind}." in text


def test_every_reason_has_a_heading(pages: dict[str, str]) -> None:
    for entry in [*tickets_catalogue(), *files_catalogue(), *OWN_ERRORS]:
        assert f"### {entry.reason}" in pages["errors.md"]


def test_every_method_tells_all_its_reasons(pages: dict[str, str]) -> None:
    told = {}
    for name, text in pages.items():
        for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
            reasons = re.search(r"^\*\*Reasons\*\* (.*)$", section, re.MULTILINE)
            if reasons and name.endswith("-service.md"):
                told[section.partition("\n")[0]] = set(re.findall(r"`(\w+)`", reasons[1]))
    declared = {**TICKETS_METHODS, **FILES_METHODS}
    assert {method: told[method.rpartition("/")[2]] for method in declared} == {
        method: row.reasons for method, row in declared.items()
    }


def test_no_link_leads_nowhere(pages: dict[str, str]) -> None:
    anchors = {
        name: {
            re.sub(r"[^a-z0-9_-]", "", heading.lower().replace(" ", "-"))
            for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        for name, text in pages.items()
    }
    for name, text in pages.items():
        for page, anchor in LINK.findall(text):
            assert not anchor or anchor in anchors[page or name], f"{name}: {page}#{anchor}"
            assert not page or page in pages


def test_a_reason_that_no_error_has_is_refused(tmp_path: Path) -> None:
    protos = tmp_path / "proto"
    shutil.copytree(ROOT / "proto", protos)
    service = protos / "fixline/tickets/v1/ticket_service.proto"
    service.write_text(service.read_text().replace("`TICKET_STALE`", "`TICKET_ROTTEN`"))
    done = generate(protos, tmp_path / "api")
    assert done.returncode != 0
    assert "TICKET_ROTTEN, which is no error of fixline.tickets.v1" in done.stderr


def test_a_reason_that_the_method_does_not_declare_is_refused(tmp_path: Path) -> None:
    protos = tmp_path / "proto"
    shutil.copytree(ROOT / "proto", protos)
    service = protos / "fixline/tickets/v1/ticket_service.proto"
    text = service.read_text()
    at = text.index("  rpc GetTicket(")
    service.write_text(f"{text[:at]}  // FAILED_PRECONDITION `LINK_CYCLE`.\n{text[at:]}")
    done = generate(protos, tmp_path / "api")
    assert done.returncode != 0
    assert "GetTicket tell of LINK_CYCLE, which it does not declare" in done.stderr


def test_a_method_without_a_row_is_refused(tmp_path: Path) -> None:
    protos = tmp_path / "proto"
    shutil.copytree(ROOT / "proto", protos)
    service = protos / "fixline/tickets/v1/ticket_service.proto"
    text = service.read_text()
    at = text.index("  rpc GetTicket(")
    forgotten = "  // Tries it.\n  rpc TryIt(GetTicketRequest) returns (GetTicketResponse);\n"
    service.write_text(f"{text[:at]}{forgotten}{text[at:]}")
    done = generate(protos, tmp_path / "api")
    assert done.returncode != 0
    assert done.stderr.startswith("fixline.tickets.v1.TicketService/TryIt has no row in ")
