// HTML from templates: what is put into html`…` is escaped, unless it is html itself.

class Html extends String {}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const trusted = (text) => new Html(text);

export function html(strings, ...values) {
  return trusted(strings.reduce((before, after, at) => before + shown(values[at - 1]) + after));
}

function shown(value) {
  if (Array.isArray(value)) return value.map(shown).join("");
  if (value instanceof Html) return value;
  if (value === undefined || value === null || value === false) return "";
  return String(value).replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
}
