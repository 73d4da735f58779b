"""Arbitrary messages of any type, made from their descriptors: valid on the wire, whatever they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from hypothesis import strategies as st

DEEPEST: Final = 3
"""Messages inside messages are left out below this depth."""
MOST_REPEATED: Final = 3

WORDS: Final = (
    "",
    " \n\t",
    "\x00",
    "a\x07b\x1b[31m",
    "line\rfeed\x85",
    "*",
    "%_\\'\";--",
    "\u202egnol\u202c \ufeff\u0301",
    "é🛠️Ж" * 40,
    "x" * 5_000,
    "../../etc/passwd",
    "-1",
    "9223372036854775808",
    "{}",
)
WIDTHS: Final = {
    FieldDescriptor.CPPTYPE_INT32: (-(1 << 31), (1 << 31) - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(1 << 63), (1 << 63) - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, (1 << 32) - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, (1 << 64) - 1),
}


Vocabulary = Callable[[FieldDescriptor], Sequence[str]]
"""Says what strings may mean something to the service in a field."""


@st.composite
def arbitrary(draw: st.DrawFn, kind: type[Message], vocabulary: Vocabulary) -> Message:
    """Draw a message of the type: half of them such as a client would send, half of them wild.

    In wild ones each field is set or not, and texts, numbers and enums go over their whole range.
    """
    descriptor: Any = kind.DESCRIPTOR  # one of two classes that do the same
    drawing = _Drawing(draw, vocabulary, _paths(descriptor), wild=draw(st.booleans()))
    return drawing.message(descriptor, depth=0)


@dataclass(frozen=True, slots=True)
class _Drawing:
    draw: st.DrawFn
    vocabulary: Vocabulary
    paths: Sequence[str]
    wild: bool

    def message(self, descriptor: Descriptor, depth: int) -> Message:
        values = {}
        for each in self._possible(descriptor):
            if each.message_type and (depth >= DEEPEST or each.message_type.GetOptions().map_entry):
                continue
            left_out = self.draw(st.sampled_from(range(4 if self.wild else 12))) == 1
            if not left_out:
                values[each.name] = self._values(each, depth)
        return GetMessageClass(descriptor)(**values)

    def _possible(self, descriptor: Descriptor) -> Sequence[FieldDescriptor]:
        """Return the fields, of those that exclude each other one."""
        chosen = {each.name: self.draw(st.sampled_from(list(each.fields))) for each in descriptor.oneofs}
        return [
            each
            for each in descriptor.fields
            if each.containing_oneof is None or chosen[each.containing_oneof.name] is each
        ]

    def _values(self, each: FieldDescriptor, depth: int) -> Any:
        if not each.is_repeated:
            return self._value(each, depth)
        return [self._value(each, depth) for _ in range(self.draw(st.integers(0, MOST_REPEATED)))]

    def _value(self, each: FieldDescriptor, depth: int) -> Any:
        if each.message_type:
            return self.message(each.message_type, depth + 1)
        return self.draw(self._scalars(each))

    def _scalars(self, each: FieldDescriptor) -> st.SearchStrategy[Any]:
        if each.type == FieldDescriptor.TYPE_STRING:
            known = st.sampled_from(self.paths if each.name == "paths" else self.vocabulary(each))
            return st.one_of(known, st.sampled_from(WORDS), st.text(max_size=20)) if self.wild else known
        if each.type == FieldDescriptor.TYPE_BYTES:
            return st.binary(max_size=64)
        if each.enum_type:
            numbers = [value.number for value in each.enum_type.values]
            wild = (-(1 << 31), -1, 99, (1 << 31) - 1)
            return st.sampled_from([*numbers, *wild] if self.wild else numbers)
        if each.cpp_type in WIDTHS:
            lowest, highest = WIDTHS[each.cpp_type]
            usual = st.integers(max(lowest, 0), 10)
            return (
                st.one_of(usual, st.sampled_from((lowest, -1 if lowest else 1 << 31, highest)))
                if self.wild
                else usual
            )
        if each.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
            return st.booleans()
        return st.floats(width=32)


def _paths(descriptor: Descriptor) -> Sequence[str]:
    """Return what a caller may think up for a field mask: the fields, and ways deep into them."""
    found = ["*", "no_such_field", ".".join(["ticket"] * 50)]
    for each in descriptor.fields:
        if each.message_type:
            found += [inner.name for inner in each.message_type.fields]
            found += [f"{each.name}.{inner.name}" for inner in each.message_type.fields]
    return found
