"""What clients of the released API rely on cannot be taken away by accident."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BUF = Path(sys.executable).parent / "buf"
BASELINE = ROOT / "proto" / "released.binpb"
TICKET = "fixline/tickets/v1/ticket.proto"
OUTPUT = " [(google.api.field_behavior) = OUTPUT_ONLY]"


@pytest.fixture
def protos(tmp_path: Path) -> Path:
    copy = tmp_path / "proto"
    shutil.copytree(ROOT / "proto", copy)
    return copy


def complaints(protos: Path) -> str:
    """Return what buf says against the protos as successors of the released API."""
    image = protos.with_suffix(".binpb")
    compiling = [sys.executable, str(ROOT / "libs/proto/image.py"), str(protos), str(image)]
    subprocess.run(compiling, check=True)  # noqa: S603  # our own
    # In their folder, and through a pipe: where a path has a `#`, buf reads what comes after it as options.
    command = [str(BUF), "breaking", image.name, "--config", f"{protos.name}/buf.yaml", "--path", "fixline"]
    with BASELINE.open() as baseline:
        done = subprocess.run(  # noqa: S603  # our own files
            [*command, "--against", "-#format=binpb"],
            cwd=protos.parent,
            stdin=baseline,
            check=False,
            capture_output=True,
            text=True,
        )
    assert (done.returncode == 0) == (not done.stdout), done.stderr
    return done.stdout


def test_the_api_of_this_release_keeps_the_released_one(protos: Path) -> None:
    assert complaints(protos) == ""


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("string title = 2 ", "string title = 2002 ", 'field "2" with name "title"'),
        ("string title = 2 ", "bytes title = 2 ", 'changed type from "string" to "bytes"'),
        ("string title = 2 ", "string headline = 2 ", 'changed name from "title" to "headline"'),
        (f"  // The reporter's rating, once given.\n  Rating rating = 14{OUTPUT};\n", "", "was deleted"),
        ("STATE_REJECTED = 8;", "STATE_REFUSED = 8;", "STATE_REJECTED"),
    ],
)
def test_an_incompatible_change_is_refused(protos: Path, before: str, after: str, complaint: str) -> None:
    changed = protos / TICKET
    text = changed.read_text()
    assert before in text
    changed.write_text(text.replace(before, after))
    assert complaint in complaints(protos)


def test_a_removed_method_is_refused(protos: Path) -> None:
    service = protos / "fixline/tickets/v1/ticket_service.proto"
    lines = service.read_text().splitlines(keepends=True)
    service.write_text("".join(line for line in lines if "rpc ResolveTicket(" not in line))
    assert "ResolveTicket" in complaints(protos)


def test_an_addition_is_welcome(protos: Path) -> None:
    changed = protos / TICKET
    added = "// More.\nmessage Addition {\n  // It.\n  string it = 1;\n}\n"
    changed.write_text(changed.read_text() + added)
    assert complaints(protos) == ""
