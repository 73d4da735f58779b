"""From packages to Markdown: a page per service, and a page of the types that services share."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from error_page import anchor
from schema import Field, Method, Package, Service, Type

from fixline_rpc.methods import Method as Row
from fixline_rpc.methods import Methods, without_row

REASON: Final = re.compile(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`")
BEHAVIOR: Final = {
    "IDENTIFIER": "Its name.",
    "REQUIRED": "Required.",
    "OUTPUT_ONLY": "Output only.",
    "IMMUTABLE": "Never changes.",
}
"""How the reference puts what a field's annotation says; `OPTIONAL` goes without saying."""
AFTER_STATUS: Final = re.compile(r"(?:[A-Z]+_[A-Z_]+|NOT_FOUND|ABORTED)[ \n]`([A-Z_]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """All there is to tell about one package.

    `reasons` are those of its errors, with their headings; `own_reasons`, those among them that are the framework's,
    which any method may answer with; `methods` say which others a method may.
    """

    title: str
    package: Package
    reasons: Mapping[str, str]
    own_reasons: Collection[str]
    methods: Methods

    @property
    def slug(self) -> str:
        return self.title.lower()

    def row(self, service: Service, method: Method) -> Row:
        """Raise ValueError for a method that has none."""
        name = f"{service.full_name}/{method.name}"
        if name not in self.methods:
            raise ValueError(without_row(name))
        return self.methods[name]

    def type_named(self, full_name: str) -> Type | None:
        every = (inner for each in self.package.types for inner in each.all())
        return next((each for each in every if each.full_name == full_name), None)

    def responses(self) -> set[str]:
        """Return those of which it goes without saying that all is output."""
        return {method.response for service in self.package.services for method in service.methods}

    def private_types(self) -> set[str]:
        """Return requests and responses: they stand with their method."""
        methods = [method for service in self.package.services for method in service.methods]
        return {name for method in methods for name in (method.request, method.response)}


def pages(api: Api) -> dict[str, str]:
    """Return the pages of a package by file name. Raises ValueError for a reason that no error has."""
    found = {f"{slug_of(service)}.md": service_page(api, service) for service in api.package.services}
    return found | {f"{api.slug}-types.md": types_page(api)}


def slug_of(service: Service) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", service.name).lower()


def service_page(api: Api, service: Service) -> str:
    index = [
        f"- [{method.name}](#{method.name.lower()}): {first_sentence(method)}" for method in service.methods
    ]
    methods = [line for method in service.methods for line in method_lines(api, service, method)]
    return page(
        [
            f"# {service.name}",
            "",
            f"`{service.full_name}`",
            "",
            *prose(api, service.comment),
            "",
            *index,
            *methods,
        ]
    )


def method_lines(api: Api, service: Service, method: Method) -> Iterator[str]:
    row = api.row(service, method)
    kind = "Reads" if row.reads else "Changes, and may be repeated with its `request_id`"
    yield from [
        "",
        f"## {method.name}",
        "",
        f"Scope: `{row.scope}`. {kind}.",
        "",
    ]
    yield from prose(api, method.comment)
    for what, name, streams in (
        ("Request", method.request, method.streams_requests),
        ("Response", method.response, method.streams_responses),
    ):
        kind = api.type_named(name)
        if kind is None:
            raise ValueError(f"{method.name}: {name} is in no proto of ours")
        yield from ["", f"**{what}** `{kind.name}`{', a stream of them' if streams else ''}", ""]
        yield from body(api, kind)
        for nested in kind.nested:
            yield from [
                "",
                f"**`{kind.name}.{nested.name}`** {one_line(nested.comment)}",
                "",
                *body(api, nested),
            ]
    reasons = ", ".join(link(api, reason) for reason in reasons_of(api, service, method))
    yield from ["", f"**Reasons** {reasons}; and those of [every service](errors.md#every-service)."]


def types_page(api: Api) -> str:
    private = api.private_types()
    lines = [f"# Types of the {api.slug} API", "", f"What the services of `{api.package.name}` share."]
    for kind in sorted(api.package.types, key=lambda each: each.name):
        if kind.full_name in private:
            continue
        for each in kind.all():
            name = each.full_name.removeprefix(f"{api.package.name}.")
            level = "##" if each is kind else "###"
            lines += ["", f"{level} {name}", "", *prose(api, each.comment), "", *body(api, each)]
    return page(lines)


def body(api: Api, kind: Type) -> list[str]:
    if kind.values:
        return [
            "| value | |",
            "|---|---|",
            *(f"| `{each.name}` | {cell(api, each.comment)} |" for each in kind.values),
        ]
    if not kind.fields:
        return ["No fields."]
    silent = {"OUTPUT_ONLY"} if kind.full_name in api.responses() else ()
    rows = [
        f"| `{each.name}` | {type_of(api, each)} | {cell(api, note(each, silent))} |" for each in kind.fields
    ]
    return ["| field | type | |", "|---|---|---|", *rows]


def note(each: Field, silent: Collection[str]) -> str:
    told = [BEHAVIOR[name] for name in BEHAVIOR if name in each.behavior and name not in silent]
    alternative = [f"One of `{each.alternative}`."] if each.alternative else []
    return " ".join([*alternative, *told, each.comment])


def type_of(api: Api, each: Field) -> str:
    kind = api.type_named(each.kind)
    shown = f"`{each.kind}`"
    if kind is not None:
        name = kind.full_name.removeprefix(f"{api.package.name}.")
        outermost = f"{api.package.name}.{name.split('.')[0]}"
        shown = (
            f"`{name}`"
            if outermost in api.private_types()
            else f"[{name}]({api.slug}-types.md#{anchor(name)})"
        )
    elif each.kind.startswith("google.protobuf."):
        shown = each.kind.removeprefix("google.protobuf.")
    return f"list of {shown}" if each.is_repeated else shown


def reasons_of(api: Api, service: Service, method: Method) -> list[str]:
    """Raise ValueError when the comments tell of a reason that the method does not declare."""
    declared = api.row(service, method).reasons
    request = api.type_named(method.request)
    told = [method.comment, *(each.comment for each in (request.fields if request else []))]
    for reason in {reason for text in told for reason in REASON.findall(text) if reason in api.reasons}:
        if reason not in declared and reason not in api.own_reasons:
            raise ValueError(f"the comments of {method.name} tell of {reason}, which it does not declare")
    return sorted(declared)


def first_sentence(method: Method) -> str:
    return re.split(r"(?<=\.)\s", one_line(method.comment))[0]


def prose(api: Api, comment: str) -> list[str]:
    """Return a comment's lines with its reasons linked. Raises ValueError for one that no error has."""
    for reason in AFTER_STATUS.findall(comment):
        if reason not in api.reasons:
            raise ValueError(f"the protos tell of {reason}, which is no error of {api.package.name}")
    return REASON.sub(
        lambda found: link(api, found[1]) if found[1] in api.reasons else found[0], comment
    ).split("\n")


def cell(api: Api, comment: str) -> str:
    return one_line("\n".join(prose(api, comment))).replace("|", "\\|")


def one_line(comment: str) -> str:
    return " ".join(comment.split())


def link(api: Api, reason: str) -> str:
    return f"[`{reason}`](errors.md#{anchor(api.reasons[reason])})"


def page(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
