// What a message holds besides text: pictures, sounds, files, stickers, places.
import { showPicture } from "./dialogs.js";
import { el, fileSize, icon, time } from "./dom.js";
import { serviceWords } from "./service.js";

export const CAPTIONED = ["photo", "video", "animation", "document", "voice", "audio"];
export const fileUrl = (id) => `/api/files/${encodeURIComponent(id)}`;

export function kindOf(message) {
  const names = { photo: "Photo", video: "Video", animation: "GIF", video_note: "Video note", voice: "Voice note", audio: "Audio", location: "Place" };
  if (message.sticker) return `${message.sticker.emoji} Sticker`;
  if (message.venue) return message.venue.title;
  if (message.document && !message.animation) return message.document.file_name || "File";
  const kind = Object.keys(names).find((name) => message[name]);
  return kind ? names[kind] : serviceWords(message) || "Message";
}

export function attachment(message) {
  const drawn = Object.keys(DRAWN).find((kind) => message[kind]);
  return drawn ? [DRAWN[drawn](message[drawn], message)] : [];
}

// A venue's message has a location, too, and a GIF's a document, so they come first.
const DRAWN = { photo, video, animation, video_note: videoNote, voice, audio: sound, document: file, sticker, venue, location };

function photo(sizes, message) {
  const full = sizes.at(-1);
  const shown = sizes.find((size) => Math.max(size.width, size.height) >= 800) || full;
  const image = el("img", { src: fileUrl(shown.file_id), alt: message.caption || "Photo", loading: "lazy",
    width: String(full.width), height: String(full.height) });
  return el("button", { type: "button", class: "photo", "aria-label": "Open photo",
    onclick: () => showPicture(fileUrl(full.file_id), message.caption) }, image);
}

function video(film) {
  return el("video", { src: fileUrl(film.file_id), controls: "", preload: "metadata", "aria-label": "Video" });
}

function animation(film) {
  return el("video", { src: fileUrl(film.file_id), controls: "", loop: "", muted: "", preload: "metadata", playsinline: "", "aria-label": "GIF" });
}

function videoNote(note) {
  const film = el("video", { src: fileUrl(note.file_id), preload: "metadata", playsinline: "" });
  const length = time(note.duration);
  const button = el("button", { type: "button", class: "video-note", "aria-label": `Play video note, ${length}`, "aria-pressed": "false",
    onclick: () => (film.paused ? film.play() : film.pause()) }, film, el("span", { class: "length" }, length));
  ["play", "pause"].forEach((event) => film.addEventListener(event, () => button.setAttribute("aria-pressed", String(!film.paused))));
  return button;
}

function voice(note) {
  return el("div", { class: "sound" }, sound(note, {}, "Voice note"), el("span", {}, `Voice note, ${time(note.duration)}`));
}

function sound(recording, _message, label = "Audio") {
  return el("audio", { src: fileUrl(recording.file_id), controls: "", preload: "metadata", "aria-label": label });
}

function file({ file_id: id, file_name: name, file_size: size, thumbnail }) {
  return el("a", { class: "document", href: fileUrl(id), download: name },
    thumbnail ? el("img", { src: fileUrl(thumbnail.file_id), alt: "" }) : el("span", { class: "round" }, icon("file")),
    el("span", {}, el("b", {}, name), el("small", {}, fileSize(size))));
}

function sticker({ file_id: id, emoji, width, height }) {
  return el("img", { class: "sticker", src: fileUrl(id), alt: `Sticker ${emoji}`, width: String(width), height: String(height) });
}

function venue(found) {
  return spot(found.location, found.title, found.address);
}

function location(found) {
  return spot(found, "Place", "");
}

function spot({ latitude, longitude }, title, address) {
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return el("a", { class: "document", href: map, target: "_blank", rel: "noopener noreferrer", title: "Open the map in a new tab" },
    el("span", { class: "round" }, icon("place")),
    el("span", {}, el("b", {}, title), address ? el("span", {}, address) : null, el("small", {}, at)));
}
