// Where one writes: text, commands, files, replies, edits, and the keyboard that the bot put up.
import { confirmFiles, factsOf } from "./dialogs.js";
import { el, fullName, icon } from "./dom.js";
import { PopupMenu } from "./menu.js";
import { kindOf } from "./attachments.js";
import { askPlace, pickSticker } from "./pickers.js";
import { record } from "./recorder.js";

export class Composer {
  constructor(chatApi, report) {
    this.api = chatApi;
    this.report = report;
    this.commands = [];
    this.about = null; // {kind: "reply" | "edit", message}
    this.input = el("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message", dir: "auto" });
    this.file = el("input", { type: "file", multiple: "", class: "visually-hidden", "aria-label": "Attach files", tabindex: "-1" });
    this.send = el("button", { class: "round-button send", "aria-label": "Send", title: "Send", hidden: true }, icon("send"));
    this.voice = el("button", { type: "button", class: "round-button", "aria-label": "Record a voice note", title: "Record a voice note",
      onclick: () => this.#record("voice") }, icon("microphone"));
    this.menuButton = el("button", { type: "button", class: "menu-button", "aria-label": "Commands", hidden: true,
      onclick: () => this.#toggle(this.menu, () => this.#showCommands("")) }, icon("menu"), el("span", {}, "Menu"));
    this.attachButton = el("button", { type: "button", class: "round-button", "aria-label": "Attach", title: "Attach",
      onclick: () => this.#toggle(this.attachments, () => this.attachments.show(this.#attachable())) }, icon("attach"));
    this.keyboardButton = el("button", { type: "button", class: "round-button", "aria-label": "Show or hide the keyboard",
      title: "Show or hide the keyboard", hidden: true, onclick: () => this.#showKeyboard(this.keyboard.hidden) }, icon("keyboard"));
    this.menu = new PopupMenu("Commands of the bot", this.menuButton);
    this.attachments = new PopupMenu("What to attach", this.attachButton);
    this.bar = el("div", { class: "about", hidden: true });
    this.keyboard = el("div", { class: "reply-keyboard", role: "group", "aria-label": "Keyboard of the bot", hidden: true });
    this.form = el("form", { class: "composer-row" },
      this.menuButton, this.attachButton, this.file, this.input, this.keyboardButton, this.voice, this.send);
    this.startButton = el("button", { type: "button", class: "wide", hidden: true,
      onclick: () => this.#try(() => this.api.start()) }, "Start");
    this.element = el("div", { class: "composer" }, this.menu.element, this.attachments.element, this.bar, this.form,
      this.startButton, this.keyboard);
    this.#listen();
  }

  focus() {
    (this.form.hidden ? this.startButton : this.input).focus();
  }

  #toggle(menu, show) {
    if (menu.isOpen) return menu.hide();
    show();
    menu.focus();
  }

  #attachable() {
    return [
      { name: "Photo or file", icon: "file", act: () => this.file.click() },
      { name: "Sticker", icon: "sticker", act: () => this.#sendSticker() },
      { name: "Place", icon: "place", act: () => this.#sendPlace() },
      { name: "Voice note", icon: "microphone", act: () => this.#record("voice") },
      { name: "Video note", icon: "camera", act: () => this.#record("video_note") },
    ];
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
        this.menu.hide();
        this.setAbout(null);
      } else if (event.key === "ArrowUp" && this.menu.isOpen) {
        event.preventDefault();
        this.menu.focus();
      }
    });
    this.input.addEventListener("input", () => {
      this.#written();
      if (this.#askInline()) return;
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
    const facts = files.length === 1 ? await factsOf(files[0]) : {};
    const { caption, kind } = options;
    await this.#sendAbout((replyId) => this.api.sendFiles(kind, files, { ...facts, caption }, replyId));
  }

  async #sendSticker() {
    await this.#try(async () => {
      const name = await pickSticker();
      if (name) await this.#sendAbout((replyId) => this.api.sendSticker(name, replyId));
    });
  }

  #sendPlace() {
    askPlace(async (place) => {
      await this.api.sendPlace(place, this.#replyId());
      this.setAbout(null);
    });
  }

  async #record(kind) {
    const recorded = await record(kind);
    if (!recorded) return;
    const { file, ...facts } = recorded;
    await this.#sendAbout((replyId) => this.api.sendFiles(kind, [file], facts, replyId));
  }

  async #sendAbout(send) {
    if (await this.#try(() => send(this.#replyId()))) this.setAbout(null);
  }

  show(chat, empty) {
    this.commands = chat.commands;
    this.bot = chat.bot.username;
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
    this.#showKeyboard(rows.length > 0);
    this.keyboardButton.hidden = !rows.length;
  }

  #showKeyboard(shown) {
    this.keyboard.hidden = !shown;
    this.keyboardButton.setAttribute("aria-expanded", String(shown));
  }

  #key(button) {
    const strange = button.request_contact || button.request_poll || button.web_app;
    const act = strange ? () => this.report("This kind of button is not simulated.")
      : button.request_location ? () => this.#sendPlace()
      : () => this.#try(() => this.api.sendText(button.text));
    return el("button", { type: "button", class: "key", onclick: act }, button.text);
  }

  setAbout(about) {
    this.about = about;
    this.bar.hidden = !about;
    this.#written();
    if (!about) return;
    const { kind, message } = about;
    const text = message.text || message.caption || kindOf(message);
    this.bar.replaceChildren(icon(kind), el("span", {},
      el("b", {}, kind === "edit" ? "Edit message" : `Reply to ${fullName(message.from)}`), el("span", {}, text)),
      el("button", { type: "button", class: "round-button", "aria-label": "Cancel", onclick: () => this.setAbout(null) }, icon("close")));
    if (kind === "edit") this.input.value = message.text || message.caption || "";
    this.#written();
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
    this.menu.hide();
    this.setAbout(null);
  }

  #replyId() {
    return this.about?.kind === "reply" ? this.about.message.message_id : undefined;
  }

  #showCommands(prefix) {
    const found = prefix === null ? [] : this.commands.filter((command) => command.command.startsWith(prefix));
    this.menu.show(found.map(({ command, description }) => ({ name: `/${command}`, note: description, act: () => {
      this.input.value = "";
      this.#written();
      this.#try(() => this.api.sendText(`/${command}`));
    } })));
  }

  // What stands after the bot's name is asked of the bot once nothing more is typed for a moment.
  #askInline() {
    clearTimeout(this.asking);
    const prefix = `@${this.bot} `;
    if (!this.bot || !this.input.value.startsWith(prefix)) return false;
    const written = this.input.value;
    this.asking = setTimeout(() => this.#try(async () => {
      const asked = await this.api.askInline(written.slice(prefix.length));
      if (this.input.value === written) this.#showResults(asked.inline_query_id, asked.answer);
    }), 250);
    return true;
  }

  #showResults(query, answer) {
    const leading = answer?.button ? [{ name: answer.button.text, icon: "menu",
      act: () => this.#done(() => this.api.startPrivately(answer.button.start_parameter)) }] : [];
    const results = (answer?.results || []).map(({ id, title, description }) => ({ name: title, note: description,
      act: () => this.#done(() => this.api.chooseInline(query, id)) }));
    this.menu.show([...leading, ...results]);
  }

  async #done(act) {
    this.input.value = "";
    this.#written();
    await this.#try(act);
  }

  // As in Telegram's app: what can be sent is sent, where nothing is written one may speak.
  #written() {
    const empty = !this.input.value.trim() && this.about?.kind !== "edit";
    this.send.hidden = empty;
    this.voice.hidden = !empty;
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
