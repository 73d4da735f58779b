// What a person can use on a page, and what can be seen of it. Used by controls.py.
(() => {
  if (window.controls) return;
  const USABLE = "button, a[href], input, select, textarea, summary, audio[controls], video[controls], [role=button]";
  const SMALLEST = 24; // CSS pixels, WCAG 2.2, 2.5.8; a link within a line is excepted there, too

  // What is open on top of the page is all that one can use: anything else closes it first.
  const scope = () => [...document.querySelectorAll("dialog[open], [role=menu]:not([hidden])")].at(-1) ?? document;
  const squeezed = (text) => text.replace(/\s+/g, " ").trim();

  function nameOf(control) {
    const label = [...(control.labels ?? [])].map((each) => each.textContent).join(" ");
    return squeezed(control.ariaLabel || label || control.textContent || control.title || control.placeholder || "");
  }

  // Controls that differ in numbers only are of one kind: it is the same code that acts.
  const kindOf = (control) => `${control.tagName.toLowerCase()} “${nameOf(control).replace(/\d+/g, "#").slice(0, 60)}”`;

  function usable() {
    return [...scope().querySelectorAll(USABLE)].filter((control) => {
      const box = control.getBoundingClientRect();
      return !control.disabled && box.width > 1 && box.height > 1 && control.checkVisibility({ visibilityProperty: true });
    });
  }

  function belongs(hit, control) {
    return hit !== null && (control.contains(hit) || hit.closest("label")?.control === control);
  }

  function faultsOf(control) {
    control.scrollIntoView({ block: "center", inline: "nearest" });
    const box = control.getBoundingClientRect();
    const faults = [];
    if (!nameOf(control)) faults.push("has no name");
    const inline = getComputedStyle(control).display === "inline";
    const target = control.labels?.[0]?.getBoundingClientRect() ?? box;
    if (!inline && Math.min(Math.max(box.width, target.width), Math.max(box.height, target.height)) < SMALLEST) {
      faults.push(`is ${Math.round(box.width)}×${Math.round(box.height)} small`);
    }
    if (box.left < -1 || box.right > innerWidth + 1) faults.push("reaches out of the window");
    if (control.matches("button, a") && control.scrollWidth > control.clientWidth + 1 && !inline) faults.push("does not fit its text");
    // A link within a line may be broken: its box has places that are not its own.
    for (const [across, down] of inline ? [] : [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]]) {
      const [x, y] = [box.left + across * box.width, box.top + down * box.height];
      if (y < 0 || y > innerHeight) continue; // taller than the window
      const hit = document.elementFromPoint(x, y);
      if (!belongs(hit, control)) {
        faults.push(`is covered by ${hit ? hit.tagName.toLowerCase() + "." + hit.className : "nothing one can touch"}`);
        break;
      }
    }
    return faults;
  }

  // Everything a person may notice, but for clocks that run by themselves.
  function seen(control) {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll("[role=timer], time, .new").forEach((each) => each.classList.contains("new") ? each.classList.remove("new") : each.remove());
    const active = document.activeElement;
    const fields = [...document.querySelectorAll("input, select, textarea")].map((field) => [field.value, field.checked, field.matches(":user-invalid")]);
    const places = [...document.querySelectorAll("*")].filter((each) => each.scrollTop || each.scrollLeft).map((each) => [each.className, each.scrollTop, each.scrollLeft]);
    const playing = [...document.querySelectorAll("audio, video")].map((each) => each.paused);
    const focus = active === control || active === document.body ? "" : kindOf(active);
    return JSON.stringify([location.href, copy.innerHTML, fields, places, playing, focus]);
  }

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  let before = [null, ""];
  let stirred = false;
  const stir = () => { stirred = true; };
  new MutationObserver(stir).observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
  ["input", "scroll", "focus", "invalid", "play", "pause", "hashchange"].forEach((event) => addEventListener(event, stir, true));

  // What leads to where one is already can be used elsewhere only.
  const isCurrent = (control) => control.hasAttribute("aria-current");
  // What asks for no change may wait for news for as long as it likes.
  let underWay = 0;
  const asks = window.fetch;
  window.fetch = async (...asked) => {
    const changes = asked[1]?.method && asked[1].method !== "GET";
    if (changes) underWay += 1;
    try {
      return await asks(...asked);
    } finally {
      if (changes) underWay -= 1;
    }
  };

  const kinds = () => usable().filter((control) => !isCurrent(control)).map(kindOf);

  // The entry of the browser's history that is shown: a page without an address has none.
  const entry = () => navigation.currentEntry?.key ?? "";

  // What the page is like before the control is used; returns what there is, and where.
  function remember(control) {
    before = [control, seen(control)];
    return [kinds(), entry()];
  }

  // As by the browser's button, where that loads nothing anew; says whether it did.
  async function goBack(key) {
    const found = navigation.entries().find((each) => each.key === key);
    if (key === entry() || !found?.sameDocument) return false;
    await navigation.traverseTo(key).finished;
    return true;
  }

  // A look costs more than to know that there is nothing to look at.
  function changed() {
    if (!stirred) return false;
    stirred = false;
    return seen(before[0]) !== before[1];
  }

  let looking = false;
  const enough = () => { looking = false; };

  async function noticed(ms) {
    looking = true;
    for (const end = performance.now() + ms; looking && performance.now() < end; await pause(15)) if (changed()) return true;
    return false;
  }

  // Until nothing stirs for `still` ms and nothing that was asked for is on its way; messages that go away by themselves are taken away.
  async function quiet(ms, still) {
    document.querySelectorAll(".toast").forEach((each) => each.remove());
    for (const end = performance.now() + ms; performance.now() < end;) {
      stirred = false;
      await pause(still);
      if (!stirred && !underWay && !document.body.matches("[aria-busy=true]")) return;
    }
  }

  async function find(kind, ms) {
    for (const end = performance.now() + ms; ; await pause(15)) {
      const found = usable().find((control) => kindOf(control) === kind);
      if (found || performance.now() > end) return found ?? null;
    }
  }

  async function findCalm(kind, ms, still) {
    await find(kind, ms); // it may have to come first,
    await quiet(ms, still);
    return find(kind, ms); // and may be drawn anew while the page still stirs
  }

  // Looking scrolls to each control; afterwards everything stands where it stood.
  function list() {
    const places = [...document.querySelectorAll("*")].filter((each) => each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth)
      .map((each) => [each, each.scrollTop, each.scrollLeft]);
    const found = usable().map((control) => ({ kind: kindOf(control), current: isCurrent(control), faults: faultsOf(control) }));
    for (const [each, top, left] of places) each.scrollTo({ top, left, behavior: "instant" });
    return found;
  }

  window.controls = {
    list,
    kinds,
    entry,
    goBack,
    find,
    findCalm,
    overflows: () => document.documentElement.scrollWidth > innerWidth,
    remember, noticed, quiet, enough,
  };
})();
