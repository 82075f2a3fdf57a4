// Small drawings of our own: the bot's avatar and what stands for Slack's icons.

import { html, trusted } from "./html.mjs";

const icon = (drawing) =>
  html`<svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6"
    stroke-linecap="round" stroke-linejoin="round">${trusted(drawing)}</svg>`;

const THUMB = '<path d="M6.5 9v8h-3V9zM6.5 9L10 3c1.2 0 2 .8 2 2v3.5h3.8c1 0 1.7.9 1.5 1.9l-1 5c-.2.9-1 1.6-1.9 1.6H6.5"/>';

export const icons = {
  calendar: icon('<rect x="3" y="4.5" width="14" height="12.5" rx="2"/><path d="M3 8.5h14M7 2.5v3.5M13 2.5v3.5"/>'),
  clock: icon('<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.6"/>'),
  close: icon('<path d="M4.5 4.5l11 11M15.5 4.5l-11 11"/>'),
  down: icon('<path d="M5.5 8l4.5 4.5L14.5 8"/>'),
  eye: icon('<path d="M2 10c2-3.5 4.8-5.2 8-5.2s6 1.7 8 5.2c-2 3.5-4.8 5.2-8 5.2S4 13.5 2 10z"/><circle cx="10" cy="10" r="2.5"/>'),
  more: icon('<g fill="currentColor" stroke="none"><circle cx="4.5" cy="10" r="1.7"/><circle cx="10" cy="10" r="1.7"/><circle cx="15.5" cy="10" r="1.7"/></g>'),
  picture: icon('<rect x="2.5" y="3.5" width="15" height="13" rx="2"/><circle cx="7" cy="8" r="1.5"/><path d="M3 15l4.5-4 3 2.5 3-3.5 4 4"/>'),
  trash: icon('<path d="M3.5 5.5h13M8 5.5V3h4v2.5M5 5.5L6 17h8l1-11.5M8.3 8.5l.3 5.5M11.7 8.5l-.3 5.5"/>'),
  thumbUp: icon(THUMB),
  upload: icon('<path d="M10 13V4M6.5 7.5L10 4l3.5 3.5M3.5 13v3.5h13V13"/>'),
  // The same thumb, turned round.
  thumbDown: icon(`<g transform="rotate(180 10 10)">${THUMB}</g>`),
};

/** A blue square with a wheel to steer by: eight spokes with their handles, a rim, a hub. */
export function wheel() {
  const spokes = [0, 45, 90, 135, 180, 225, 270, 315].map(
    (angle) => `<path d="M0-4.5V-17" transform="rotate(${angle})"/>`,
  );
  return html`<svg class="avatar" viewBox="-24 -24 48 48"><rect x="-24" y="-24" width="48" height="48" fill="#2f66d0"/>
    <g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round">${trusted(spokes.join(""))}
    <circle r="11"/><circle r="3.8" fill="#fff"/></g></svg>`;
}

const COLOURS = ["#8a3ffc", "#0b7a75", "#b5541c", "#a2246b", "#4b6b1f", "#34568b"];

/** A person's initial on a colour that goes with the name. */
export function person(name) {
  const sum = [...name].reduce((total, letter) => 31 * total + letter.codePointAt(0), 0);
  return html`<span class="avatar person" style="background:${COLOURS[sum % COLOURS.length]}">${name[0].toUpperCase()}</span>`;
}
