// Small tools to build elements without strings of HTML: what people write never becomes markup.

export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value === "boolean") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const paths = {
    send: "M3 20.5v-7l9-1.500-9-1.500v-7L22 12z",
    attach: "M16.500 6.500v9.800a4.500 4.500 0 0 1-9 0V6a3 3 0 0 1 6 0v9.500a1.500 1.500 0 0 1-3 0V7H9v8.500a3 3 0 0 0 6 0V6a4.500 4.500 0 0 0-9 0v10.300a6 6 0 0 0 12 0V6.500z",
    reply: "M10 9V5l-7 7 7 7v-4.100c5 0 8.500 1.600 11 5.100-1-5-4-10-11-11z",
    edit: "M3 17.200V21h3.800L17.800 9.900l-3.700-3.700zM20.700 7a1 1 0 0 0 0-1.400l-2.300-2.300a1 1 0 0 0-1.400 0l-1.900 1.900 3.700 3.700z",
    close: "M18.300 5.700 12 12l6.300 6.300-1.400 1.400L10.600 13.400l-6.300 6.300-1.400-1.400L9.200 12 2.900 5.700l1.400-1.400 6.300 6.300 6.300-6.300z",
    down: "M12 16.500 4.500 9l1.400-1.400L12 13.700l6.100-6.100L19.500 9z",
    file: "M6 2h8l6 6v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4c0-1.100.9-2 2-2zm7 1.500V9h5.500z",
    keyboard: "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zm1 3v2h2V9zm4 0v2h2V9zm4 0v2h2V9zm4 0v2h2V9zM7 14v2h10v-2z",
    menu: "M4 7h16v2H4zm0 4h16v2H4zm0 4h16v2H4z",
    microphone: "M12 14.500a3.500 3.500 0 0 0 3.500-3.500V6a3.500 3.500 0 0 0-7 0v5a3.500 3.500 0 0 0 3.500 3.500zm6-3.500a6 6 0 0 1-12 0H4a8 8 0 0 0 7 7.900V22h2v-3.100A8 8 0 0 0 20 11z",
    camera: "M4 6h11a1 1 0 0 1 1 1v3.500L21 7v10l-5-3.500V17a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z",
    place: "M12 2a7 7 0 0 0-7 7c0 5.200 7 13 7 13s7-7.800 7-13a7 7 0 0 0-7-7zm0 9.500a2.500 2.500 0 1 1 0-5 2.500 2.500 0 0 1 0 5z",
    sticker: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM8.500 8a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zm7 0a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zM12 18a5.500 5.500 0 0 1-5-3.500h10A5.500 5.500 0 0 1 12 18z",
    pin: "M14 3l7 7-2 1-3.500 3.500.5 4-2 2-4-4-5 5-1.500-1.500 5-5-4-4 2-2 4 .5L14 6z",
  };
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

export function avatar(user, extra = "") {
  const letters = (user.first_name[0] || "") + (user.last_name ? user.last_name[0] : "");
  return el("span", { class: `avatar hue${user.id % 7} ${extra}`, "aria-hidden": "true" }, letters.toUpperCase());
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}

// 0:07, 12:30
export function time(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

// Whether the text is in the clipboard now; a page that is not on this machine's own address may not write there.
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
