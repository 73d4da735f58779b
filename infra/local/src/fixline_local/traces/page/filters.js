// What the list is narrowed to: kept in the address, so that it survives a reload and can be sent to somebody.

const FIELDS = { text: "text", service: "service", ticket: "ticket", person: "person", incident: "incident", longer: "longer_than_ms", failed: "failed" };
const TYPING_MS = 200;

export class Filters {
  constructor(changed) {
    this.changed = changed;
    this.inputs = Object.fromEntries(Object.keys(FIELDS).map((id) => [id, document.getElementById(id)]));
    this.clearing = document.getElementById("clear");
    this.typing = 0;
    this.read(new URLSearchParams(location.search));
    for (const input of Object.values(this.inputs)) {
      const typed = input.type === "text" || input.type === "search";
      input.addEventListener(typed ? "input" : "change", () => this.later(typed ? TYPING_MS : 0));
    }
    this.clearing.addEventListener("click", () => this.clear());
    document.getElementById("filters").addEventListener("submit", (event) => {
      event.preventDefault();
      this.later(0);
    });
    this.mark();
  }

  // What the API is asked; of what cannot be asked, the field says so.
  query() {
    const query = new URLSearchParams();
    for (const [id, name] of Object.entries(FIELDS)) {
      const value = this.value(id);
      if (value && this.isValid(id, value)) query.set(name, value);
    }
    return query;
  }

  get narrowed() {
    return Object.keys(FIELDS).some((id) => this.value(id));
  }

  value(id) {
    const input = this.inputs[id];
    return input.type === "checkbox" ? (input.checked ? "true" : "") : input.value.trim().replace(id === "ticket" ? /^#/ : "", "");
  }

  isValid(id, value) {
    const valid = id === "ticket" ? /^[1-9][0-9]{0,14}$/.test(value) : id === "longer" ? value !== "" && Number(value) >= 0 && Number(value) <= 86_400_000 : true;
    this.inputs[id].setAttribute("aria-invalid", String(!valid));
    return valid;
  }

  read(said) {
    for (const [id, name] of Object.entries(FIELDS)) {
      const value = said.get(name) ?? "";
      const input = this.inputs[id];
      if (input.type === "checkbox") input.checked = value === "true";
      else if (id === "service" && value) input.add(new Option(value, value, true, true));
      else input.value = value;
    }
  }

  later(ms) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.mark();
      this.changed();
    }, ms);
  }

  clear() {
    this.read(new URLSearchParams());
    this.later(0);
    this.inputs.text.focus();
  }

  mark() {
    const query = this.query().toString();
    for (const [id, input] of Object.entries(this.inputs)) if (!this.value(id)) input.removeAttribute("aria-invalid");
    this.clearing.hidden = !this.narrowed;
    history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  }
}
