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
STILL_MS: Final = 40
WRITTEN_STILL_MS: Final = 400
"""What is written into a field may have effects later, when one has stopped writing."""
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
    _gone: dict[str, Path_] = field(default_factory=dict)
    """What was not there any more when one came to use it: it may be elsewhere."""
    _known: set[tuple[str, str]] = field(default_factory=set)
    _stood: dict[Path_, tuple[set[str], str]] = field(default_factory=dict)
    """The kinds of control that each place had, and its entry in the browser's history."""
    _place: Path_ | None = None
    """Where the page is now; None when that is not known."""
    _happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> list[str]:
        """Return what is wrong, each with the way that leads there."""
        for event in EVENTS:
            self.page.on(event, self._hear)
        await self._explore(())
        for event in EVENTS:
            self.page.remove_listener(event, self._hear)
        for kind in self._gone.keys() - self.used:
            self._note(self._gone[kind], "is gone when one comes back")
        return self.faults

    async def _explore(self, path: Path_) -> None:
        """Use what is new at a place, and at once what each opens: the page stands there then."""
        for kind in await self._look(path):
            opened = (*path, kind)
            if await self._use(opened):
                await self._explore(opened)

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
        self._stood[path] = set(kinds), await self.page.evaluate("controls.entry()")
        new = [kind for kind in dict.fromkeys(kinds) if kind not in self.used]
        self.used.update(new)
        return new

    async def _use(self, path: Path_) -> bool:
        """Use the last control of a path; return whether controls came up that were not there before."""
        control = await self._come_to(path)
        if control is None:
            self._gone[path[-1]] = path
            self.used.discard(path[-1])
            return False
        self._happened.clear()
        kinds, entry = await control.evaluate("control => controls.remember(control)")
        self._stood[path[:-1]] = set(kinds), entry
        if not await self._act(control) or not await self._noticed():
            self._note(path, "does nothing")
            self._place = None
            return False
        for window in self.page.context.pages:
            if window is not self.page:
                await window.close()
        after = await self._kinds(after=path[-1])
        opens = bool(after - self.used)
        self._place = path if opens else await self._back_from(path, after)
        return opens

    async def _come_to(self, path: Path_) -> ElementHandle | None:
        """Return the last control of a path once its page stands still, or None: it is not there.

        Where the page was thought to be is no proof: before a control counts as gone, one comes anew from the start.
        """
        for _ in range(2):
            began_anew = await self._walk(path[:-1])
            control = await self._find(path[-1], calm=True)
            if control is not None or began_anew:
                return control
            self._place = None
        return None

    async def _back_from(self, path: Path_, kinds: set[str]) -> Path_ | None:
        """Return the place on the way to a control at which the page is after its use, at once or by a way back."""
        place = self._place_with(kinds, path)
        for way_back in (self._go_back, self._escape):
            if place is None and await way_back(path[:-1]):
                place = self._place_with(await self._kinds(), path)
        return place

    async def _go_back(self, place: Path_) -> bool:
        return bool(await self.page.evaluate("key => controls.goBack(key)", self._stood[place][1]))

    async def _escape(self, _: Path_) -> bool:
        await self.page.keyboard.press("Escape")
        return True

    def _place_with(self, kinds: set[str], path: Path_) -> Path_ | None:
        """Return the last place on the way to a control that had these kinds."""
        ways = (path[:length] for length in reversed(range(len(path))))
        return next((way for way in ways if way in self._stood and self._stood[way][0] == kinds), None)

    async def _walk(self, path: Path_) -> bool:
        """Go to a place from where the page is; return whether no way led there, and one had to begin anew."""
        place = self._place
        while place is not None and len(place) > len(path):
            place = await self._back_from(place, await self._kinds())
        begins_anew = place is None or place != path[: len(place)]
        if place is None or begins_anew:
            await self.arrange()
            await self.page.evaluate(SCRIPT)
            place = ()
        for kind in path[len(place) :]:
            control = await self._find(kind)
            if control is not None:
                await self._act(control)
                await self._kinds(after=kind)
        self._place = path
        return begins_anew

    async def _find(self, kind: str, *, calm: bool = False) -> ElementHandle | None:
        """Wait for a control; `calm`: until nothing stirs any more, and the control may have been drawn anew."""
        way = "controls.findCalm(kind, ms, still)" if calm else "controls.find(kind, ms)"
        handle = await self.page.evaluate_handle(
            f"([kind, ms, still]) => {way}", [kind, self.patience_ms, STILL_MS]
        )
        return handle.as_element()

    async def _kinds(self, *, after: str = "") -> set[str]:
        """Return what can be used once nothing changes by itself: what changes then is the next control's doing."""
        still = WRITTEN_STILL_MS if after.startswith(("input", "select", "textarea")) else STILL_MS
        way = "([ms, still]) => controls.quiet(ms, still).then(controls.kinds)"
        return set(await self.page.evaluate(way, [self.patience_ms, still]))

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

    def _note(self, path: Path_, fault: str) -> None:
        self.faults.append(" → ".join(path or ("page",)) + f": {fault}")
