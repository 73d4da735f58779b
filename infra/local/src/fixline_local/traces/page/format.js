// Numbers and dates for people, and the colours of services.

import { element } from "/elements.js";

export function duration(ns) {
  if (ns === 0) return "0";
  if (ns < 1e6) return `${Math.round(ns / 1e3)} µs`;
  if (ns < 1e9) return `${(ns / 1e6).toFixed(ns < 100e6 && ns % 1e6 ? 1 : 0)} ms`;
  if (ns < 59.995e9) return `${(ns / 1e9).toFixed(2)} s`;
  const seconds = Math.round(ns / 1e9);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

// fixline.tickets.v1.TicketService/CreateTicket is known by its end.
export function shortName(name) {
  return name.match(/^[a-z][\w.]*\.(\w+\/\w+)$/)?.[1] ?? name;
}

export function methodName(name) {
  return shortName(name).split("/").pop() || name;
}

export function clock(ns) {
  return new Date(ns / 1e6).toLocaleTimeString("en-GB", { hour12: false });
}

export function dateAndTime(ns) {
  const date = new Date(ns / 1e6);
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return `${day} ${clock(ns)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

// Round steps (1, 2, 5 × 10^n) that divide `total` into at most `most` parts.
export function ticks(total, most) {
  const raw = Math.max(total, 1) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= raw);
  const found = [];
  for (let at = 0; at <= total; at += step) found.push(at);
  return found;
}

const COLOURS = 8;
let known = [];

export function learnServices(services) {
  known = services;
}

// The order in which services first appeared gives each its colour, so it stays.
export function colour(service) {
  const index = known.indexOf(service);
  return `colour-${(index < 0 ? 0 : index) % COLOURS}`;
}

export function serviceTag(service) {
  return element("span", { class: `service ${colour(service)}` }, service);
}
