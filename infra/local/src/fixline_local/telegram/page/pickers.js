// What is chosen before it is sent: a sticker, a place, the name of a topic.
import { api } from "./api.js";
import { openDialog } from "./dialogs.js";
import { el } from "./dom.js";

// Resolves to the sticker's name or null.
export async function pickSticker() {
  const { stickers } = await api.stickers();
  return new Promise((resolve) => {
    let chosen = null;
    const dialog = el("dialog", { class: "form", "aria-label": "Stickers" },
      el("h2", {}, "Stickers"),
      el("div", { class: "stickers" }, stickers.map(({ name, emoji }) => el("button", { type: "button", "aria-label": `Sticker ${emoji} ${name}`,
        onclick: () => {
          chosen = name;
          dialog.close();
        } }, el("img", { src: `/api/stickers/${name}`, alt: "", width: "96", height: "96" })))),
      el("div", { class: "row" }, el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel")));
    dialog.addEventListener("close", () => resolve(chosen));
    openDialog(dialog);
  });
}

// `send` is given {latitude, longitude, title, address} and may refuse; the form then says why and stays.
export function askPlace(send) {
  const number = (name, label, limit, value) => el("label", {}, label,
    el("input", { name, type: "number", step: "any", min: String(-limit), max: String(limit), required: "", value, inputmode: "decimal" }));
  const [title, address] = ["title", "address"].map((name) => el("input", { name, autocomplete: "off", maxlength: "255" }));
  // A venue has both, a location neither.
  title.addEventListener("input", () => { address.required = Boolean(title.value); });
  address.addEventListener("input", () => { title.required = Boolean(address.value); });
  const fault = el("p", { class: "fault", role: "alert" });
  const form = el("form", {},
    el("h2", {}, "Place"),
    el("div", { class: "pair" }, number("latitude", "Latitude, °N", 90, "52.5163"), number("longitude", "Longitude, °E", 180, "13.3777")),
    el("p", { class: "hint" }, "With a name and an address it is sent as a venue."),
    el("label", {}, "Name", title), el("label", {}, "Address", address), fault,
    el("div", { class: "row" },
      el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"),
      el("button", { class: "primary" }, "Send")));
  const dialog = el("dialog", { class: "form", "aria-label": "Place" }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { latitude, longitude } = Object.fromEntries(new FormData(form));
    try {
      await send({ latitude: Number(latitude), longitude: Number(longitude), title: title.value, address: address.value });
      dialog.close();
    } catch (error) {
      fault.textContent = error.message;
    }
  });
  openDialog(dialog);
}

// `make` is given the name and may refuse; the form then says why and stays.
export function askTopic(make) {
  const name = el("input", { name: "name", autocomplete: "off", maxlength: "128", required: "" });
  const fault = el("p", { class: "fault", role: "alert" });
  const form = el("form", {}, el("h2", {}, "New topic"), el("label", {}, "Name", name), fault,
    el("div", { class: "row" },
      el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"),
      el("button", { class: "primary" }, "Create")));
  const dialog = el("dialog", { class: "form", "aria-label": "New topic" }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await make(name.value);
      dialog.close();
    } catch (error) {
      fault.textContent = error.message;
    }
  });
  openDialog(dialog);
}
