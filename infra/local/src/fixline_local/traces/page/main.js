// Routes (#/trace/{id}/{span}), filters and polling.

import { learnServices } from "/format.js";
import { Filters } from "/filters.js";
import { TraceList } from "/list.js";
import { Waterfall } from "/waterfall.js";

const POLL_MS = 1500;

const page = Object.fromEntries(["home", "service", "state", "list", "trace"].map((id) => [id, document.getElementById(id)]));
const filters = new Filters(asked);
const list = new TraceList(page.list);
const waterfall = new Waterfall(page.trace);
const shown = { list: "", trace: "" };
let timer = 0;
let round = 0;

function route() {
  const [, trace = "", span = ""] = location.hash.match(/^#\/trace\/([0-9a-f]+)(?:\/([0-9a-f]+))?$/) ?? [];
  return { trace, span };
}

async function json(path) {
  const response = await fetch(path, { headers: { accept: "application/json" } });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function refresh() {
  clearTimeout(timer);
  const mine = ++round;
  const chosen = route();
  const query = filters.query();
  try {
    const [answer, trace] = await Promise.all([
      json(`/api/traces?${query}`),
      chosen.trace ? json(`/api/traces/${chosen.trace}`) : null,
    ]);
    if (mine !== round) return; // a newer one is under way
    showList(answer, chosen);
    showTrace(trace, chosen);
    document.body.removeAttribute("aria-busy");
    showState("live", answer.dropped_traces ? `live, ${answer.dropped_traces} older traces dropped` : "live");
  } catch (error) {
    if (mine !== round) return;
    document.body.removeAttribute("aria-busy");
    showState("lost", "no answer, trying again");
  }
  timer = setTimeout(refresh, POLL_MS);
}

// What somebody asked for is on its way; what the page asks for by itself is none of their business.
function asked() {
  document.body.setAttribute("aria-busy", "true");
  refresh();
}

function showList(answer, chosen) {
  const state = JSON.stringify([answer, filters.narrowed]);
  if (state !== shown.list) {
    shown.list = state;
    learnServices(answer.services);
    showServices(answer.services);
    list.show(answer.traces, chosen.trace, filters.narrowed);
  } else {
    list.mark(chosen.trace);
  }
}

function showServices(services) {
  const present = new Set([...page.service.options].map((option) => option.value));
  for (const service of services) if (!present.has(service)) page.service.add(new Option(service, service));
}

function showTrace(trace, chosen) {
  document.body.classList.toggle("choosing", !chosen.trace);
  if (chosen.trace) page.home.removeAttribute("aria-current");
  else page.home.setAttribute("aria-current", "page"); // one is there already
  const state = JSON.stringify([trace, chosen]);
  if (state === shown.trace) return;
  shown.trace = state;
  if (trace) waterfall.show(trace, chosen.span);
  else waterfall.clear(chosen.trace ? "This trace is not kept any more." : "Choose a trace.");
  document.title = trace ? `${trace.name} · Traces` : "Traces";
}

function showState(kind, text) {
  page.state.className = `state ${kind}`;
  page.state.textContent = text;
}

window.addEventListener("hashchange", asked);
document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : refresh()));
refresh();
