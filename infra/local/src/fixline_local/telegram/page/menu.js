// A list of acts that opens above the row one writes in: the bot's commands, and what can be attached.
import { el, icon } from "./dom.js";

export class PopupMenu {
  constructor(label, button) {
    this.button = button;
    this.element = el("ul", { class: "popup", role: "menu", "aria-label": label, hidden: true });
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "false");
    this.element.addEventListener("keydown", (event) => this.#move(event));
    document.addEventListener("pointerdown", (event) => {
      if (!this.element.contains(event.target) && !this.button.contains(event.target)) this.hide();
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  // Each item: {name, note, icon, act}; without any the menu goes away.
  show(items) {
    this.element.hidden = !items.length;
    this.button.setAttribute("aria-expanded", String(this.isOpen));
    this.element.replaceChildren(...items.map((item) => el("li", { role: "none" }, el("button", { type: "button", role: "menuitem", onclick: () => {
      this.hide();
      item.act();
    } }, item.icon ? icon(item.icon) : null, el("b", {}, item.name), item.note ? el("span", {}, item.note) : null))));
  }

  hide() {
    this.show([]);
  }

  focus() {
    this.element.querySelector("button")?.focus();
  }

  #move(event) {
    const buttons = [...this.element.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    } else if (event.key === "Escape") {
      this.hide();
      this.button.focus();
    }
  }
}
