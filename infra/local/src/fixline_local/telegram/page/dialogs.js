// Modal things: a picture, an alert, a new person, files about to be sent.
import { el } from "./dom.js";

export function open(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return dialog;
}

export function showPicture(url, caption) {
  const dialog = el("dialog", { class: "viewer", "aria-label": caption || "Photo" });
  dialog.append(el("img", { src: url, alt: caption || "Photo", onclick: () => dialog.close() }));
  open(dialog);
}

export function showAlert(text) {
  const dialog = el("dialog", { class: "alert", role: "alertdialog", "aria-label": "Answer of the bot" });
  dialog.append(el("p", {}, text), el("form", { method: "dialog" }, el("button", { class: "primary" }, "OK")));
  open(dialog);
}

export function confirmFiles(files) {
  // Resolves to {caption, asFile} or null.
  return new Promise((resolve) => {
    const images = files.every((file) => file.type.startsWith("image/"));
    const dialog = el("dialog", { class: "send-files", "aria-label": "Send files" });
    const caption = el("textarea", { "aria-label": "Caption", placeholder: "Add a caption…", rows: "1", maxlength: "1024" });
    const asFile = el("input", { type: "checkbox", id: "as-file" });
    asFile.checked = !images;
    asFile.disabled = !images;
    const urls = [];
    const previews = files.map((file) => {
      if (!file.type.startsWith("image/")) return el("span", { class: "preview-file" }, file.name);
      urls.push(URL.createObjectURL(file));
      return el("img", { src: urls.at(-1), alt: file.name || "pasted picture" });
    });
    let answer = null;
    const submit = () => {
      answer = { caption: caption.value, asFile: asFile.checked };
      dialog.close();
    };
    caption.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        submit();
      }
    });
    dialog.append(
      el("h2", {}, files.length === 1 ? "Send 1 file" : `Send ${files.length} files`),
      el("div", { class: "previews" }, previews),
      el("label", { class: "check" }, asFile, "as a file, without compression"),
      caption,
      el("div", { class: "row" },
        el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"),
        el("button", { type: "button", class: "primary", onclick: submit }, "Send")),
    );
    dialog.addEventListener("close", () => {
      urls.forEach((url) => URL.revokeObjectURL(url));
      resolve(answer);
    });
    open(dialog);
    caption.focus();
  });
}

export function askPerson(save) {
  const field = (name, label, extra = {}) =>
    el("label", {}, label, el("input", { name, autocomplete: "off", ...extra }));
  const fault = el("p", { class: "fault", role: "alert" });
  const language = el("select", { name: "language_code" },
    el("option", { value: "en" }, "English"), el("option", { value: "ru" }, "Русский"),
    el("option", { value: "de" }, "Deutsch"), el("option", { value: "es" }, "Español"));
  const form = el("form", {},
    el("h2", {}, "Add person"),
    field("first_name", "First name", { required: "", maxlength: "64" }),
    field("last_name", "Last name", { maxlength: "64" }),
    field("username", "Username (without @)", { pattern: "[A-Za-z][A-Za-z0-9_]{3,31}" }),
    el("label", {}, "Language of the app", language),
    fault,
    el("div", { class: "row" },
      el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"),
      el("button", { class: "primary" }, "Add")));
  const dialog = el("dialog", { class: "form", "aria-label": "Add person" }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await save(Object.fromEntries(new FormData(form)));
      dialog.close();
    } catch (error) {
      fault.textContent = error.message;
    }
  });
  open(dialog);
}
