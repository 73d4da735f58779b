// Routes (#/{board}/{panel}, #/alerts, #/runbook/{name}; ?last= seconds &end=), polling, and what stays while it changes.

import { alertPage, banner, runbookPage } from "/alerts.js";
import { element } from "/elements.js";
import { PanelDetails, PanelView } from "/panels.js";

const POLL_MS = 10000;
const SPANS = [
  [300, "5 minutes"], [900, "15 minutes"], [3600, "hour"], [10800, "3 hours"], [43200, "12 hours"], [86400, "day"], [604800, "7 days"], [2592000, "30 days"],
];
const DEFAULT_SPAN = 3600;

const page = Object.fromEntries(["board", "earlier", "span", "later", "now", "state", "boards", "content"].map((id) => [id, document.getElementById(id)]));
let known = { boards: [], graph: "", traces: "" };
let alerts = [];
let shown = { key: "", views: new Map(), details: null, end: 0 };
let timer = 0;
let round = 0;

function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name = "", part = ""] = path.split("/");
  const asked = new URLSearchParams(query);
  const last = SPANS.some(([seconds]) => String(seconds) === asked.get("last")) ? Number(asked.get("last")) : DEFAULT_SPAN;
  const end = Number(asked.get("end")) || null;
  return { name: name || known.boards[0]?.name || "", part, last, end };
}

function address(name, part, { last, end }) {
  const asked = new URLSearchParams({ ...(last === DEFAULT_SPAN ? {} : { last }), ...(end ? { end } : {}) }).toString();
  return `#/${[name, part].filter(Boolean).join("/")}${asked ? `?${asked}` : ""}`;
}

async function json(path) {
  const response = await fetch(path, { headers: { accept: "application/json" } });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail ?? `${path}: ${response.status}`);
  return response.json();
}

async function refresh() {
  clearTimeout(timer);
  const mine = ++round;
  let chosen = route();
  try {
    if (known.boards.length === 0) known = { ...known, ...(await json("/api/boards")) };
    chosen = route();
    if (!known.graph) known.graph = (await json("/api/graph-page")).address;
    const [answer, found] = await Promise.all([content(chosen), json("/api/alerts")]);
    if (mine !== round) return; // a newer one is under way
    alerts = found.alerts;
    drawNavigation(chosen);
    draw(chosen, answer);
    showState("live", chosen.end ? "standing still" : "live");
  } catch (error) {
    if (mine !== round) return;
    drawNavigation(chosen);
    showState("lost", `${error instanceof TypeError ? "No answer" : error.message}, trying again`);
  }
  document.body.removeAttribute("aria-busy");
  if (!document.hidden) timer = setTimeout(refresh, POLL_MS);
}

function content({ name, part, last, end }) {
  if (name === "alerts") return null;
  if (name === "runbook") return json(`/api/runbooks/${encodeURIComponent(part)}`);
  const asked = new URLSearchParams({ seconds: last, ...(end ? { end } : {}), ...(part ? { panel: part } : {}) });
  return json(`/api/boards/${encodeURIComponent(name)}?${asked}`);
}

// What somebody asked for is on its way; what the page asks for by itself is none of their business.
function asked() {
  document.body.setAttribute("aria-busy", "true");
  refresh();
}

function drawNavigation(chosen) {
  const firing = alerts.filter((alert) => alert.state === "firing").length;
  const places = [...known.boards.map((board) => [board.name, board.title]), ["alerts", firing ? `Alerts (${firing})` : "Alerts"]];
  const here = chosen.name === "runbook" ? "alerts" : chosen.name;
  const state = JSON.stringify([places, here, chosen.last, chosen.end]);
  if (state === shown.navigation) return;
  shown.navigation = state;
  const focused = page.boards.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  page.boards.replaceChildren(
    ...places.map(([name, title]) =>
      element(
        "a",
        { href: address(name, "", chosen), "data-name": name, class: name === "alerts" && firing ? "firing" : undefined, "aria-current": name === here ? "page" : undefined },
        title,
      ),
    ),
  );
  if (focused) page.boards.querySelector(`[data-name="${focused}"]`)?.focus();
  page.board.replaceChildren(...places.map(([name, title]) => new Option(title, name, false, name === here)));
  page.span.value = String(chosen.last);
  const timed = !["alerts", "runbook"].includes(chosen.name);
  document.body.classList.toggle("untimed", !timed);
  page.later.disabled = page.now.disabled = !chosen.end;
}

function draw(chosen, answer) {
  const key = `${chosen.name}/${chosen.part}`;
  const other = key !== shown.key;
  if (other) shown = { ...shown, key, views: new Map(), details: null };
  if (chosen.name === "alerts") show(key, other, JSON.stringify(alerts), () => [alertPage(alerts)]);
  else if (!answer) show(key, other, "gone", () => [element("p", { class: "hint" }, "There is no such page.")]);
  else if (chosen.name === "runbook") show(key, other, answer.html, () => [runbookPage(answer.html)]);
  else if (chosen.part) drawDetails(chosen, answer, other);
  else drawBoard(chosen, answer, other);
  const title = answer?.panels && chosen.part ? answer.panels[0].title : answer?.title ?? (chosen.name === "alerts" ? "Alerts" : "Runbook");
  document.title = `${title} · Dashboards`;
}

// Text is drawn anew only when it says something else: nobody loses their place in it.
function show(key, other, state, made) {
  if (!other && shown.state === state) return;
  shown.state = state;
  page.content.replaceChildren(...made());
  if (other) page.content.scrollTop = 0;
}

function drawBoard(chosen, board, other) {
  shown.end = board.end;
  if (other) {
    shown.banner = element("div");
    shown.grid = element("div", { class: "panels" });
    page.content.replaceChildren(shown.banner, element("h1", { class: "title" }, board.title), shown.grid);
    page.content.scrollTop = 0;
    for (const panel of board.panels) {
      const view = new PanelView(panel.id, "");
      shown.views.set(panel.id, view);
      shown.grid.append(view.element);
    }
  }
  const firing = JSON.stringify(alerts);
  if (other || firing !== shown.firing) {
    shown.firing = firing;
    shown.banner.replaceChildren(banner(alerts));
  }
  for (const panel of board.panels) {
    const view = shown.views.get(panel.id);
    view.href = address(chosen.name, String(panel.id), chosen);
    view.show(panel, board, known.traces);
  }
}

function drawDetails(chosen, board, other) {
  shown.end = board.end;
  if (other) {
    shown.details = new PanelDetails();
    page.content.replaceChildren(shown.details.element);
    page.content.scrollTop = 0;
  }
  shown.details.show(board.panels[0], board, { ...known, back: address(chosen.name, "", chosen) });
}

function showState(kind, text) {
  page.state.className = `state ${kind}`;
  page.state.textContent = text;
}

function go(change) {
  const chosen = { ...route(), ...change };
  location.hash = address(chosen.name, chosen.part, chosen);
}

function shift(by) {
  const { last, end } = route();
  const target = (end ?? shown.end) + (by * last) / 2;
  go({ end: target >= Date.now() / 1000 - 1 ? null : Math.round(target) });
}

page.span.append(...SPANS.map(([seconds, name]) => new Option(`Last ${name}`, String(seconds), seconds === DEFAULT_SPAN, seconds === DEFAULT_SPAN)));
page.span.addEventListener("change", () => go({ last: Number(page.span.value) }));
page.board.addEventListener("change", () => go({ name: page.board.value, part: "" }));
page.earlier.addEventListener("click", () => shift(-1));
page.later.addEventListener("click", () => shift(1));
page.now.addEventListener("click", () => go({ end: null }));
new ResizeObserver(() => {
  for (const view of shown.views.values()) view.fit();
  shown.details?.fit();
}).observe(page.content);
window.addEventListener("hashchange", asked);
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : refresh()));
asked();
