// Slack's text objects (mrkdwn and plain text) as the elements of a rich_text block.

import { get as emojiCalled } from "node-emoji";

const FENCE = /\n?```\n?([\s\S]+?)\n?```\n?/;
const QUOTE = /^(?:&gt;|>) ?/;
const EMOJI = /:([a-z0-9_+'-]+):/g;
// In the order in which they count: code, <…>, a bare address, *bold*, _italic_, ~strike~.
const MARK = new RegExp(
  [
    /`(?<code>[^`\n]+)`/,
    /<(?<angle>[^<>\n]+)>/,
    /(?<address>https?:\/\/[^\s<>|]*[^\s<>|.,:;!?)])/,
    /(?<![\w*])\*(?<bold>[^\s*](?:[^\n*]*[^\s*])?)\*(?![\w*])/,
    /(?<![\w_])_(?<italic>[^\s_](?:[^\n]*?[^\s_])?)_(?![\w_])/,
    /(?<![\w~])~(?<strike>[^\s~](?:[^\n~]*[^\s~])?)~(?![\w~])/,
  ]
    .map((part) => part.source)
    .join("|"),
);

/** The elements of a rich_text block for a text object, or for a string of mrkdwn. */
export function richText(text) {
  if (text.type !== "plain_text") return pieces(text.text ?? text);
  return [section([{ type: "text", text: unescaped(text.emoji === false ? text.text : withEmoji(text.text)) }])];
}

/** A remark plugin, so that CommonMark looks as Slack shows it: emoji by name, every line a line, images as links. */
export function slackMarkdown() {
  const walk = (node) => {
    node.children = node.children?.flatMap((child) => {
      if (child.type === "image") return [{ type: "link", url: child.url, children: [textNode(child.alt || child.url)] }];
      if (child.type !== "text") return [walk(child)];
      const lines = withEmoji(child.value).split("\n");
      return lines.flatMap((line, at) => (at ? [{ type: "break" }, textNode(line)] : [textNode(line)]));
    });
    return node;
  };
  return walk;
}

/** Code blocks and what stands between them. */
function pieces(mrkdwn) {
  const fence = mrkdwn.match(FENCE);
  const before = fence ? mrkdwn.slice(0, fence.index) : mrkdwn;
  const found = before.trim() ? quotesAndLines(before) : [];
  if (!fence) return found;
  const code = { type: "rich_text_preformatted", elements: [{ type: "text", text: unescaped(fence[1]) }] };
  return [...found, code, ...pieces(mrkdwn.slice(fence.index + fence[0].length))];
}

function quotesAndLines(mrkdwn) {
  const runs = [];
  for (const line of mrkdwn.split("\n")) {
    const quoted = QUOTE.test(line);
    if (runs.at(-1)?.quoted !== quoted) runs.push({ quoted, lines: [] });
    runs.at(-1).lines.push(line.replace(QUOTE, ""));
  }
  return runs.map(({ quoted, lines }) => {
    const elements = spans(lines.join("\n"));
    return quoted ? { type: "rich_text_quote", elements } : section(elements);
  });
}

function spans(mrkdwn, style = {}) {
  const mark = mrkdwn.match(MARK);
  if (!mark) return mrkdwn ? [leaf(mrkdwn, style)] : [];
  const { code, angle, address, bold, italic, strike } = mark.groups;
  const before = mrkdwn.slice(0, mark.index);
  const after = mrkdwn.slice(mark.index + mark[0].length);
  let found;
  if (code) found = [{ type: "text", text: unescaped(code), style: { ...style, code: true } }];
  else if (angle) found = [reference(angle, style)];
  else if (address) found = [{ type: "link", url: unescaped(address), style }];
  else if (bold) found = spans(bold, { ...style, bold: true });
  else if (italic) found = spans(italic, { ...style, italic: true });
  else found = spans(strike, { ...style, strike: true });
  return [...(before ? [leaf(before, style)] : []), ...found, ...spans(after, style)];
}

/** What stands between < and >. */
function reference(angle, style) {
  const [target, label] = angle.split(/\|(.*)/);
  const name = label || target.slice(1);
  if (target.startsWith("@")) return { type: "user", user_id: name, style };
  if (target.startsWith("#")) return { type: "channel", channel_id: name, style };
  if (/^!(?:here|channel|everyone)$/.test(target)) return { type: "broadcast", range: target.slice(1), style };
  if (target.startsWith("!")) return leaf(name, style);
  return { type: "link", url: unescaped(target), text: unescaped(label || target), style };
}

const section = (elements) => ({ type: "rich_text_section", elements });
const leaf = (mrkdwn, style) => ({ type: "text", text: unescaped(withEmoji(mrkdwn)), style });
const textNode = (value) => ({ type: "text", value });
const withEmoji = (text) => text.replace(EMOJI, (whole, name) => emojiCalled(name) ?? whole);
const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
