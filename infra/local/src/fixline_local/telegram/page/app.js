// Who is there, which chats are open, and the one long poll that tells when to look again.
import { api } from "./api.js";
import { kindOf } from "./attachments.js";
import { avatar, clock, el, fullName } from "./dom.js";
import { Pane } from "./pane.js";
import { askPerson, showPerson } from "./person.js";

const WIDE = window.matchMedia("(min-width: 1000px)");
const list = document.getElementById("people");
const panesBox = document.getElementById("panes");
const twoPanes = document.getElementById("two-panes");
const privateTopics = document.getElementById("private-topics");
let world = { revision: 0, people: [], groups: [], bot: null };
let panes = [];
let chosen = JSON.parse(localStorage.getItem("chosen") || "[]");
let being = JSON.parse(localStorage.getItem("being") || "{}"); // group -> the member that one is there
let double = localStorage.getItem("double") !== "no";

function remember() {
  localStorage.setItem("chosen", JSON.stringify(chosen));
  localStorage.setItem("being", JSON.stringify(being));
  localStorage.setItem("double", double ? "yes" : "no");
}

// A person's chat has the person's id. A group, whose id is negative, is seen as one of its members sees it.
function seats() {
  const byId = new Map(world.people.map((person) => [person.id, person]));
  const groups = world.groups.filter((group) => byId.has(group.members[0]));
  return [
    ...world.people.map((person) => ({ ...person, person, title: fullName(person.user), face: person.user, says: `id ${person.id}` })),
    ...groups.map((group) => {
      const person = byId.get(being[group.id]) || byId.get(group.members[0]);
      const face = { id: Math.abs(group.id), first_name: group.title };
      return { ...group, person, face, says: `group, as ${fullName(person.user)}` };
    }),
  ];
}

function openIds() {
  const known = new Set(seats().map((seat) => seat.id));
  chosen = [...new Set([...chosen, ...known])].filter((id) => known.has(id));
  return chosen.slice(0, double && WIDE.matches ? 2 : 1);
}

function choose(id) {
  // The chosen one comes to the front; beside it stays whoever was there.
  const open = panes.find((pane) => pane.chatId === id);
  chosen = [id, ...chosen.filter((other) => other !== id)];
  remember();
  draw();
  open?.composer.focus();
}

function become(group, who) {
  being[group] = who;
  remember();
  panes = panes.map((pane) => {
    if (pane.chatId !== group) return pane;
    pane.chatId = null; // drawn anew as somebody else
    return pane;
  });
  draw();
}

function draw() {
  twoPanes.setAttribute("aria-pressed", String(double));
  twoPanes.hidden = !WIDE.matches; // there is room for one
  privateTopics.hidden = !world.bot;
  privateTopics.setAttribute("aria-pressed", String(Boolean(world.bot?.has_topics)));
  document.getElementById("bot-name").textContent = world.bot
    ? `${world.bot.first_name} · @${world.bot.username}` : "waiting for the bot…";
  const ids = world.bot ? openIds() : [];
  // A pane keeps its side while it stays open, so nothing jumps.
  const kept = panes.filter((pane) => ids.includes(pane.chatId));
  const fresh = ids.filter((id) => !kept.some((pane) => pane.chatId === id)).map((id) => {
    const { person, title, members = [] } = seats().find((seat) => seat.id === id);
    const people = world.people.filter((each) => members.includes(each.id));
    return new Pane(person, { id, title }, world.bot, () => showPerson(person, world),
      { privately: () => choose(person.id), members: people, become: (who) => become(id, who) });
  });
  if (fresh.length || kept.length !== panes.length) {
    panes = kept.length ? panes.map((pane) => (kept.includes(pane) ? pane : fresh.shift())).filter(Boolean).concat(fresh) : fresh;
    panesBox.replaceChildren(...panes.map((pane) => pane.element));
    panesBox.classList.toggle("two", panes.length === 2);
    panes.forEach((pane) => {
      pane.refresh().catch(() => offline(true));
      pane.history.toEnd();
    });
  }
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  list.replaceChildren(...seats().map((seat) => entry(seat, ids.includes(seat.id))));
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus();
}

function entry(seat, open) {
  const last = seat.last?.message;
  const text = last ? last.text || last.caption || kindOf(last) : "no messages yet";
  const unread = seat.unread && !open ? seat.unread : 0;
  return el("li", {}, el("button", { type: "button", class: `person ${open ? "open" : ""}`, "aria-pressed": String(open), "data-chat": String(seat.id),
    "aria-label": unread ? `${seat.title}, ${unread} unread` : seat.title, onclick: () => choose(seat.id) },
    avatar(seat.face),
    el("span", { class: "person-text" }, el("b", {}, seat.title), el("span", {}, text), el("small", {}, seat.says)),
    el("span", { class: "person-side" }, last ? el("time", {}, clock(last.date)) : null,
      unread ? el("span", { class: "badge" }, String(unread)) : null)));
}

function offline(is) {
  document.getElementById("offline").hidden = !is;
}

async function watch() {
  for (;;) {
    try {
      const news = await api.world(world.revision, world.revision ? 25 : 0);
      if (news.revision < world.revision) location.reload(); // another state: nothing here is true any more
      world = news;
      offline(false);
      draw();
      await Promise.all(panes.map((pane) => pane.refresh()));
      // Before the first thing happens the revision is 0 and the call returns at once.
      if (!world.revision) await new Promise((resolve) => setTimeout(resolve, 1000));
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) console.error(error);
      offline(true);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

document.getElementById("add-person").addEventListener("click", () => askPerson(async (person) => {
  const made = await api.addPerson(person);
  chosen = [made.id, ...chosen];
  remember();
  return made;
}, () => world));
twoPanes.addEventListener("click", () => {
  double = !double;
  remember();
  draw();
});
privateTopics.addEventListener("click", () => api.switchTopics(!world.bot.has_topics).catch(() => offline(true)));
WIDE.addEventListener("change", draw);
document.addEventListener("visibilitychange", () => panes.forEach((pane) => pane.refresh().catch(() => offline(true))));
watch();
