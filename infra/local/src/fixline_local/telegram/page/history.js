// The list of messages: redraws only what changed and keeps the place where one reads.
import { el, icon } from "./dom.js";
import { bubble } from "./message.js";

const NEAR_END = 90;

export class History {
  constructor(label, me, actions) {
    this.me = me;
    this.actions = actions;
    this.views = new Map();
    this.items = new Map();
    this.busy = new Set();
    this.list = el("ol", { class: "messages", role: "log", "aria-label": label });
    this.scroller = el("div", { class: "history", tabindex: "0", role: "group", "aria-label": "Messages" }, this.list);
    this.downButton = el("button", { type: "button", class: "to-end", "aria-label": "To the newest message", hidden: true,
      onclick: () => this.toEnd("smooth") }, icon("down"));
    this.scroller.addEventListener("scroll", () => this.#scrolled());
    this.element = el("div", { class: "history-frame" }, this.scroller, this.downButton);
    // Neither a keyboard that opens nor a picture that loads may push the end of the chat out of sight.
    const sizes = new ResizeObserver(() => (this.pinned ? this.toEnd() : this.#showDownButton()));
    sizes.observe(this.scroller);
    sizes.observe(this.list);
    this.pinned = true;
    this.height = 0;
    this.thread = null;
  }

  // Show one topic only (0: General); null shows all.
  showThread(thread) {
    this.thread = thread;
    for (const item of this.list.querySelectorAll(".message")) item.hidden = this.#isElsewhere(item);
    this.#separateDays();
    this.toEnd();
  }

  #isElsewhere(item) {
    return this.thread !== null && Number(item.dataset.thread) !== this.thread;
  }

  apply(changed) {
    if (!changed.length) return;
    // Somebody may have scrolled since the last frame, and the browser tells only with the next one.
    this.#scrolled();
    const wasPinned = this.pinned;
    const groups = new Set();
    for (const view of changed) {
      const id = view.message.message_id;
      const group = view.message.media_group_id || this.views.get(id)?.message.media_group_id;
      if (view.deleted) this.views.delete(id);
      else this.views.set(id, view);
      groups.add(group ? `album ${group}` : `message ${id}`);
    }
    groups.forEach((key) => this.#draw(key));
    this.#separateDays();
    this.showBusy(this.busy);
    if (wasPinned || changed.some((view) => view.message.from?.id === this.me && !view.message.edit_date)) this.toEnd();
    else this.#showDownButton();
  }

  #members(key) {
    const [kind, id] = key.split(" ");
    const views = kind === "album"
      ? [...this.views.values()].filter((view) => view.message.media_group_id === id)
      : [this.views.get(Number(id))].filter(Boolean);
    return views.sort((a, b) => a.message.message_id - b.message.message_id);
  }

  #draw(key) {
    const members = this.#members(key);
    const old = this.items.get(key);
    if (!members.length) {
      old?.remove();
      this.items.delete(key);
      return;
    }
    const item = bubble(members, this.me, this.actions);
    item.dataset.thread = String(members[0].message.message_thread_id || 0);
    item.hidden = this.#isElsewhere(item);
    this.items.set(key, item);
    if (old) {
      const keys = [...old.querySelectorAll("button, a")];
      const focused = keys.indexOf(document.activeElement);
      old.replaceWith(item);
      if (focused >= 0) ([...item.querySelectorAll("button, a")][focused] || this.scroller).focus({ preventScroll: true });
      return;
    }
    item.classList.add("new");
    const { place } = members[0];
    const next = [...this.list.querySelectorAll(".message")].find((other) => Number(other.dataset.place) > place);
    this.list.insertBefore(item, next || null);
  }

  #separateDays() {
    this.list.querySelectorAll(".day").forEach((day) => day.remove());
    let before = "";
    for (const item of this.list.querySelectorAll(".message:not([hidden])")) {
      const date = new Date(this.views.get(Number(item.dataset.id)).message.date * 1000);
      const day = date.toLocaleDateString([], { day: "numeric", month: "long" });
      if (day !== before) item.before(el("li", { class: "day" }, el("span", {}, day)));
      before = day;
    }
  }

  showBusy(busy) {
    this.busy = busy;
    for (const key of this.list.querySelectorAll("button.key[data-data]")) {
      const id = Number(key.closest(".message").dataset.id);
      const waiting = busy.has(`${id} ${key.dataset.data}`);
      key.classList.toggle("busy", waiting);
      if (waiting) key.setAttribute("aria-busy", "true");
      else key.removeAttribute("aria-busy");
    }
  }

  lastId() {
    // What one person alone sees has numbers of its own, above all others.
    return Math.max(0, ...[...this.views.keys()].filter((id) => id < 2e9));
  }

  toEnd(behavior = "instant") {
    this.pinned = true;
    this.downButton.hidden = true;
    this.height = this.#heights();
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
  }

  jump(id) {
    const group = this.views.get(id)?.message.media_group_id;
    const item = this.items.get(group ? `album ${group}` : `message ${id}`);
    if (!item) return false;
    item.scrollIntoView({ block: "center", behavior: "smooth" });
    item.classList.remove("flash");
    requestAnimationFrame(() => item.classList.add("flash"));
    return true;
  }

  #scrolled() {
    // A scroll that comes with another size is the layout's doing, not the reader's.
    if (this.#heights() === this.height) this.#showDownButton();
    this.height = this.#heights();
  }

  #heights() {
    return this.scroller.scrollHeight * 10000 + this.scroller.clientHeight;
  }

  #showDownButton() {
    const left = this.scroller.scrollHeight - this.scroller.clientHeight - this.scroller.scrollTop;
    this.pinned = left < NEAR_END;
    this.downButton.hidden = this.pinned;
  }
}
