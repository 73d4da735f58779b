// What one span has to say: opened below its row.

import { element } from "/elements.js";
import { dateAndTime, duration, serviceTag, shortName } from "/format.js";

const LONG = 60;

export function details(span) {
  const facts = [
    ["name", span.name],
    ["service", span.instance ? `${span.service} (${span.instance})` : span.service],
    ["kind", span.kind],
    ["span", span.span_id],
    ["parent", span.parent_id ? `${span.parent_id}${span.orphan ? " (missing)" : ""}` : "none"],
    ["starts", `${dateAndTime(span.start_ns)} (+${duration(span.offset_ns)})`],
    ["takes", duration(span.duration_ns)],
  ];
  if (span.status !== "unset") facts.push(["status", [span.status, span.status_message].filter(Boolean).join(": ")]);
  return element(
    "div",
    { class: "details" },
    section("Attributes", pairs(Object.entries(span.attributes))),
    section("Span", pairs(facts)),
    span.events.length ? section("Events", ...span.events.map(event)) : null,
    span.links.length ? section("Links to", element("ul", { class: "links" }, ...span.links.map(link))) : null,
  );
}

export function link(target) {
  const label = target.name ? shortName(target.name) : `span ${target.span_id} (not kept)`;
  return element(
    "li",
    {},
    target.service ? serviceTag(target.service) : null,
    element("a", { href: `#/trace/${target.trace_id}/${target.span_id}` }, label),
    element("code", {}, target.trace_id.slice(0, 8)),
  );
}

function section(title, ...content) {
  return element("section", {}, element("h3", {}, title), ...content);
}

function pairs(entries) {
  if (entries.length === 0) return element("p", { class: "none" }, "none");
  const rows = entries.flatMap(([key, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const shown = key === "exception.stacktrace" || text.length > LONG ? element("pre", {}, text) : text;
    return [element("dt", {}, key), element("dd", {}, shown)];
  });
  return element("dl", {}, ...rows);
}

function event(each) {
  return element(
    "div",
    { class: "event" },
    element("p", {}, element("b", {}, each.name), ` at +${duration(each.offset_ns)}`),
    Object.keys(each.attributes).length ? pairs(Object.entries(each.attributes)) : null,
  );
}
