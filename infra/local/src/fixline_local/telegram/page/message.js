// One bubble: a message, or an album of several.
import { attachment, CAPTIONED, fileUrl, kindOf } from "./attachments.js";
import { clock, el, fullName, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { serviceWords } from "./service.js";

export function bubble(views, me, actions) {
  const first = views[0].message;
  const service = serviceWords(first);
  if (service) {
    return el("li", { class: "message service", "data-id": String(first.message_id), "data-place": String(views[0].place) },
      el("span", {}, service));
  }
  const mine = first.from.id === me;
  const textual = views.find((view) => view.message.caption || view.message.text)?.message || first;
  const last = views.at(-1).message;
  const text = textual.text ?? textual.caption;
  const box = el("div", { class: "bubble" });
  if (first.chat.type !== "private" && !mine) {
    box.append(el("p", { class: `sender hue-text${first.from.id % 7}` }, fullName(first.from)));
  }
  if (first.forward_origin) {
    box.append(el("p", { class: "forwarded" }, `Forwarded from ${fullName(first.forward_origin.sender_user)}`));
  }
  if (first.via_bot) box.append(el("p", { class: "forwarded" }, `via @${first.via_bot.username}`));
  if (first.reply_to_message) box.append(quote(first.reply_to_message, actions));
  const media = views.flatMap((view) => attachment(view.message));
  if (media.length) box.append(el("div", { class: `media media${Math.min(media.length, 4)}` }, media));
  const meta = el("span", { class: "meta" },
    views.some((view) => view.message.edit_date) ? el("span", { class: "edited" }, "edited") : null,
    el("time", { datetime: new Date(last.date * 1000).toISOString() }, clock(last.date)));
  if (text) {
    const body = formatted(text, textual.entities || textual.caption_entities, actions.command);
    box.append(el("div", { class: "text", dir: "auto" }, el("span", {}, body), meta));
  } else {
    meta.classList.add("floating");
    box.append(meta);
  }
  const reactions = views.flatMap((view) => view.reactions);
  if (reactions.length) box.append(el("div", { class: "reactions" }, reactions.map((emoji) => el("span", {}, emoji))));
  const column = el("div", { class: "column" }, box);
  if (last.reply_markup) column.append(inlineKeyboard(last, actions));
  const item = el("li", { class: `message ${mine ? "mine" : "theirs"}`, "data-id": String(first.message_id),
    "data-place": String(views[0].place) }, column, tools(textual, mine, actions));
  // That nobody else sees it, the bot says in words.
  if (first.ephemeral_message_id) box.classList.add("for-one");
  if (!text && media.length) item.classList.add("bare");
  item.setAttribute("aria-label", `${mine ? "You" : fullName(first.from)}, ${clock(first.date)}`);
  return item;
}

function quote(message, actions) {
  const text = message.text || message.caption || kindOf(message);
  return el("button", { type: "button", class: "quote", "aria-label": `In reply to: ${text}`,
    onclick: () => actions.jump(message.message_id) },
    message.photo ? el("img", { src: fileUrl(message.photo[0].file_id), alt: "" }) : null,
    el("span", {}, el("b", {}, fullName(message.from)), el("span", {}, text)));
}

function inlineKeyboard(message, actions) {
  const rows = message.reply_markup.inline_keyboard.map((row) => el("div", { class: "keys" }, row.map((button) => {
    const style = button.style ? ` ${button.style}` : "";
    if (button.url) {
      return el("a", { class: `key${style}`, href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text);
    }
    const key = el("button", { type: "button", class: `key${style}`, disabled: Boolean(button.disabled) }, button.text);
    if (button.disabled) return key;
    if (button.callback_data) {
      key.dataset.data = button.callback_data;
      key.addEventListener("click", () => actions.tap(message.message_id, button.callback_data));
    } else if (button.copy_text) {
      key.addEventListener("click", () => actions.copy(button.copy_text.text));
    } else {
      key.addEventListener("click", () => actions.notSimulated());
    }
    return key;
  })));
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": "Buttons" }, rows);
}

function tools(message, mine, actions) {
  const editable = mine && (message.text || CAPTIONED.some((kind) => message[kind]));
  return el("div", { class: "tools" },
    el("button", { type: "button", "aria-label": "Reply", title: "Reply", onclick: () => actions.reply(message) }, icon("reply")),
    editable ? el("button", { type: "button", "aria-label": "Edit", title: "Edit", onclick: () => actions.edit(message) }, icon("edit")) : null);
}
