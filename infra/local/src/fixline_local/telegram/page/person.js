// A simulated person: added, and looked at, with the role that the desk gives them.
import { api } from "./api.js";
import { openDialog } from "./dialogs.js";
import { copied, el, fullName } from "./dom.js";

const ROLES = { reporter: "Reporter", agent: "Agent", dispatcher: "Dispatcher", admin: "Admin", auditor: "Auditor" };
const LANGUAGES = { en: "English", ru: "Русский", de: "Deutsch", es: "Español" };

const options = (names) => Object.entries(names).map(([value, name]) => el("option", { value }, name));

// `save` adds the person and returns them; `world` returns the people there are, and whether there is a desk.
export function askPerson(save, world) {
  const field = (name, label, extra = {}) =>
    el("label", {}, label, el("input", { name, autocomplete: "off", ...extra }));
  const fault = el("p", { class: "fault", role: "alert" });
  const form = el("form", {},
    el("h2", {}, "Add person"),
    field("first_name", "First name", { required: "", maxlength: "64" }),
    field("last_name", "Last name", { maxlength: "64" }),
    field("username", "Username (without @)", { pattern: "[A-Za-z][A-Za-z0-9_]{3,31}", title: "4 to 32 letters, digits and _, a letter first" }),
    el("label", {}, "Language of the app", el("select", { name: "language_code" }, options(LANGUAGES))),
    el("label", {}, "Role at the desk", el("select", { name: "role" }, options(ROLES))),
    fault,
    el("div", { class: "row" },
      el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"),
      el("button", { class: "primary" }, "Add")));
  const dialog = el("dialog", { class: "form", "aria-label": "Add person" }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { role, ...asked } = Object.fromEntries(new FormData(form));
    try {
      const person = await save(asked);
      dialog.close();
      if (role !== "reporter") showPerson(person, world(), role);
    } catch (error) {
      fault.textContent = error.message;
    }
  });
  openDialog(dialog);
}

// `role` is given at once.
export function showPerson(person, { people, has_desk: hasDesk }, role = null) {
  const { user } = person;
  const name = fullName(user);
  const said = el("p", { class: "said", role: "status" });
  const choice = el("select", { "aria-label": `Role of ${name}`, disabled: true }, options(ROLES));
  const give = el("button", { class: "primary", disabled: true }, "Give role");
  const names = (ids) => ids.map((id) => (id === person.id ? name : fullName(people.find((other) => other.id === id)?.user || { first_name: `${id}` })));
  const copyButton = el("button", { type: "button", class: "quiet small", onclick: async () => {
    copyButton.textContent = (await copied(String(person.id))) ? "Copied" : "Select it by hand";
    setTimeout(() => { copyButton.textContent = "Copy"; }, 2000);
  } }, "Copy");
  const busy = async (words, act) => {
    choice.disabled = give.disabled = true;
    say(words);
    try {
      say(await act());
      choice.disabled = give.disabled = false;
    } catch (error) {
      say(error.message, true);
    }
  };
  const say = (text, fault = false) => {
    said.textContent = text;
    said.classList.toggle("fault", fault);
  };
  const look = () => busy("Asking the desk…", async () => {
    const known = (await api.roleOf(person.id)).role;
    choice.value = known || "reporter";
    return known ? `${name} is ${article(known)} now.` : `The desk does not know ${name} yet: not before Start is pressed, which giving a role does.`;
  });
  const appoint = (wanted) => busy("Asking the desk…", async () => {
    choice.value = wanted;
    const given = await api.giveRole(person.id, wanted);
    const pressed = given.started.length ? ` Start was pressed for ${names(given.started).join(" and ")}, so that the desk knows them.` : "";
    return `${name} is ${article(given.role)} now.${pressed}`;
  });
  const form = el("form", { class: "role" }, el("label", {}, "Role at the desk", choice), give);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    appoint(choice.value).then(() => give.focus());
  });
  const row = (label, ...value) => [el("dt", {}, label), el("dd", {}, value)];
  const dialog = el("dialog", { class: "form", "aria-label": name },
    el("h2", {}, name),
    el("dl", { class: "facts" },
      row("Telegram id", el("code", {}, String(person.id)), copyButton),
      row("Username", user.username ? `@${user.username}` : "none"),
      row("Language", LANGUAGES[user.language_code] || user.language_code || "unknown")),
    form, said,
    el("div", { class: "row" }, el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Close")));
  openDialog(dialog);
  if (!hasDesk) say("There is no desk beside this simulator: `make run` opens one.", true);
  else if (role) appoint(role);
  else look();
}

function article(role) {
  return /^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`;
}
