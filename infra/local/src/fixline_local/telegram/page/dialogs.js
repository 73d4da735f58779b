// Modal things: a picture, an alert, files about to be sent.
import { el, icon } from "./dom.js";

export function openDialog(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("pointerdown", ({ target, clientX: x, clientY: y }) => {
    const box = dialog.getBoundingClientRect();
    const inside = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    if (target === dialog && !inside) dialog.close();
  });
  dialog.showModal();
  return dialog;
}

export function showPicture(url, caption) {
  const dialog = el("dialog", { class: "viewer", "aria-label": caption || "Photo" });
  dialog.append(
    el("img", { src: url, alt: caption || "Photo", onclick: () => dialog.close() }),
    el("button", { type: "button", class: "round-button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close")));
  openDialog(dialog);
}

export function showAlert(text) {
  const dialog = el("dialog", { class: "alert", role: "alertdialog", "aria-label": "Answer of the bot" });
  dialog.append(el("p", {}, text), el("form", { method: "dialog" }, el("button", { class: "primary" }, "OK")));
  openDialog(dialog);
}

function kindOfAll(files) {
  const kinds = { "image/": "photo", "video/": "video", "audio/": "audio" };
  const found = Object.keys(kinds).find((type) => files.every((file) => file.type.startsWith(type)));
  return kinds[found] || "document";
}

// Resolves to {caption, kind} or null.
export function confirmFiles(files) {
  return new Promise((resolve) => {
    const kind = kindOfAll(files);
    const dialog = el("dialog", { class: "send-files", "aria-label": "Send files" });
    const caption = el("textarea", { "aria-label": "Caption", placeholder: "Add a caption…", rows: "1", maxlength: "1024" });
    const asFile = el("input", { type: "checkbox" });
    const urls = [];
    const previews = files.map((file) => {
      if (!file.type.startsWith("image/")) return el("span", { class: "preview-file" }, file.name);
      urls.push(URL.createObjectURL(file));
      return el("img", { src: urls.at(-1), alt: file.name || "pasted picture" });
    });
    let answer = null;
    const submit = () => {
      answer = { caption: caption.value, kind: asFile.checked ? "document" : kind };
      dialog.close();
    };
    caption.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        submit();
      }
    });
    dialog.append(
      el("h2", {}, files.length === 1 ? "Send 1 file" : `Send ${files.length} files`),
      el("div", { class: "previews" }, previews),
      el("label", { class: "check", hidden: kind !== "photo" && kind !== "video" }, asFile, "as a file, without compression"),
      caption,
      el("div", { class: "row" },
        el("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"),
        el("button", { type: "button", class: "primary", onclick: submit }, "Send")),
    );
    dialog.addEventListener("close", () => {
      urls.forEach((url) => URL.revokeObjectURL(url));
      resolve(answer);
    });
    openDialog(dialog);
    caption.focus();
  });
}

// What Telegram's app says of a film or a sound: seconds and pixels; nothing of a file that the browser cannot play.
export function factsOf(file) {
  const kind = file.type.split("/")[0];
  if (kind !== "video" && kind !== "audio") return Promise.resolve({});
  return new Promise((resolve) => {
    const player = el(kind, { preload: "metadata" });
    const url = URL.createObjectURL(file);
    const done = (facts) => {
      URL.revokeObjectURL(url);
      resolve(facts);
    };
    player.addEventListener("loadedmetadata", () => done({
      duration: Number.isFinite(player.duration) ? Math.round(player.duration) : 0,
      ...(kind === "video" ? { width: player.videoWidth, height: player.videoHeight } : {}),
    }));
    player.addEventListener("error", () => done({}));
    player.src = url;
  });
}
