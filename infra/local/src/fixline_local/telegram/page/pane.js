// One chat with the bot: a person's own, or a group as one of its members sees it.
import { ChatApi } from "./api.js";
import { Composer } from "./composer.js";
import { showAlert } from "./dialogs.js";
import { avatar, copied, el, fullName } from "./dom.js";
import { History } from "./history.js";
import { askTopic } from "./pickers.js";
import { TopicBar } from "./topics.js";

export class Pane {
  // `about` shows who the person is, `privately` their own chat. Of a group, `members` are who else one can be there,
  // which `become` makes one.
  constructor(person, chat, bot, about, { privately, members = [], become = null }) {
    this.person = person;
    this.bot = bot;
    this.privately = privately;
    this.kind = chat.id < 0 ? "group" : "bot";
    this.chatId = chat.id;
    this.revision = 0;
    this.taps = new Map(); // callback id -> "message data" while its answer is awaited
    this.early = new Map(); // answers that came before the tap's own response
    this.api = new ChatApi(chat.id, person.id);
    const name = fullName(person.user);
    this.composer = new Composer(this.api, (text) => this.toast(text, "fault"));
    this.history = new History(`Chat of ${chat.title}`, person.id, {
      tap: (id, data) => this.#tap(id, data),
      reply: (message) => this.composer.setAbout({ kind: "reply", message }),
      edit: (message) => this.composer.setAbout({ kind: "edit", message }),
      jump: (id) => this.history.jump(id) || this.toast("That message is not there any more."),
      command: (text) => this.api.sendText(text).catch((error) => this.toast(error.message, "fault")),
      copy: async (text) => ((await copied(text)) ? this.toast("Copied") : this.toast(`Copy this by hand: ${text}`, "fault")),
      notSimulated: () => this.toast("This kind of button is not simulated.", "fault"),
    });
    this.title = el("h2", {}, bot.first_name);
    this.status = el("p", { class: "status", role: "status" }, this.kind);
    this.blockButton = el("button", { type: "button", class: "quiet small", onclick: () => this.#block() }, "Block");
    this.toasts = el("div", { class: "toasts", "aria-live": "polite" });
    this.drop = el("div", { class: "drop", hidden: true }, "Drop files here to send them");
    this.topics = new TopicBar((thread) => this.#chooseTopic(thread), () => askTopic((name) => this.api.createTopic(name)),
      (thread) => this.#deleteTopic(thread));
    const others = members.length > 1
      ? el("select", { class: "become", "aria-label": "Who you are here", onchange: (event) => become(Number(event.target.value)) },
        members.map((each) => el("option", { value: String(each.id), selected: each.id === person.id }, fullName(each.user))))
      : null;
    this.element = el("section", { class: "pane", "aria-label": chat.title },
      el("header", { class: "pane-head" }, avatar(bot, "bot"), el("div", { class: "grow" }, this.title, this.status),
        el("button", { type: "button", class: "seen-by", "aria-label": `About ${name}`, title: `About ${name}`, onclick: about },
          avatar(person.user, "tiny"), el("span", {}, name, el("small", {}, String(person.id)))), others, this.blockButton),
      this.topics.element, this.history.element, this.toasts, this.composer.element, this.drop);
    this.element.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (link && this.#follow(link.href)) event.preventDefault();
    });
    this.#acceptDrops();
  }

  async refresh() {
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = true;
    try {
      do {
        this.again = false;
        this.#apply(await this.api.changes(this.revision));
      } while (this.again);
    } finally {
      this.refreshing = false;
    }
  }

  #apply(changes) {
    this.revision = Math.max(this.revision, changes.revision);
    this.history.apply(changes.messages);
    if (!changes.chat) return;
    this.chat = changes.chat;
    this.title.textContent = changes.chat.chat.title || changes.chat.bot.first_name;
    const isPrivate = changes.chat.chat.type === "private";
    this.topics.show(changes.chat.topics, {
      mayMake: changes.chat.makes_topics,
      mayDelete: isPrivate || changes.chat.admins.includes(this.person.id),
      rest: isPrivate ? "Main chat" : "General",
    });
    this.blockButton.textContent = changes.chat.blocked ? "Unblock" : "Block";
    this.blockButton.hidden = changes.chat.chat.type !== "private" || !changes.chat.started;
    const empty = this.history.views.size === 0;
    this.composer.show(changes.chat, empty);
    this.#greet(empty);
    this.#showAction();
    this.#forceReply(changes.messages);
    changes.answers.forEach((answer) => this.#answered(answer));
    this.#showBusy();
    this.#read();
  }

  #chooseTopic(thread) {
    this.api.thread = thread || null;
    this.history.showThread(thread);
  }

  #deleteTopic(thread) {
    this.api.deleteTopic(thread).catch((error) => this.toast(error.message, "fault"));
  }

  #greet(empty) {
    this.history.element.querySelector(".greeting")?.remove();
    if (!empty) return;
    const text = this.chat.bot.description || "Press Start, as you would in Telegram.";
    this.history.element.append(el("div", { class: "greeting" }, el("b", {}, "What can this bot do?"), el("p", {}, text)));
  }

  // As if one had chosen to reply to the message: once, and only while it is the newest.
  #forceReply(changed) {
    const forcing = changed.findLast((view) => !view.deleted && view.message.reply_markup?.force_reply && !view.message.edit_date);
    if (forcing?.message.message_id !== this.history.lastId() || this.forced === forcing.message.message_id) return;
    this.forced = forcing.message.message_id;
    this.composer.setAbout({ kind: "reply", message: forcing.message });
  }

  #showAction() {
    clearTimeout(this.actionTimer);
    const words = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…" };
    const action = this.chat.action;
    this.status.textContent = this.chat.blocked ? "blocked" : action ? words[action] || "busy…" : this.kind;
    this.status.classList.toggle("accent", Boolean(action));
    if (action) {
      this.actionTimer = setTimeout(() => {
        this.chat.action = null;
        this.#showAction();
      }, this.chat.action_seconds * 1000);
    }
  }

  async #tap(id, data) {
    const mark = `${id} ${data}`;
    if (this.history.busy.has(mark)) return;
    this.taps.set(mark, mark);
    this.#showBusy();
    try {
      const asked = await this.api.tap(id, data);
      this.taps.set(asked.callback_query_id, mark);
      // The answer may have overtaken this response; Telegram's app stops showing progress after a while.
      if (this.early.has(asked.callback_query_id)) this.#answered(this.early.get(asked.callback_query_id));
      setTimeout(() => this.#forget(asked.callback_query_id), 20000);
    } catch (error) {
      this.toast(error.message, "fault");
    } finally {
      this.#forget(mark);
    }
  }

  #forget(key) {
    this.taps.delete(key);
    this.#showBusy();
  }

  #answered(view) {
    if (view.person_id !== this.person.id) return;
    if (!this.taps.has(view.callback_query_id)) {
      this.early.set(view.callback_query_id, view);
      return;
    }
    this.#forget(view.callback_query_id);
    const { text, show_alert: alert, url } = view.answer;
    if (text && alert) showAlert(text);
    else if (text) this.toast(text);
    if (url && !this.#follow(url)) window.open(url, "_blank", "noopener");
  }

  // A link to the bot opens one's own chat with it and presses Start, as in Telegram; says whether it is one.
  #follow(url) {
    const { host, pathname, searchParams } = new URL(url);
    if (host !== "t.me" || pathname.slice(1) !== this.bot.username || !searchParams.has("start")) return false;
    this.api.startPrivately(searchParams.get("start")).then(this.privately, (error) => this.toast(error.message, "fault"));
    return true;
  }

  #showBusy() {
    this.history.showBusy(new Set(this.taps.values()));
  }

  #read() {
    const last = this.history.lastId();
    if (this.chat.unread && document.visibilityState === "visible") {
      this.api.read(last).catch((error) => this.toast(error.message, "fault"));
    }
  }

  #block() {
    this.api.block(!this.chat.blocked).catch((error) => this.toast(error.message, "fault"));
  }

  toast(text, kind = "") {
    const toast = el("div", { class: `toast ${kind}`, role: "status" }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), 4000);
  }

  #acceptDrops() {
    const pane = this.element;
    pane.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      this.drop.hidden = false;
    });
    pane.addEventListener("dragleave", (event) => {
      if (!pane.contains(event.relatedTarget)) this.drop.hidden = true;
    });
    pane.addEventListener("drop", (event) => {
      event.preventDefault();
      this.drop.hidden = true;
      this.composer.attach([...event.dataTransfer.files]);
    });
  }
}
