// Writes an HTML page for each picture of a Slack surface: `node render.mjs pictures.json FOLDER` (- for stdin).

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";

import { drawBlocks, text } from "./blocks.mjs";
import { html, trusted } from "./html.mjs";
import { icons, person, wheel } from "./icons.mjs";

const BOT = "k8s";
const WIDTH = { message: 740, home: 740, modal: 560, confirm: 560 };
const SURFACES = { message, modal, home, confirm };
const FONTS = [
  ["Lato", 400, "normal", "lato/files/lato-latin-400-normal"],
  ["Lato", 400, "italic", "lato/files/lato-latin-400-italic"],
  ["Lato", 700, "normal", "lato/files/lato-latin-700-normal"],
  ["Lato", 900, "normal", "lato/files/lato-latin-900-normal"],
  ["Mono", 400, "normal", "dejavu-mono/files/dejavu-mono-latin-400-normal"],
];

/** A message in its channel, or in its thread when something was said before. */
function message(picture) {
  const { before = [], thread = before.length > 0, channel = "general" } = picture;
  const said = before.map((one) => post({ channel, ...one }));
  const replies = `${before.length} ${before.length === 1 ? "reply" : "replies"}`;
  if (thread && said.length) said.splice(1, 0, html`<div class="replies">${replies}</div>`);
  const place = thread ? html`<b>Thread</b> <span># ${channel}</span>` : html`<b># ${channel}</b>`;
  const bar = html`<div class="bar"><div>${place}</div>${thread && icons.close}</div>`;
  return html`<main class="frame">${(thread || picture.channel) && bar}<div class="posts">${said}${post(picture)}</div></main>`;
}

/** One message: of the bot, or of the person called `user`. */
function post({ user = BOT, time = "10:24 AM", private: toOneAlone, text: words, blocks = [], ...shown }) {
  const isBot = user === BOT;
  const body = blocks.length ? drawBlocks(blocks, shown) : html`<div class="block">${text(words)}</div>`;
  return html`<article>
    ${toOneAlone && html`<div class="private">${icons.eye} Only visible to you</div>`}
    <div class="gutter">${isBot ? wheel() : person(user)}</div>
    <div class="post"><div class="by"><b>${user}</b>${isBot && html`<span class="app">APP</span>`}<time>${time}</time></div>
    ${body}</div></article>`;
}

function modal({ title, blocks, submit, close = "Close", ...shown }) {
  return html`<main class="modal"><div class="head">${wheel()}<b>${title}</b>${icons.close}</div>
    <div class="body">${drawBlocks(blocks, shown)}</div>
    <div class="foot"><span class="button large">${close}</span>
    ${submit && html`<span class="button large primary">${submit}</span>`}</div></main>`;
}

/** The dialog that a `confirm` object opens: `confirm` is that object. */
function confirm({ confirm: { title, text: question, confirm: yes, deny: no, style = "primary" } }) {
  return html`<main class="modal"><div class="head"><b>${text(title)}</b>${icons.close}</div>
    <div class="body">${text(question)}</div>
    <div class="foot"><span class="button large">${text(no)}</span>
    <span class="button large ${style}">${text(yes)}</span></div></main>`;
}

function home({ blocks, ...shown }) {
  const tabs = html`<nav><span class="current">Home</span><span>Messages</span><span>About</span></nav>`;
  return html`<main class="frame"><div class="app-bar">${wheel()}<b>${BOT}</b><span class="app">APP</span></div>
    ${tabs}<div class="page">${drawBlocks(blocks, shown)}</div></main>`;
}

function page(picture) {
  const surface = picture.surface ?? "message";
  if (!SURFACES[surface]) throw new Error(`${picture.name}: no surface is called ${surface}`);
  // screenshot.sh reads the width here, and the height from the title; Chromium cuts off what is lower than 150.
  return html`<!doctype html>
<html lang="en" data-width="${WIDTH[surface]}"><head><meta charset="utf-8"><title></title>
<style>${trusted(style())}</style></head><body class="${surface}">${SURFACES[surface](picture)}
<script>document.fonts.ready.then(() => { document.title = Math.max(150, document.documentElement.scrollHeight); });</script></body></html>`;
}

/** The package's style, then ours, with the fonts inside: a page needs no other file. */
function style() {
  const packages = createRequire(import.meta.url);
  const faces = FONTS.map(([family, weight, slope, file]) => {
    const font = readFileSync(packages.resolve(`@fontsource/${file}.woff2`)).toString("base64");
    return `@font-face{font-family:${family};font-weight:${weight};font-style:${slope};src:url(data:font/woff2;base64,${font})}`;
  });
  const theirs = readFileSync(packages.resolve("slack-blocks-to-jsx/dist/style.css"), "utf8");
  return [...faces, theirs, readFileSync(new URL("slack.css", import.meta.url), "utf8")].join("\n");
}

const [file, folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: node render.mjs pictures.json FOLDER");
mkdirSync(folder, { recursive: true });
for (const picture of JSON.parse(file === "-" ? await textOf(process.stdin) : readFileSync(file, "utf8"))) {
  if (!/^[\w-]+$/.test(picture.name)) throw new Error(`no name for a file: ${picture.name}`);
  writeFileSync(join(folder, `${picture.name}.html`), String(page(picture)));
}
