// One trace as a waterfall: a tree of names on the left, bars over a time axis on the right.

import { element } from "/elements.js";
import { colour, count, dateAndTime, duration, serviceTag, shortName, ticks } from "/format.js";
import { details, link } from "/details.js";

const MOST_TICKS = 6;
const LABEL_RIGHT_OF = 82; // per cent of the axis; a bar that ends further right has its label on the left

export class Waterfall {
  constructor(container) {
    this.container = container;
    this.clear("Choose a trace.");
  }

  clear(hint) {
    this.trace = null;
    this.opened = new Set();
    this.folded = new Set();
    this.container.replaceChildren(element("p", { class: "hint" }, hint));
  }

  show(trace, span) {
    const other = this.trace?.trace_id !== trace.trace_id;
    if (other) {
      this.opened = new Set();
      this.folded = new Set();
    }
    const jump = span && (other || !this.opened.has(span));
    if (span) this.opened.add(span);
    this.trace = trace;
    this.draw();
    if (jump) document.getElementById(`span-${span}`)?.scrollIntoView({ block: "center" });
    else if (other) this.container.scrollTop = 0;
  }

  draw() {
    // Drawn anew with whatever arrives: who works by keyboard stays where they are.
    const active = this.container.contains(document.activeElement) ? document.activeElement : null;
    const focused = active?.closest(".row")?.id;
    const rows = [];
    for (const node of forest(this.trace.spans)) this.row(node, [], "", rows);
    const at = (ns) => `${(100 * ns) / Math.max(this.trace.duration_ns, 1)}%`;
    const marks = ticks(this.trace.duration_ns, MOST_TICKS);
    this.container.replaceChildren(
      this.head(),
      element(
        "div",
        { class: "axis" },
        element("span", {}, "span"),
        element(
          "div",
          { class: "scale" },
          ...marks.map((ns) => element("span", { class: "tick", style: { left: at(ns) } }, duration(ns))),
        ),
      ),
      element(
        "div",
        { class: "rows" },
        element(
          "div",
          { class: "grid" },
          ...marks.map((ns) => element("i", { style: { left: at(ns) } })),
        ),
        ...rows,
      ),
    );
    if (focused) document.getElementById(focused)?.querySelector(`.${active.classList[0]}`)?.focus({ preventScroll: true });
  }

  head() {
    const trace = this.trace;
    const failures = trace.spans.filter((span) => span.status === "error").length;
    const refusals = trace.spans.filter((span) => span.status === "refused").length;
    const orphans = trace.spans.filter((span) => span.orphan).length;
    const facts = [dateAndTime(trace.start_ns), count(trace.span_count, "span")];
    if (trace.dropped_spans) facts.push(`${trace.dropped_spans} more not kept`);
    return element(
      "header",
      { class: "head" },
      element("a", { class: "back", href: "#/" }, "← All traces"),
      element("h1", {}, shortName(trace.name), element("span", { class: "total" }, duration(trace.duration_ns))),
      element(
        "p",
        { class: "facts" },
        ...trace.services.map(serviceTag),
        ...facts.map((fact) => element("span", {}, fact)),
        failures ? element("span", { class: "badge" }, count(failures, "error")) : null,
        refusals ? element("span", { class: "badge refused" }, count(refusals, "refusal")) : null,
        orphans ? element("span", { class: "badge" }, count(orphans, "missing parent")) : null,
        element("code", { class: "trace-id" }, trace.trace_id),
      ),
      trace.linked_by.length
        ? element("ul", { class: "links" }, element("li", { class: "quiet" }, "Linked from"), ...trace.linked_by.map(link))
        : null,
    );
  }

  // `lead` draws the lines of the ancestors, `joint` the one to the parent: "" (a root), "tee" or "elbow".
  row(node, lead, joint, rows) {
    const { span, children } = node;
    const open = this.opened.has(span.span_id);
    const folded = this.folded.has(span.span_id);
    const toggle = () => {
      if (!this.opened.delete(span.span_id)) this.opened.add(span.span_id);
      this.draw();
      document.getElementById(`span-${span.span_id}`)?.querySelector(".name")?.focus({ preventScroll: true });
    };
    const state = [colour(span.service), span.status === "error" && "failed", open && "open"].filter(Boolean).join(" ");
    if (span.orphan) {
      rows.push(element("p", { class: "orphan" }, `Parent span ${span.parent_id} is missing`));
    }
    rows.push(
      element(
        "div",
        { class: `row ${state}`, id: `span-${span.span_id}`, onclick: toggle },
        element(
          "div",
          { class: "label" },
          ...[...lead, joint].filter(Boolean).map((kind) => element("i", { class: `guide ${kind}` })),
          this.fold(span, children, folded),
          element(
            "button",
            { class: "name", type: "button", "aria-expanded": String(open), title: `${span.service}: ${span.name} (${span.kind})` },
            element("span", { class: "name-text" }, shortName(span.name)),
            element("span", { class: "name-service" }, span.service),
          ),
        ),
        element("div", { class: "track" }, ...this.bar(span)),
      ),
    );
    if (open) rows.push(details(span));
    if (folded) return;
    const below = joint ? [...lead, joint === "tee" ? "line" : "blank"] : lead;
    children.forEach((child, index) => {
      this.row(child, below, index === children.length - 1 ? "elbow" : "tee", rows);
    });
  }

  fold(span, children, folded) {
    if (children.length === 0) return element("i", { class: "leaf" });
    const press = (pressed) => {
      pressed.stopPropagation();
      if (!this.folded.delete(span.span_id)) this.folded.add(span.span_id);
      this.draw();
    };
    const label = folded ? `Show ${count(children.length, "child span")}` : "Hide child spans";
    return element("button", { class: `fold${folded ? " folded" : ""}`, type: "button", "aria-label": label, title: label, onclick: press });
  }

  bar(span) {
    const total = Math.max(this.trace.duration_ns, 1);
    const left = (100 * span.offset_ns) / total;
    const width = (100 * span.duration_ns) / total;
    const label = `${{ error: "✗ ", refused: "∅ " }[span.status] ?? ""}${duration(span.duration_ns)}`;
    const side =
      left + width < LABEL_RIGHT_OF
        ? { left: `calc(${left + width}% + 6px)` }
        : left > 100 - LABEL_RIGHT_OF
          ? { right: `calc(${100 - left}% + 6px)` }
          : { right: `calc(${100 - left - width}% + 8px)` };
    const inside = left + width >= LABEL_RIGHT_OF && left <= 100 - LABEL_RIGHT_OF;
    return [
      element("i", { class: "bar", style: { left: `${left}%`, width: `max(${width}%, 3px)` } }),
      element("span", { class: inside ? "length inside" : "length", style: side }, label),
    ];
  }
}

// The roots, and below each node its children, by start; an orphan is a root of its own.
function forest(spans) {
  const nodes = new Map(spans.map((span) => [span.span_id, { span, children: [] }]));
  const roots = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(node.span.parent_id);
    if (parent && parent !== node) parent.children.push(node);
    else roots.push(node);
  }
  return roots;
}
