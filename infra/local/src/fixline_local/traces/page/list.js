// The list of traces: elements are kept and moved, never rebuilt, so that nothing flickers or loses its focus.

import { element } from "/elements.js";
import { clock, count, duration, methodName, serviceTag, shortName } from "/format.js";

export class TraceList {
  constructor(container) {
    this.container = container;
    this.items = new Map();
    this.empty = element("p", { class: "hint" }, "No traces yet. They appear here as soon as something happens.");
  }

  show(traces, chosen, filtered) {
    const wanted = new Set(traces.map((trace) => trace.trace_id));
    for (const [id, item] of this.items) {
      if (!wanted.has(id)) {
        item.node.remove();
        this.items.delete(id);
      }
    }
    this.empty.textContent = filtered
      ? "No trace matches."
      : "No traces yet. They appear here as soon as something happens.";
    if (traces.length === 0) this.container.replaceChildren(this.empty);
    else this.empty.remove();
    traces.forEach((trace, index) => {
      const node = this.item(trace);
      const there = this.container.children[index];
      if (there !== node) this.container.insertBefore(node, there ?? null);
    });
    this.mark(chosen);
  }

  mark(chosen) {
    for (const [id, item] of this.items) {
      if (id === chosen) item.node.setAttribute("aria-current", "page");
      else item.node.removeAttribute("aria-current");
    }
  }

  item(trace) {
    const state = JSON.stringify(trace);
    let item = this.items.get(trace.trace_id);
    if (item === undefined) {
      item = { node: element("a", { href: `#/trace/${trace.trace_id}` }), state: "" };
      this.items.set(trace.trace_id, item);
    }
    if (item.state !== state) {
      item.state = state;
      item.node.className = trace.error ? "item failed" : "item";
      item.node.replaceChildren(
        element(
          "span",
          { class: "item-head" },
          element("span", { class: "item-name", title: trace.root }, shortName(trace.name)),
          trace.error ? element("span", { class: "badge" }, "error") : null,
          !trace.error && trace.refused ? element("span", { class: "badge refused" }, "refused") : null,
          element("span", { class: "item-duration" }, duration(trace.duration_ns)),
        ),
        trace.calls.length ? element("span", { class: "item-calls" }, trace.calls.map(methodName).join(", ")) : "",
        element(
          "span",
          { class: "item-foot" },
          element("time", {}, clock(trace.start_ns)),
          element("span", {}, count(trace.span_count, "span")),
          ...trace.services.map(serviceTag),
        ),
      );
    }
    return item.node;
  }
}
