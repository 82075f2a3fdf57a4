// Block Kit's blocks as HTML: text through slack-blocks-to-jsx, and of our own what that draws badly or not at all.

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { Message } from "slack-blocks-to-jsx";

import { html, trusted } from "./html.mjs";
import { icons } from "./icons.mjs";
import { richText, slackMarkdown } from "./text.mjs";

/**
 * `channel` is what a select that defaults to the conversation shows, `open` the action_id of a menu to be shown open,
 * `typed` what somebody typed into it and `found` the labels that an app offers for that.
 * Throws for a block or an element of which nothing would be seen.
 */
export function drawBlocks(blocks, { channel = "general", open, typed, found = [] } = {}) {
  const own = {
    actions: (block) => html`<div class="actions">${block.elements.map(element)}</div>`,
    context: (block) => html`<div class="context">${block.elements.map((each) => (each.text ? text(each) : element(each)))}</div>`,
    context_actions: (block) => html`<div class="actions quiet">${block.elements.map(element)}</div>`,
    header: (block) => html`<h2 class="header level-${block.level ?? 3}">${text(block.text)}</h2>`,
    image: (block) => html`<figure>${block.title && html`<figcaption>${text(block.title)}</figcaption>`}${picture(block)}</figure>`,
    input: (block) => html`<div class="input">
      <div class="label">${text(block.label)}${block.optional && html`<span class="optional">(optional)</span>`}</div>
      ${element(block.element)}${block.hint && html`<div class="hint">${text(block.hint)}</div>`}</div>`,
    markdown: (block) => html`<div class="markdown">${markdown(block.text)}</div>`,
    section: (block) => html`<div class="section"><div class="section-text">${block.text && text(block.text)}
      ${block.fields && html`<div class="fields">${block.fields.map(text)}</div>`}</div>
      ${block.accessory && html`<div class="accessory">${element(block.accessory)}</div>`}</div>`,
    table: (block) => packaged({ ...block, rows: block.rows.map((row) => row.map(cell)) }),
  };

  const elements = {
    button: (button) => html`<span class="button ${button.style}">${text(button.text)}</span>`,
    channels_select: select,
    checkboxes: (boxes) => choices(boxes, "box", boxes.initial_options ?? []),
    conversations_select: select,
    datepicker: (picker) => field("date", picker, picker.initial_date, icons.calendar),
    datetimepicker: (picker) => moment(picker),
    email_text_input: (input) => field("line", input, input.initial_value),
    external_select: select,
    feedback_buttons: () => html`<span class="glyph">${icons.thumbUp}</span><span class="glyph">${icons.thumbDown}</span>`,
    file_input: () => html`<span class="button">${icons.upload} Upload a file</span>`,
    icon_button: (button) => html`<span class="glyph">${icons[button.icon] ?? text(button.text)}</span>`,
    image: picture,
    multi_channels_select: select,
    multi_conversations_select: select,
    multi_external_select: select,
    multi_static_select: select,
    multi_users_select: select,
    number_input: (input) => field("line", input, input.initial_value),
    overflow: (menu) => html`<span class="holder"><span class="button">${icons.more}</span>${options(menu)}</span>`,
    plain_text_input: (input) => field(input.multiline ? "lines" : "line", input, input.initial_value),
    radio_buttons: (buttons) => choices(buttons, "dot", [buttons.initial_option]),
    rich_text_input: (input) => field("lines", input, input.initial_value && packaged(input.initial_value)),
    static_select: select,
    timepicker: (picker) => field("date", picker, picker.initial_time, icons.clock),
    url_text_input: (input) => field("line", input, input.initial_value),
    users_select: select,
    workflow_button: (button) => elements.button(button),
  };

  function element(each) {
    if (!(each.type in elements)) throw new Error(`no drawing for the element ${each.type}`);
    return elements[each.type](each);
  }

  function select(menu) {
    const named = (sign, ids) => (ids ?? []).map((id) => sign + id);
    const here = menu.default_to_current_conversation ? [`# ${channel}`] : [];
    const chosen = [
      ...[menu.initial_option, ...(menu.initial_options ?? [])].filter(Boolean).map((option) => text(option.text)),
      ...named("@", menu.initial_users ?? (menu.initial_user && [menu.initial_user])),
      ...named("# ", menu.initial_channels ?? (menu.initial_channel && [menu.initial_channel])),
      ...named("# ", menu.initial_conversations ?? (menu.initial_conversation && [menu.initial_conversation])),
    ];
    const isOpen = open && menu.action_id === open;
    const shown = isOpen && typed ? [typed] : chosen.length ? chosen : here;
    const many = menu.type.startsWith("multi_");
    const value = shown.length > 0 && (many ? shown.map((one) => html`<span class="chip">${one}${icons.close}</span>`) : shown);
    return html`<span class="holder">${field("menu", menu, value, icons.down, "Select an option")}${options(menu)}</span>`;
  }

  /** The options of a menu that is to be shown open; closed, it hides them, as Slack does. */
  function options(menu) {
    if (!open || menu.action_id !== open) return "";
    const offered = found.map((label) => ({ text: { type: "plain_text", text: label } }));
    const groups = menu.option_groups ?? [{ options: menu.options ?? offered }];
    return html`<div class="options">${groups.map(
      (group) => html`${group.label && html`<div class="group">${text(group.label)}</div>`}
        ${group.options.map((option) => html`<div class="option">${text(option.text)}${description(option)}</div>`)}`,
    )}</div>`;
  }

  return blocks.map((block) => html`<div class="block">${own[block.type] ? own[block.type](block) : packaged(block)}</div>`);
}

/** mrkdwn or plain text. The package would read mrkdwn as CommonMark and lose `# …` and `---`, so it gets rich text. */
export const text = (object) => packaged({ type: "rich_text", elements: richText(object) });

function packaged(block) {
  const message = { blocks: [block], logo: "", name: "", theme: "light", withoutWrapper: true };
  const markup = renderToStaticMarkup(createElement(Message, message));
  if (/--block(?:s|_wrapper)[^"]*"><\/div>/.test(markup)) throw new Error(`no drawing for the block ${block.type}`);
  return trusted(markup);
}

/** A `markdown` block. The package adds a blank to every line of code, so its own parser is used without it. */
function markdown(source) {
  const settings = { remarkPlugins: [remarkGfm, slackMarkdown], children: source };
  return trusted(renderToStaticMarkup(createElement(Markdown, settings)));
}

/** A cell of a table: its raw text is no mrkdwn. */
function cell(each) {
  if (each.type === "rich_text") return each;
  return { type: "rich_text", elements: richText({ type: "plain_text", text: String(each.text ?? each.value) }) };
}

/** A box with what was filled in, or with the placeholder. */
function field(kind, { placeholder }, value, icon, otherwise = "") {
  const shown = value || html`<span class="placeholder">${placeholder ? text(placeholder) : otherwise}</span>`;
  return html`<span class="field ${kind}"><span class="value">${shown}</span>${icon}</span>`;
}

function moment(picker) {
  const [date, time] = picker.initial_date_time
    ? new Date(picker.initial_date_time * 1000).toISOString().split(/[T.]/)
    : ["Select date", "Select time"];
  return html`${field("date", {}, date, icons.calendar)}${field("date", {}, time.replace(/:00$/, ""), icons.clock)}`;
}

function choices({ options }, shape, initial) {
  const chosen = new Set(initial.map((option) => option?.value));
  return html`<div class="choices">${options.map(
    (option) => html`<div class="choice"><span class="${shape} ${chosen.has(option.value) && "chosen"}"></span>
      <div>${text(option.text)}${description(option)}</div></div>`,
  )}</div>`;
}

const description = (option) => option.description && html`<div class="description">${text(option.description)}</div>`;

/** An image, if it is in the JSON itself; nothing is fetched, so any other is a grey box with its description. */
function picture({ image_url: url = "", alt_text: description }) {
  if (url.startsWith("data:")) return html`<img src="${url}" alt="${description}">`;
  return html`<span class="no-picture">${icons.picture}<span>${description}</span></span>`;
}
