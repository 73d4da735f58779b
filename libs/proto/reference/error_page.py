"""The page of all errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fixline_rpc.catalogue import ErrorEntry

INTRODUCTION = """\
# Errors

Every refusal carries a `google.rpc.Status` with an `ErrorInfo`: its `reason` is stable, and what callers decide by;
`domain` says which service refused. `BadRequest` names the fields that are wrong, by their paths. `RetryInfo` says
that, and from when on, the same call may succeed. Messages are for developers and may change. Words in braces stand
for what differs from call to call.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The errors of one service; `headings` are those of its reasons, unique on the page."""

    title: str
    domain: str
    entries: Sequence[ErrorEntry]
    headings: Mapping[str, str]


def sections(errors: Sequence[tuple[str, str, Sequence[ErrorEntry]]]) -> list[Section]:
    """Return a section per (title, domain, entries); where services share a reason, the later ones add their domain."""
    found: list[Section] = []
    taken: set[str] = set()
    for title, domain, entries in errors:
        headings = {
            each.reason: f"{each.reason} ({domain})" if each.reason in taken else each.reason
            for each in entries
        }
        taken |= set(headings)
        found.append(Section(title=title, domain=domain, entries=entries, headings=headings))
    return found


def error_page(found: Sequence[Section]) -> str:
    lines = [INTRODUCTION]
    for section in found:
        lines += [f"## {section.title}", "", f"Domain: {section.domain or 'that of the service'}.", ""]
        lines += ["| reason | status | repeat |", "|---|---|---|"]
        lines += [
            f"| [`{each.reason}`](#{anchor(section.headings[each.reason])}) | {each.code.name} | {repeat(each)} |"
            for each in section.entries
        ]
        for each in section.entries:
            lines += ["", f"### {section.headings[each.reason]}", "", *details(each)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def anchor(heading: str) -> str:
    """Return what Markdown makes of a heading as the target of a link."""
    return "".join(each for each in heading.lower().replace(" ", "-") if each.isalnum() or each in "-_")


def details(entry: ErrorEntry) -> list[str]:
    lines = [
        f"{entry.code.name}. {' '.join(entry.when.split())}",
        "",
        f"- What to do: {entry.remedy}",
        f"- Message: `{entry.message}`",
    ]
    if entry.metadata:
        pairs = ", ".join(f"`{key}` = `{value}`" for key, value in sorted(entry.metadata.items()))
        lines.append(f"- Metadata: {pairs}")
    if entry.retry_after is not None:
        lines.append(f"- RetryInfo: {entry.retry_after:g} s")
    return lines


def repeat(entry: ErrorEntry) -> str:
    if entry.retry_after is not None:
        return f"after {entry.retry_after:g} s"
    return "yes" if entry.remedy.startswith("Repeat") else "no"
