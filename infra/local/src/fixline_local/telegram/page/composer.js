// Where one writes: text, commands, files, replies, edits, and the keyboard that the bot put up.
import { confirmFiles } from "./dialogs.js";
import { el, fullName, icon } from "./dom.js";
import { kindOf } from "./message.js";

export class Composer {
  constructor(chatApi, report) {
    this.api = chatApi;
    this.report = report;
    this.commands = [];
    this.about = null; // {kind: "reply" | "edit", message}
    this.input = el("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message", dir: "auto" });
    this.file = el("input", { type: "file", multiple: "", class: "visually-hidden", "aria-label": "Attach files", tabindex: "-1" });
    this.send = el("button", { class: "round-button send", "aria-label": "Send" }, icon("send"));
    this.menuButton = el("button", { type: "button", class: "menu-button", "aria-label": "Commands", "aria-expanded": "false", hidden: true,
      onclick: () => this.#showCommands(this.menu.hidden ? "" : null) }, icon("menu"), "Menu");
    this.keyboardButton = el("button", { type: "button", class: "round-button", "aria-label": "Show or hide the keyboard", hidden: true,
      onclick: () => { this.keyboard.hidden = !this.keyboard.hidden; } }, icon("keyboard"));
    this.menu = el("ul", { class: "commands", "aria-label": "Commands of the bot", hidden: true });
    this.bar = el("div", { class: "about", hidden: true });
    this.keyboard = el("div", { class: "reply-keyboard", role: "group", "aria-label": "Keyboard of the bot", hidden: true });
    this.form = el("form", { class: "composer-row" },
      this.menuButton,
      el("button", { type: "button", class: "round-button", "aria-label": "Attach", title: "Attach",
        onclick: () => this.file.click() }, icon("attach")),
      this.file, this.input, this.keyboardButton, this.send);
    this.startButton = el("button", { type: "button", class: "wide", hidden: true,
      onclick: () => this.#try(() => this.api.start()) }, "Start");
    this.element = el("div", { class: "composer" }, this.menu, this.bar, this.form, this.startButton, this.keyboard);
    this.#listen();
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      } else if (event.key === "Escape") {
        this.#showCommands(null);
        this.setAbout(null);
      }
    });
    this.input.addEventListener("input", () => {
      this.#grow();
      this.#showCommands(/^\/\w*$/.test(this.input.value) ? this.input.value.slice(1) : null);
    });
    this.input.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (files.length) {
        event.preventDefault();
        this.attach(files);
      }
    });
    this.file.addEventListener("change", () => {
      const files = [...this.file.files];
      this.file.value = "";
      this.attach(files);
    });
  }

  async attach(files) {
    if (!files.length) return;
    const options = await confirmFiles(files);
    if (!options) return;
    const all = (type) => files.every((file) => file.type.startsWith(type));
    const kind = options.asFile ? (all("video/") ? "video" : "document") : "photo";
    await this.#try(() => this.api.sendFiles(kind, files, options.caption, this.#replyId()));
    this.setAbout(null);
  }

  show(chat, empty) {
    this.commands = chat.commands;
    this.menuButton.hidden = !chat.commands.length;
    const stopped = chat.blocked || (empty && chat.chat.type === "private");
    this.startButton.hidden = !stopped;
    this.startButton.textContent = chat.blocked ? "Restart bot" : "Start";
    this.form.hidden = stopped;
    const rows = (!stopped && chat.keyboard?.keyboard) || [];
    this.input.placeholder = chat.keyboard?.input_field_placeholder || "Message";
    const drawn = JSON.stringify(rows);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.keyboard.replaceChildren(...rows.map((row) => el("div", { class: "keys" }, row.map((button) => this.#key(button)))));
    this.keyboard.hidden = !rows.length;
    this.keyboardButton.hidden = !rows.length;
  }

  #key(button) {
    const special = button.request_contact || button.request_location || button.request_poll || button.web_app;
    return el("button", { type: "button", class: "key", disabled: Boolean(special),
      title: special ? "This kind of button is not simulated" : null,
      onclick: () => this.#try(() => this.api.sendText(button.text)) }, button.text);
  }

  setAbout(about) {
    this.about = about;
    this.bar.hidden = !about;
    if (!about) return;
    const { kind, message } = about;
    const text = message.text || message.caption || kindOf(message);
    this.bar.replaceChildren(icon(kind), el("span", {},
      el("b", {}, kind === "edit" ? "Edit message" : `Reply to ${fullName(message.from)}`), el("span", {}, text)),
      el("button", { type: "button", class: "round-button", "aria-label": "Cancel", onclick: () => this.setAbout(null) }, icon("close")));
    if (kind === "edit") this.input.value = message.text || message.caption || "";
    this.#grow();
    this.input.focus();
  }

  async #submit() {
    const text = this.input.value;
    const about = this.about;
    if (!text.trim() && about?.kind !== "edit") return;
    const sent = await this.#try(() => about?.kind === "edit"
      ? this.api.edit(about.message.message_id, text)
      : this.api.sendText(text, this.#replyId()));
    if (!sent) return;
    this.input.value = "";
    this.#grow();
    this.#showCommands(null);
    this.setAbout(null);
  }

  #replyId() {
    return this.about?.kind === "reply" ? this.about.message.message_id : undefined;
  }

  #showCommands(prefix) {
    const found = prefix === null ? [] : this.commands.filter((command) => command.command.startsWith(prefix));
    this.menu.hidden = !found.length;
    this.menuButton.setAttribute("aria-expanded", String(!this.menu.hidden));
    this.menu.replaceChildren(...found.map((command) => el("li", {}, el("button", { type: "button", onclick: () => {
      this.#showCommands(null);
      this.input.value = "";
      this.#try(() => this.api.sendText(`/${command.command}`));
    } }, el("b", {}, `/${command.command}`), el("span", {}, command.description)))));
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  async #try(act) {
    try {
      await act();
      return true;
    } catch (error) {
      this.report(error.message);
      return false;
    }
  }
}
