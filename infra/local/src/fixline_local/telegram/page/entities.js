// A text and its entities as nodes. Offsets are UTF-16 units, which is what JavaScript's strings count.
import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

export function formatted(text, entities, onCommand) {
  return nodes(text, 0, text.length, entities || [], onCommand);
}

function nodes(text, begin, end, entities, onCommand) {
  const result = [];
  let at = begin;
  const rest = [...entities];
  while (rest.length) {
    const entity = rest.shift();
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at) continue;
    if (entity.offset > at) result.push(text.slice(at, entity.offset));
    const inner = [];
    while (rest.length && rest[0].offset < stop) inner.push(rest.shift());
    result.push(wrap(entity, text.slice(entity.offset, stop), nodes(text, entity.offset, stop, inner, onCommand), onCommand));
    at = stop;
  }
  if (at < end) result.push(text.slice(at, end));
  return result;
}

function wrap(entity, covered, children, onCommand) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children);
    case "url":
      return link(/^[a-z]+:\/\//i.test(covered) ? covered : `https://${covered}`, children);
    case "email":
      return link(`mailto:${covered}`, children);
    case "bot_command":
      return el("button", { type: "button", class: "in-text", onclick: () => onCommand(covered) }, children);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return el("span", { class: "accent" }, children);
    case "date_time": // a browser shows the words of the sender; Telegram's apps the reader's own zone
      return el("time", { datetime: new Date(entity.unix_time * 1000).toISOString() }, children);
    case "spoiler": {
      const spoiler = el("button", { type: "button", class: "spoiler", "aria-label": "Spoiler", "aria-expanded": "false" }, children);
      spoiler.addEventListener("click", () => {
        const shown = spoiler.classList.toggle("shown");
        spoiler.setAttribute("aria-expanded", String(shown));
        if (shown) spoiler.removeAttribute("aria-label");
        else spoiler.setAttribute("aria-label", "Spoiler");
      });
      return spoiler;
    }
    default:
      return TAGS[entity.type] ? el(TAGS[entity.type], {}, children) : el("span", {}, children);
  }
}

function link(url, children) {
  if (!/^(https?|mailto|tg|ton|ftp):/i.test(url)) return el("span", { title: url }, children);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, children);
}
