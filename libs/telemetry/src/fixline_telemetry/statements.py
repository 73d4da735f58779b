"""Short names for SQL statements."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST_TEXT: Final = 2048
COMMENT: Final = re.compile(r"/\*.*?\*/|--[^\n]*", re.DOTALL)
LITERAL: Final = re.compile(r"'(?:[^']|'')*'")
# `FROM` within these names no table.
FUNCTION_FROM: Final = re.compile(
    r"(?i)\b(?:extract|substring|trim|overlay)\s*\([^()]*\)|\bdistinct\s+from\b"
)
WRITE: Final = re.compile(r"(?i)\b(insert\s+into|update|delete\s+from|merge\s+into)\s+(?!skip\b|of\b|set\b)")
NAME: Final = r"((?:\"[^\"]+\"|[a-z_][\w$]*)(?:\.(?:\"[^\"]+\"|[a-z_][\w$]*))?)"
READ: Final = re.compile(rf"(?i)\bfrom\s+(?:only\s+)?{NAME}")
INNERMOST: Final = re.compile(r"\([^()]*\)")
TARGET: Final = re.compile(rf"(?i)(?:only\s+)?{NAME}")


@dataclass(frozen=True, slots=True)
class StatementSummary:
    operation: str
    """`SELECT`, `INSERT`, …"""

    text: str
    """The operation and its table: `INSERT tickets`."""


@lru_cache(maxsize=1024)
def summary_of(statement: str) -> StatementSummary:
    """Name a statement by what it does; a `WITH` counts as the first write in it, or else as a SELECT."""
    plain = FUNCTION_FROM.sub(" ", LITERAL.sub("''", COMMENT.sub(" ", statement))).strip()
    first, _, _ = plain.partition(" ")
    operation = re.split(r"[\s(;]", first, maxsplit=1)[0].upper() or "SQL"
    if operation == "WITH":
        operation = "SELECT"
        if write := WRITE.search(plain):
            operation = write[1].split()[0].upper()
    table = None
    if operation in {"INSERT", "UPDATE", "DELETE", "MERGE"}:
        if write := WRITE.search(plain):
            table = TARGET.match(plain, write.end())
    elif operation == "SELECT":
        # A subquery among the columns is not what the statement is about.
        outermost = plain if first.upper() == "WITH" else without_parentheses(plain)
        table = READ.search(outermost) or READ.search(plain)
    name = table[1].replace('"', "") if table else ""
    return StatementSummary(operation, f"{operation} {name}".strip())


def without_parentheses(text: str) -> str:
    """Return the text with a pair of brackets for each outermost pair of parentheses."""
    while (shorter := INNERMOST.sub("[]", text)) != text:
        text = shorter
    return text


@lru_cache(maxsize=1024)
def text_of(statement: str) -> str:
    """Return the statement on one line, literals masked, cut at `LONGEST_TEXT` characters."""
    return " ".join(LITERAL.sub("'?'", statement).split())[:LONGEST_TEXT]
