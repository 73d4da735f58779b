"""The protos with their comments, as protoc reads them."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from google.api.field_behavior_pb2 import FieldBehavior, field_behavior
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet

IMAGE: Final = Path(__file__).parents[1] / "image.py"
TYPES: Final = {
    FieldDescriptorProto.Type.Value(name): name.removeprefix("TYPE_").lower()
    for name in FieldDescriptorProto.Type.keys()  # noqa: SIM118  # no mapping, it only looks like one
}
# Numbers of fields of descriptor.proto, of which the paths in SourceCodeInfo are made.
FILE_MESSAGES, FILE_ENUMS, FILE_SERVICES = 4, 5, 6
MESSAGE_FIELDS, MESSAGE_MESSAGES, MESSAGE_ENUMS = 2, 3, 4
ENUM_VALUES, SERVICE_METHODS = 2, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    kind: str
    """A scalar's name, or the full name of a type."""
    is_repeated: bool
    alternative: str
    """The oneof it belongs to, or empty."""
    behavior: frozenset[str]
    """As `google.api.field_behavior` says: `REQUIRED`, `OUTPUT_ONLY` and the like."""
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    name: str
    comment: str


@dataclass(slots=True, kw_only=True)
class Type:
    """A message, or an enum: then it has values."""

    full_name: str
    comment: str
    fields: list[Field] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    nested: list["Type"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.full_name.rpartition(".")[2]

    def all(self) -> Iterator["Type"]:
        yield self
        for each in self.nested:
            yield from each.all()


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    name: str
    comment: str
    request: str
    response: str
    streams_requests: bool
    streams_responses: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    full_name: str
    comment: str
    methods: list[Method]

    @property
    def name(self) -> str:
        return self.full_name.rpartition(".")[2]


@dataclass(slots=True, kw_only=True)
class Package:
    name: str
    services: list[Service] = field(default_factory=list)
    types: list[Type] = field(default_factory=list)


def packages(protos: Path) -> list[Package]:
    """Return the packages of a folder of protos, by name."""
    found: dict[str, Package] = {}
    for file in read(protos).file:
        if file.package.startswith("google."):
            continue
        package = found.setdefault(file.package, Package(name=file.package))
        reader = Reader(file)
        package.types += reader.types()
        package.services += reader.services()
    return [found[name] for name in sorted(found)]


def read(protos: Path) -> FileDescriptorSet:
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image.binpb"
        command = [sys.executable, str(IMAGE), str(protos), str(image)]
        subprocess.run(command, check=True)  # noqa: S603  # our own files
        return FileDescriptorSet.FromString(image.read_bytes())


class Reader:
    """Joins the descriptors of one file with its comments."""

    def __init__(self, file: FileDescriptorProto) -> None:
        self._file = file
        self._comments = {
            tuple(each.path): each.leading_comments.replace("\n ", "\n").strip()
            for each in file.source_code_info.location
        }

    def types(self) -> list[Type]:
        prefix = self._file.package
        messages = [
            self._message(each, prefix, (FILE_MESSAGES, index))
            for index, each in enumerate(self._file.message_type)
        ]
        return messages + [
            self._enum(each, prefix, (FILE_ENUMS, index)) for index, each in enumerate(self._file.enum_type)
        ]

    def services(self) -> list[Service]:
        return [
            Service(
                full_name=f"{self._file.package}.{service.name}",
                comment=self._comment((FILE_SERVICES, index)),
                methods=[
                    Method(
                        name=method.name,
                        comment=self._comment((FILE_SERVICES, index, SERVICE_METHODS, number)),
                        request=method.input_type.lstrip("."),
                        response=method.output_type.lstrip("."),
                        streams_requests=method.client_streaming,
                        streams_responses=method.server_streaming,
                    )
                    for number, method in enumerate(service.method)
                ],
            )
            for index, service in enumerate(self._file.service)
        ]

    def _message(self, message: Any, prefix: str, path: tuple[int, ...]) -> Type:
        full_name = f"{prefix}.{message.name}"
        nested = [
            self._message(each, full_name, (*path, MESSAGE_MESSAGES, index))
            for index, each in enumerate(message.nested_type)
        ] + [
            self._enum(each, full_name, (*path, MESSAGE_ENUMS, index))
            for index, each in enumerate(message.enum_type)
        ]
        fields = [
            Field(
                name=each.name,
                kind=each.type_name.lstrip(".") or TYPES[each.type],
                is_repeated=each.label == FieldDescriptorProto.LABEL_REPEATED,
                alternative=message.oneof_decl[each.oneof_index].name if each.HasField("oneof_index") else "",
                behavior=frozenset(
                    FieldBehavior.Name(number) for number in each.options.Extensions[field_behavior]
                ),
                comment=self._comment((*path, MESSAGE_FIELDS, index)),
            )
            for index, each in enumerate(message.field)
        ]
        return Type(full_name=full_name, comment=self._comment(path), fields=fields, nested=nested)

    def _enum(self, enum: Any, prefix: str, path: tuple[int, ...]) -> Type:
        values = [
            Value(name=each.name, comment=self._comment((*path, ENUM_VALUES, index)))
            for index, each in enumerate(enum.value)
        ]
        return Type(full_name=f"{prefix}.{enum.name}", comment=self._comment(path), values=values)

    def _comment(self, path: tuple[int, ...]) -> str:
        return self._comments.get(path, "")
