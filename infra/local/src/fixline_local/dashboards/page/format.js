// Numbers, times and addresses for people.

function rounded(value, digits = 3) {
  return Number(value.toPrecision(digits)).toLocaleString("en-GB", { maximumFractionDigits: 6 });
}

function scaled(value, base, names) {
  let at = 0;
  while (Math.abs(value) >= base && at < names.length - 1) [value, at] = [value / base, at + 1];
  return `${rounded(value)}${names[at]}`;
}

// fixline.tickets.v1.TicketService/CreateTicket is known by its end.
export function shortened(name) {
  return name.replace(/\b[a-z]\w*(?:\.\w+)*\.(\w+\/\w+)/g, "$1");
}

export function nameOf(series, panel) {
  return shortened(series.name) || panel.title;
}

const UNITS = {
  short: (value) => (Math.abs(value) < 1e4 ? rounded(value, 4) : scaled(value, 1000, ["", " k", " M", " G"])),
  s: (value) => seconds(value),
  percentunit: (value) => `${rounded(value * 100)} %`,
  ops: (value) => `${scaled(value, 1000, ["", " k", " M"])}/s`,
  bytes: (value) => scaled(value, 1024, [" B", " KiB", " MiB", " GiB", " TiB"]),
  Bps: (value) => `${scaled(value, 1024, [" B", " KiB", " MiB", " GiB"])}/s`,
};

function seconds(value) {
  const size = Math.abs(value);
  if (size === 0) return "0 s";
  if (size < 1e-3) return `${rounded(value * 1e6)} µs`;
  if (size < 1) return `${rounded(value * 1e3)} ms`;
  if (size < 120) return `${rounded(value)} s`;
  if (size < 7200) return `${rounded(value / 60)} min`;
  return size < 172800 ? `${rounded(value / 3600)} h` : `${rounded(value / 86400)} d`;
}

export function shown(value, unit) {
  return value === null || value === undefined ? "–" : UNITS[unit](value);
}

// `span`: how many seconds are on the axis; a day and more needs the date.
export function clock(at, span = 0) {
  const date = new Date(at * 1000);
  const time = date.toLocaleTimeString("en-GB", { hour12: false, hour: "2-digit", minute: "2-digit", ...(span < 900 ? { second: "2-digit" } : {}) });
  if (span <= 86400) return time;
  return `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${span > 4 * 86400 ? "" : time}`.trim();
}

export function moment(at) {
  const date = new Date(at * 1000);
  return `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${date.toLocaleTimeString("en-GB", { hour12: false })}`;
}

// Round steps (1, 2, 5 × 10^n) from 0 to at least `most`, about `count` of them; of bytes, round in KiB, MiB and so on.
export function valueTicks(most, count, unit) {
  const whole = unit.startsWith("B") || unit === "bytes" ? 1024 ** Math.floor(Math.log2(Math.max(most, 1)) / 10) : 1;
  return roundSteps(most / whole, count).map((value) => value * whole);
}

function roundSteps(most, count) {
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= raw * 0.999);
  const found = [];
  for (let n = 0; n === 0 || found.at(-1) < most * 0.999; n++) found.push(Number((n * step).toPrecision(12)));
  return found;
}

const TIME_STEPS = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000];

export function timeTicks(begin, end, count) {
  const step = TIME_STEPS.find((each) => (end - begin) / each <= count) ?? TIME_STEPS.at(-1);
  const shift = new Date(begin * 1000).getTimezoneOffset() * 60; // whole hours and days of the reader's
  const found = [];
  for (let at = Math.ceil((begin - shift) / step) * step + shift; at <= end; at += step) found.push(at);
  return found;
}
