"""Uses every control of a page, and of whatever opens by that, and says which one does nothing or cannot be reached."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import ElementHandle, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

SCRIPT: Final = Path(__file__).with_name("controls.js").read_text()
PATIENCE_MS: Final = 10_000
EVENTS: Final = ("popup", "filechooser", "download")

Path_ = tuple[str, ...]


@dataclass
class ControlCheck:
    """`arrange` brings the page into its first state, again and again: what was used may have changed it.

    With `keyboard`, buttons and links are used by Enter, else by a click. Each kind of control (tag and name) is used
    once; all that are visible are looked at. `patience_ms`: how long one may take until something can be noticed.
    """

    page: Page
    arrange: Callable[[], Awaitable[None]]
    keyboard: bool = False
    patience_ms: int = PATIENCE_MS
    used: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    _known: set[tuple[str, str]] = field(default_factory=set)
    _place: Path_ | None = None
    """Where the page is now; None when that is not known."""
    _happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> list[str]:
        """Return what is wrong, each with the way that leads there."""
        for event in EVENTS:
            self.page.on(event, self._hear)
        waiting: list[Path_] = [()]
        while waiting:
            path = waiting.pop(0)
            for kind in await self._look(path):
                opened = (*path, kind)
                if await self._use(opened):
                    waiting.append(opened)
        for event in EVENTS:
            self.page.remove_listener(event, self._hear)
        return self.faults

    def _hear(self, _: object) -> None:
        self._happened.set()

    async def _look(self, path: Path_) -> list[str]:
        """Walk to a place; return the kinds of control that are new there, and note what is wrong with any."""
        await self._walk(path)
        found = await self.page.evaluate("controls.list()")
        if await self.page.evaluate("controls.overflows()"):
            self._note(path, "the page is wider than the window")
        for control in found:
            for fault in control["faults"]:
                if (control["kind"], fault) not in self._known:
                    self._known.add((control["kind"], fault))
                    self._note((*path, control["kind"]), fault)
        kinds = [control["kind"] for control in found if not control["current"]]
        new = [kind for kind in dict.fromkeys(kinds) if kind not in self.used]
        self.used.update(new)
        return new

    async def _use(self, path: Path_) -> bool:
        """Use the last control of a path; return whether controls came up that were not there before."""
        control = await self._come_to(path)
        if control is None:
            self._note(path, "is gone when one comes back")
            return False
        before = await self._kinds()
        self._happened.clear()
        await control.evaluate("control => controls.remember(control)")
        if not await self._act(control) or not await self._noticed():
            self._note(path, "does nothing")
            self._place = None
            return False
        for window in self.page.context.pages:
            if window is not self.page:
                await window.close()
        after = await self._kinds()
        # What is written into a field may have effects later, when one has stopped writing.
        is_field = path[-1].startswith(("input", "select", "textarea"))
        self._place = path[:-1] if not is_field and await self._is_back(before, after) else None
        return bool(after - self.used)

    async def _come_to(self, path: Path_) -> ElementHandle | None:
        """Return the last control of a path once its page stands still, or None: it is not there.

        Where the page was thought to be is no proof: before a control counts as gone, one comes anew from the start.
        """
        for _ in range(2):
            began_anew = self._place != path[:-1]
            await self._walk(path[:-1])
            await self._find(path[-1])  # it may have to come first,
            await self._quiet()  # and may be drawn anew while the page still stirs
            control = await self._find(path[-1])
            if control is not None or began_anew:
                return control
            self._place = None
        return None

    async def _is_back(self, before: set[str], after: set[str]) -> bool:
        """Whether the page is where it was, at once or by Escape: then there is no need to begin anew."""
        if before == after:
            return True
        await self.page.keyboard.press("Escape")
        return await self._kinds() == before

    async def _walk(self, path: Path_) -> None:
        if self._place == path:
            return
        await self.arrange()
        await self.page.evaluate(SCRIPT)
        for kind in path:
            control = await self._find(kind)
            if control is not None:
                await self._act(control)
                await self._quiet()
        self._place = path

    async def _find(self, kind: str) -> ElementHandle | None:
        handle = await self.page.evaluate_handle(
            "([kind, ms]) => controls.find(kind, ms)", [kind, self.patience_ms]
        )
        return handle.as_element()

    async def _kinds(self) -> set[str]:
        await self._quiet()
        return set(await self.page.evaluate("controls.kinds()"))

    async def _act(self, control: ElementHandle) -> bool:
        tag, kind = await control.evaluate("control => [control.tagName, control.type]")
        try:
            if tag == "SELECT":
                other = await control.evaluate("select => (select.selectedIndex + 1) % select.length")
                await control.select_option(index=other, timeout=self.patience_ms)
            elif tag in {"AUDIO", "VIDEO"}:
                await control.evaluate("player => player.play()")
            elif tag == "TEXTAREA" or (tag == "INPUT" and kind not in {"checkbox", "radio"}):
                await control.fill("4" if kind == "number" else "Words", timeout=self.patience_ms)
            elif self.keyboard and kind != "checkbox":
                await control.press("Enter", timeout=self.patience_ms)
            else:
                await control.click(timeout=self.patience_ms)
        except PlaywrightTimeout:
            return False
        return True

    async def _noticed(self) -> bool:
        """Whether anything changes on the page, or a window, a file dialog or a download opens."""
        changed: asyncio.Task[bool] = asyncio.create_task(
            self.page.evaluate("ms => controls.noticed(ms)", self.patience_ms)
        )
        opened = asyncio.create_task(self._happened.wait())
        await asyncio.wait([changed, opened], return_when=asyncio.FIRST_COMPLETED)
        opened.cancel()
        await self.page.evaluate("controls.enough()")
        return await changed or self._happened.is_set()

    async def _quiet(self) -> None:
        """Wait until nothing changes by itself any more, so that what changes next is the control's doing."""
        await self.page.evaluate("ms => controls.quiet(ms)", self.patience_ms)

    def _note(self, path: Path_, fault: str) -> None:
        self.faults.append(" → ".join(path or ("page",)) + f": {fault}")
