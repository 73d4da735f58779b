// Lines over time as SVG, drawn for the width that there is, with what the pointer is at.

import { drawn, element } from "/elements.js";
import { clock, moment, nameOf, shown, timeTicks, valueTicks } from "/format.js";

const TOP = 8;
const BOTTOM = 20;
const RIGHT = 10;
const MOST_IN_TIP = 9;
const DOT = 4;

// A series keeps its colour while others come and go by their values: it is its place among the names.
export function coloured(panel) {
  const latest = (series) => series.points.at(-1)?.[1] ?? -1;
  return panel.series
    .map((series, index) => ({ ...series, colour: `colour-${index % 8}` }))
    .filter((series) => series.points.length)
    .sort((one, other) => latest(other) - latest(one));
}

export class Chart {
  // `solo`: the name of the series that is shown alone, if any. `traces`: the address of the trace page.
  constructor(panel, board, { height, traces, solo }) {
    this.panel = panel;
    this.board = board;
    this.height = height;
    this.traces = traces;
    this.solo = solo;
    this.tip = element("div", { class: "tip", hidden: true });
    this.element = element("div", { class: "chart", style: { height: `${height}px` } }, this.tip);
    this.element.addEventListener("pointermove", (event) => this.point(event));
    this.element.addEventListener("pointerdown", (event) => this.point(event));
    this.element.addEventListener("pointerleave", () => this.leave());
    this.width = 0;
  }

  fit() {
    const width = this.element.clientWidth;
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.draw();
  }

  get lines() {
    return coloured(this.panel).filter((series) => !this.solo || series.name === this.solo);
  }

  draw() {
    const { panel, board } = this;
    const highest = Math.max(0, ...this.lines.flatMap((series) => series.points.map(([, value]) => value)));
    // Slow ones that have a trace are above the lines; one that is far off must not press them flat.
    const slowest = this.solo ? 0 : Math.min(Math.max(0, ...panel.exemplars.map((each) => each.value)), highest * 2);
    // The limit is drawn where lines come near it; else it would press them flat.
    const near = panel.limit !== null && highest > panel.limit * 0.4;
    const ticks = valueTicks(Math.max(highest * 1.05, slowest, near ? panel.limit * 1.05 : 0) || 1, this.height > 240 ? 6 : 4, panel.unit);
    const labels = ticks.map((value) => shown(value, panel.unit));
    this.left = 12 + Math.max(...labels.map((label) => label.length)) * 6.6;
    const inner = { width: this.width - this.left - RIGHT, height: this.height - TOP - BOTTOM };
    const span = board.end - board.begin;
    this.x = (at) => this.left + ((at - board.begin) / span) * inner.width;
    this.y = (value) => TOP + inner.height * (1 - Math.min(value / ticks.at(-1), 1));
    const bottom = TOP + inner.height;
    const svg = drawn(
      "svg",
      { viewBox: `0 0 ${this.width} ${this.height}`, width: this.width, height: this.height, role: "img", "aria-label": this.summary() },
      ...ticks.map((value, index) =>
        drawn(
          "g",
          { class: "grid" },
          drawn("line", { x1: this.left, x2: this.left + inner.width, y1: this.y(value), y2: this.y(value) }),
          drawn("text", { x: this.left - 6, y: this.y(value) + 4, "text-anchor": "end" }, labels[index]),
        ),
      ),
      ...timeTicks(board.begin, board.end, Math.max(2, Math.floor(inner.width / (span > 86400 ? 90 : 62))))
        .filter((at) => this.x(at) > this.left + 14 && this.x(at) < this.width - 16)
        .map((at) => drawn("g", { class: "grid" }, drawn("text", { x: this.x(at), y: this.height - 5, "text-anchor": "middle" }, clock(at, span)))),
      ...grounds(board.marks).map((ground) => this.ground(ground, bottom)),
      ...board.marks.map((mark) => this.mark(mark, bottom)),
      near ? drawn("line", { class: "limit", x1: this.left, x2: this.left + inner.width, y1: this.y(panel.limit), y2: this.y(panel.limit) }) : null,
      ...this.lines.map((series) => this.line(series, bottom)),
      ...(this.solo ? [] : panel.exemplars.map((exemplar) => this.dot(exemplar))),
      (this.cursor = drawn("line", { class: "cursor", y1: TOP, y2: bottom, visibility: "hidden" })),
    );
    this.element.replaceChildren(svg, this.tip);
  }

  summary() {
    const last = this.lines.map((series) => `${nameOf(series, this.panel)} ${shown(series.points.at(-1)?.[1], this.panel.unit)}`);
    return `${this.panel.title}: ${last.join(", ") || "no data"}`;
  }

  ground({ begin, end, colour }, bottom) {
    return drawn("rect", { ...this.across(begin, end), y: TOP, height: bottom - TOP, class: `mark mark-ground ${colour}` });
  }

  mark(mark, bottom) {
    const bar = drawn("rect", { ...this.across(mark.begin, mark.end), y: bottom, height: 3 }, drawn("title", {}, `${mark.title}, ${moment(mark.begin)}`));
    return drawn("g", { class: `mark ${mark.colour}` }, bar);
  }

  across(begin, end) {
    const x = this.x(begin);
    return { x, width: Math.max(this.x(end) - x, 1.5) };
  }

  // A line breaks where there are no values; a value between two gaps is a dot.
  line(series, bottom) {
    let path = "";
    let before = -Infinity;
    let alone = [];
    series.points.forEach(([at, value], index) => {
      const joined = at - before <= this.board.step * 1.5;
      const next = series.points[index + 1]?.[0] ?? Infinity;
      if (!joined && next - at > this.board.step * 1.5) alone.push([at, value]);
      path += `${joined ? "L" : "M"}${this.x(at).toFixed(1)} ${this.y(value).toFixed(1)}`;
      before = at;
    });
    return drawn(
      "g",
      { class: `line ${series.colour}` },
      this.lines.length === 1 && path && !alone.length ? drawn("path", { class: "area", d: this.area(series, bottom) }) : null,
      drawn("path", { d: path }),
      ...alone.map(([at, value]) => drawn("circle", { cx: this.x(at), cy: this.y(value), r: 2 })),
    );
  }

  area(series, bottom) {
    let path = "";
    let before = null;
    for (const [at, value] of series.points) {
      const here = `${this.x(at).toFixed(1)} ${this.y(value).toFixed(1)}`;
      if (before !== null && at - before <= this.board.step * 1.5) path += `L${here}`;
      else path += `${before === null ? "" : `V${bottom}Z`}M${this.x(at).toFixed(1)} ${bottom}L${here}`;
      before = at;
    }
    return before === null ? "" : `${path}V${bottom}Z`;
  }

  dot(exemplar) {
    const what = `Trace of ${shown(exemplar.value, this.panel.unit)}, ${clock(exemplar.at, 60)}`;
    return drawn(
      "a",
      { href: `${this.traces}/#/trace/${exemplar.trace}`, target: "_blank", rel: "noopener", "aria-label": what },
      drawn("rect", {
        class: "dot",
        x: this.x(exemplar.at) - DOT,
        y: this.y(exemplar.value) - DOT,
        width: 2 * DOT,
        height: 2 * DOT,
        transform: `rotate(45 ${this.x(exemplar.at)} ${this.y(exemplar.value)})`,
      }, drawn("title", {}, what)),
    );
  }

  point(event) {
    if (!this.x) return;
    const { board, panel } = this;
    const across = event.clientX - this.element.getBoundingClientRect().left;
    const share = (across - this.left) / (this.width - this.left - RIGHT);
    const at = board.begin + Math.round((Math.min(Math.max(share, 0), 1) * (board.end - board.begin)) / board.step) * board.step;
    const there = this.lines
      .map((series) => ({ ...series, value: series.points.find(([when]) => Math.abs(when - at) < board.step / 2)?.[1] }))
      .filter((series) => series.value !== undefined)
      .sort((one, other) => other.value - one.value);
    const marks = board.marks.filter((mark) => mark.begin - board.step <= at && at <= mark.end + board.step);
    this.cursor.setAttribute("visibility", "visible");
    for (const end of ["x1", "x2"]) this.cursor.setAttribute(end, this.x(at));
    this.tip.hidden = false;
    const said = element(
      "div",
      {},
      element("b", {}, moment(at)),
      ...there.slice(0, MOST_IN_TIP).map((series) =>
        element("span", { class: `tip-row ${series.colour}` }, element("span", { class: "tip-name" }, nameOf(series, panel)), element("span", {}, shown(series.value, panel.unit))),
      ),
      there.length > MOST_IN_TIP ? element("span", { class: "quiet" }, `and ${there.length - MOST_IN_TIP} more`) : null,
      there.length === 0 ? element("span", { class: "quiet" }, "no value") : null,
      ...marks.map((mark) => element("span", { class: `tip-mark ${mark.colour}` }, mark.title)),
    );
    this.tip.replaceChildren(...said.children);
    const room = this.width - this.tip.offsetWidth - 4;
    const beside = this.x(at) + 12 <= room ? this.x(at) + 12 : this.x(at) - this.tip.offsetWidth - 12;
    this.tip.style.setProperty("left", `${Math.min(Math.max(beside, 4), Math.max(room, 4))}px`);
  }

  leave() {
    this.tip.hidden = true;
    this.cursor?.setAttribute("visibility", "hidden");
  }
}

// Where marks of one colour meet, their ground is one: laid over each other they would hide the lines.
function grounds(marks) {
  const merged = [];
  for (const { begin, end, colour } of [...marks].sort((one, other) => one.begin - other.begin)) {
    const before = merged.find((ground) => ground.colour === colour && begin <= ground.end);
    if (before) before.end = Math.max(before.end, end);
    else merged.push({ begin, end, colour });
  }
  return merged;
}
