// Each kind of panel: lines, big numbers, bars, a table.

import { Chart, coloured } from "/chart.js";
import { element } from "/elements.js";
import { clock, nameOf, shortened, shown } from "/format.js";

const MOST_IN_LEGEND = 6;
const ROW = 36; // pixels of a row of Grafana's grid

function said(value, panel) {
  return panel.words[String(value)] ?? shown(value, panel.unit);
}

function last(series) {
  return series.points.at(-1)?.[1];
}

function level(value, panel) {
  // Green alone is no statement.
  if (panel.steps.length < 2 || value === undefined) return "";
  return panel.steps.filter((step) => step.from === null || value >= step.from).at(-1).colour;
}

// One panel of a dashboard; it stays where it is while what it shows changes.
export class PanelView {
  constructor(number, href) {
    this.solo = "";
    this.href = href;
    this.element = element("article", { class: "panel", id: `panel-${number}` });
  }

  show(panel, board, traces) {
    this.chart = null;
    this.again = () => this.show(panel, board, traces);
    if (!panel.series.some((series) => series.name === this.solo)) this.solo = "";
    const focused = this.element.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
    const size = panel.width <= 6 ? "small" : panel.width <= 8 ? "third" : panel.width <= 12 ? "half" : "wide";
    this.element.className = `panel ${size} ${panel.kind}`;
    this.element.style.setProperty("--columns", panel.width);
    this.element.replaceChildren(
      element(
        "header",
        {},
        element("h2", {}, element("a", { href: this.href, "data-key": "title", title: panel.says || panel.title }, panel.title)),
        panel.limit !== null && panel.kind === "timeseries" ? element("span", { class: "limit-note" }, `limit ${shown(panel.limit, panel.unit)}`) : null,
      ),
      ...this.body(panel, board, traces),
    );
    if (focused) this.element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    this.fit();
  }

  body(panel, board, traces) {
    if (panel.fault) return [element("p", { class: "none bad" }, panel.fault)];
    if (panel.kind !== "timeseries") return [values(panel)];
    if (!panel.series.some((series) => series.points.length)) return [element("p", { class: "none" }, "No data in this time.")];
    this.chart = new Chart(panel, board, { height: Math.max(panel.height * ROW - 110, 96), traces, solo: this.solo });
    return [this.chart.element, this.legend(panel)];
  }

  fit() {
    this.chart?.fit();
  }

  legend(panel) {
    const named = coloured(panel);
    const more = named.length - MOST_IN_LEGEND;
    return element(
      "div",
      { class: "legend" },
      ...named.slice(0, more > 0 ? MOST_IN_LEGEND - 1 : MOST_IN_LEGEND).map((series) =>
        element(
          "button",
          {
            type: "button",
            class: `key ${series.colour}`,
            "data-key": series.name,
            "aria-pressed": String(this.solo === series.name && this.solo !== ""),
            title: "Show this one alone, or all again",
            onclick: () => this.toggle(series.name),
          },
          element("span", { class: "key-name" }, nameOf(series, panel)),
          element("span", { class: "key-value" }, shown(last(series), panel.unit)),
        ),
      ),
      more > 0 ? element("a", { class: "more", href: this.href }, `${more + 1} more`) : null,
    );
  }

  toggle(name) {
    this.solo = this.solo === name ? "" : name;
    this.again();
  }
}

export function values(panel) {
  if (panel.series.length === 0) return element("p", { class: "none" }, "No data.");
  return { stat: numbers, bargauge: bars, table }[panel.kind](panel);
}

function numbers(panel) {
  return element(
    "ul",
    { class: "numbers" },
    ...panel.series.map((series) =>
      element(
        "li",
        { class: `number ${level(last(series), panel)}` },
        element("strong", {}, said(last(series), panel)),
        series.name ? element("span", {}, shortened(series.name)) : null,
      ),
    ),
  );
}

function bars(panel) {
  const most = Math.max(...panel.series.map(last), 0) || 1;
  return element(
    "ul",
    { class: "bars" },
    ...panel.series.map((series, index) =>
      element(
        "li",
        { class: level(last(series), panel) },
        element("span", { class: "bar-name" }, nameOf(series, panel)),
        element("span", { class: "bar-track" }, element("i", { class: `colour-${index % 8}`, style: { width: `${(100 * last(series)) / most}%` } })),
        element("span", { class: "bar-value" }, said(last(series), panel)),
      ),
    ),
  );
}

function table(panel) {
  const columns = [...new Set(panel.series.flatMap((series) => Object.keys(series.labels)))].filter((name) => name !== "__name__");
  return element(
    "div",
    { class: "table" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", {}, name)), element("th", { class: "amount" }, "value"))),
      element(
        "tbody",
        {},
        ...panel.series.map((series) =>
          element(
            "tr",
            { class: level(last(series), panel) },
            ...columns.map((name) => element("td", {}, series.labels[name] ?? "")),
            element("td", { class: "amount" }, said(last(series), panel)),
          ),
        ),
      ),
    ),
  );
}

// All about one panel: large, every series with its numbers, what was asked, and the slowest traces.
export class PanelDetails {
  constructor() {
    this.element = element("div", { class: "details" });
    this.solo = "";
  }

  show(panel, board, { traces, graph, back }) {
    this.again = () => this.show(panel, board, { traces, graph, back });
    const focused = this.element.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
    const filled = panel.series.some((series) => series.points.length);
    this.chart = panel.kind === "timeseries" && filled ? new Chart(panel, board, { height: 320, traces, solo: this.solo }) : null;
    this.element.replaceChildren(
      element("a", { class: "back", href: back, "data-key": "back" }, `← ${board.title}`),
      element("h1", {}, panel.title),
      panel.says ? element("p", { class: "says" }, panel.says) : "",
      panel.fault ? element("p", { class: "none bad" }, panel.fault) : "",
      this.chart ? this.chart.element : panel.fault ? "" : filled ? values(panel) : element("p", { class: "none" }, "No data in this time."),
      this.chart ? this.numbers(panel) : "",
      panel.exemplars.length ? slow(panel, traces) : "",
      element(
        "section",
        {},
        element("h3", {}, "Asked of Prometheus"),
        ...panel.expressions.map((expression, index) =>
          element(
            "p",
            { class: "expression" },
            element("code", {}, expression),
            element(
              "a",
              { href: `${graph}?g0.expr=${encodeURIComponent(expression)}&g0.tab=0`, target: "_blank", rel: "noopener", "data-key": `ask ${index}` },
              "Open there",
            ),
          ),
        ),
      ),
    );
    if (focused) this.element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    this.fit();
  }

  fit() {
    this.chart?.fit();
  }

  numbers(panel) {
    return element(
      "div",
      { class: "table" },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, element("th", {}, "series"), ...["last", "average", "highest"].map((name) => element("th", { class: "amount" }, name)))),
        element("tbody", {}, ...coloured(panel).map((series) => this.row(series, panel))),
      ),
    );
  }

  row(series, panel) {
    const found = series.points.map(([, value]) => value);
    const average = found.length ? found.reduce((sum, value) => sum + value, 0) / found.length : null;
    const press = () => {
      this.solo = this.solo === series.name ? "" : series.name;
      this.again();
    };
    return element(
      "tr",
      {},
      element(
        "td",
        {},
        element(
          "button",
          { type: "button", class: `key ${series.colour}`, "data-key": series.name, "aria-pressed": String(this.solo === series.name && this.solo !== ""), onclick: press },
          element("span", { class: "key-name" }, nameOf(series, panel)),
        ),
      ),
      ...[last(series), average, found.length ? Math.max(...found) : null].map((value) => element("td", { class: "amount" }, shown(value, panel.unit))),
    );
  }
}

function slow(panel, traces) {
  const slowest = [...panel.exemplars].sort((one, other) => other.value - one.value).slice(0, 8);
  return element(
    "section",
    {},
    element("h3", {}, "Slowest that have a trace"),
    element(
      "ul",
      { class: "traces" },
      ...slowest.map((each) =>
        element(
          "li",
          {},
          element("a", { href: `${traces}/#/trace/${each.trace}`, target: "_blank", rel: "noopener" }, `${shown(each.value, panel.unit)} at ${clock(each.at, 60)}`),
          element("code", {}, each.trace.slice(0, 8)),
        ),
      ),
    ),
  );
}
