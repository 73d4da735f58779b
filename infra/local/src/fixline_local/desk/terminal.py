"""What the person at the terminal reads: a line a step."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terminal:
    """`say` prints a line; the marks before it tell what has begun, is done, is wrong, or was mended by itself."""

    say: Callable[[str], None]

    def begun(self, text: str) -> None:
        self.say(f"  … {text}")

    def done(self, text: str) -> None:
        self.say(f"  ✓ {text}")

    def wrong(self, text: str) -> None:
        self.say(f"  ✗ {text}")

    def again(self, text: str) -> None:
        self.say(f"  ↻ {text}")


SILENT = Terminal(lambda _: None)
