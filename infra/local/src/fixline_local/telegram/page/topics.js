// The topics of a group, or of a person's own chat: one is read and written in at a time, or all are read.
import { el } from "./dom.js";

export class TopicBar {
  constructor(choose, make, remove) {
    this.choose = choose;
    this.chosen = null; // null: all; 0: what is in none of them
    this.list = el("div", { class: "topic-list", role: "tablist", "aria-label": "Topics" });
    this.list.addEventListener("wheel", (event) => {
      // A wheel that turns one way only moves along the row, too.
      if (event.deltaX) return;
      event.preventDefault();
      this.list.scrollLeft += event.deltaY;
    }, { passive: false });
    this.removeButton = el("button", { type: "button", class: "quiet small", hidden: true,
      onclick: () => remove(this.chosen) }, "Delete topic");
    this.makeButton = el("button", { type: "button", class: "quiet small", hidden: true, onclick: make }, "New topic");
    this.element = el("nav", { class: "topics", hidden: true }, this.list, this.makeButton, this.removeButton);
  }

  // `rest`: what is called that is in none of them.
  show(topics, { mayMake, mayDelete, rest }) {
    this.element.hidden = !topics.length && !mayMake;
    this.makeButton.hidden = !mayMake;
    // Where there are no topics any more, what was in them is read with the rest.
    const isGone = this.chosen ? !topics.some((topic) => topic.id === this.chosen) : !topics.length && !mayMake;
    if (isGone && this.chosen !== null) this.#choose(null);
    this.removeButton.hidden = !mayDelete || !this.chosen;
    this.mayDelete = mayDelete;
    // The newest stands where one looks first.
    const entries = [{ id: null, name: "All" }, { id: 0, name: rest }, ...topics.toReversed()];
    const at = this.list.scrollLeft;
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.thread : null;
    this.list.replaceChildren(...entries.map((topic) => el("button", { type: "button", role: "tab", class: "topic",
      "aria-selected": String(topic.id === this.chosen), "data-thread": String(topic.id), onclick: () => this.#choose(topic.id) },
      [topic.icon, topic.name, topic.closed ? "🔒" : ""].filter(Boolean).join(" "))));
    this.list.scrollLeft = at;
    if (focused) this.list.querySelector(`[data-thread="${focused}"]`)?.focus();
  }

  #choose(thread) {
    this.chosen = thread;
    for (const tab of this.list.children) tab.setAttribute("aria-selected", String(tab.dataset.thread === String(thread)));
    this.removeButton.hidden = !this.mayDelete || !thread;
    // Only now is it known how wide the row is.
    this.list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.choose(thread);
  }
}
