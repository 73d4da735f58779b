// What fires: a line above every dashboard, and a page of its own; and the runbooks they lead to.

import { element } from "/elements.js";
import { moment } from "/format.js";

function since(alert) {
  return moment(Date.parse(alert.since) / 1000);
}

export function runbookLink(alert) {
  return element("a", { href: `#/runbook/${alert.runbook}` }, `Runbook: ${alert.runbook}`);
}

export function banner(alerts) {
  const firing = alerts.filter((alert) => alert.state === "firing");
  if (firing.length === 0) return "";
  return element(
    "ul",
    { class: "banner", "aria-label": "Firing alerts" },
    ...firing.map((alert) =>
      element(
        "li",
        { class: alert.severity },
        element("b", {}, alert.name),
        alert.of ? element("span", {}, alert.of) : null,
        element("span", { class: "quiet" }, `since ${since(alert)}`),
        runbookLink(alert),
      ),
    ),
  );
}

export function alertPage(alerts) {
  return element(
    "div",
    { class: "details" },
    element("h1", {}, "Alerts"),
    alerts.length === 0
      ? element("p", { class: "none" }, "Nothing fires, and nothing is about to.")
      : element("ul", { class: "alerts" }, ...alerts.map(card)),
    element("p", {}, element("a", { href: "#/runbook/README" }, "All runbooks")),
  );
}

function card(alert) {
  return element(
    "li",
    { class: `alert ${alert.state} ${alert.severity}` },
    element(
      "h2",
      {},
      alert.name,
      alert.of ? element("span", { class: "quiet" }, ` ${alert.of}`) : null,
    ),
    element("p", {}, `${alert.summary}: ${alert.value}.`),
    element("p", {}, `Who is hurt: ${alert.impact}.`),
    element(
      "p",
      { class: "quiet" },
      alert.state === "firing" ? `Fires since ${since(alert)} · ${alert.severity === "page" ? "somebody is woken" : "for office hours"}` : `Looks bad since ${since(alert)}; fires when it stays so`,
    ),
    runbookLink(alert),
  );
}

// `html` is made by our server from our own pages.
export function runbookPage(html) {
  const text = element("article", { class: "runbook" });
  text.innerHTML = html;
  text.querySelectorAll("table").forEach((table) => {
    const frame = element("div", { class: "table" });
    table.replaceWith(frame);
    frame.append(table);
  });
  text.querySelectorAll("a[href^=http]").forEach((link) => Object.assign(link, { target: "_blank", rel: "noopener" }));
  return element("div", { class: "details" }, element("a", { class: "back", href: "#/alerts" }, "← Alerts"), text);
}
