"""What the protos say of their fields: every one of them, and nothing that contradicts itself."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.api.field_behavior_pb2 import FieldBehavior, field_behavior
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorSet

ROOT = Path(__file__).parents[3]
WAYS = [
    {"REQUIRED"},
    {"REQUIRED", "IMMUTABLE"},
    {"OPTIONAL"},
    {"OPTIONAL", "IMMUTABLE"},
    {"OUTPUT_ONLY"},
    {"IDENTIFIER"},
]


# Each worker would compile the protos for itself.
pytestmark = pytest.mark.xdist_group("field behavior")


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FieldDescriptorProto]:
    image = tmp_path_factory.mktemp("image") / "image.binpb"
    command = [sys.executable, str(ROOT / "libs/proto/image.py"), str(ROOT / "proto"), str(image)]
    subprocess.run(command, check=True)  # noqa: S603  # our own
    files = FileDescriptorSet.FromString(image.read_bytes()).file
    return {
        name: field
        for file in files
        if file.package.startswith("fixline.")
        for message in file.message_type
        for name, field in fields_in(message)
    }


def fields_in(message: DescriptorProto) -> Iterator[tuple[str, FieldDescriptorProto]]:
    for field in message.field:
        yield f"{message.name}.{field.name}", field
    for inner in message.nested_type:
        for name, field in fields_in(inner):
            yield f"{message.name}.{name}", field


def behavior(field: FieldDescriptorProto) -> set[str]:
    return {FieldBehavior.Name(each) for each in field.options.Extensions[field_behavior]}


def test_every_field_says_how_it_behaves(fields: dict[str, FieldDescriptorProto]) -> None:
    assert [name for name, field in fields.items() if behavior(field) not in WAYS] == []


def test_requests_ask_and_responses_tell(fields: dict[str, FieldDescriptorProto]) -> None:
    for name, field in fields.items():
        message, said = name.partition(".")[0], behavior(field)
        if message.endswith("Request"):
            assert said & {"REQUIRED", "OPTIONAL"}, name
        if message.endswith("Response"):
            assert said == {"OUTPUT_ONLY"}, name


def test_what_must_be_set_can_be_missing(fields: dict[str, FieldDescriptorProto]) -> None:
    """False is a value like any other, so that nobody can tell whether a bool is missing."""
    for name, field in fields.items():
        assert field.type != FieldDescriptorProto.TYPE_BOOL or "REQUIRED" not in behavior(field), name
