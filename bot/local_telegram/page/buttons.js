// What the bot offers to press: buttons below a message, and the keyboard below the chat.

import { icon, make } from "./dom.js";
import { alertBox, complain, copyText, toast } from "./notices.js";

export function inlineButtons(message, pane) {
  if (!message.buttons?.length) return null;
  const press = (button) => inlineButton(message, button, pane);
  return make("div", { class: "inline" }, ...lines(message.buttons, press));
}

const lines = (rows, press) => rows.map((row) => make("div", {}, ...row.map(press)));

function inlineButton(message, button, pane) {
  const node = make("button", { class: "press", type: "button" }, button.text);
  if (button.url) {
    node.append(icon("link"));
    node.onclick = () => openAddress(button.url, pane);
  } else if (button.copy_text) {
    node.append(icon("copy"));
    node.onclick = () => copyText(button.copy_text);
  } else node.onclick = () => tap(message, button, node, pane);
  return node;
}

function openAddress(address, pane) {
  const start = address.match(/^https:\/\/t\.me\/([a-z0-9_]+)\?start=([\w-]+)$/i);
  const toThisBot = start?.[1].toLowerCase() === pane.bot.username.toLowerCase();
  if (toThisBot) pane.say(`/start ${start[2]}`);
  else if (/^https?:/i.test(address)) open(address, "_blank", "noopener");
}

async function tap(message, button, node, { talk, root }) {
  node.setAttribute("aria-busy", "true");
  try {
    const fields = { message_id: message.message_id, data: button.callback_data };
    const answer = await talk.post("tap", fields);
    if (answer.text) (answer.show_alert ? alertBox : toast)(answer.text, root);
  } catch (error) {
    complain(error, root);
  } finally {
    node.removeAttribute("aria-busy");
  }
}

/** The keyboard below the chat, as the bot last set it. */
export class Keyboard {
  constructor(pane) {
    this.pane = pane;
    const { toggle, keys } = pane.parts;
    toggle.onclick = () => this.open(keys.hidden);
  }

  take(markup) {
    if (JSON.stringify(markup) === JSON.stringify(this.markup)) return;
    this.markup = markup;
    const { field, keys, toggle } = this.pane.parts;
    keys.replaceChildren(...lines(markup?.keyboard ?? [], (key) => this.key(key)));
    field.placeholder = markup?.input_field_placeholder ?? "Tulis pesan…";
    toggle.hidden = !markup;
    this.open(Boolean(markup));
  }

  open(visible) {
    const { keys, toggle } = this.pane.parts;
    keys.hidden = !visible;
    toggle.setAttribute("aria-expanded", visible);
  }

  key(key) {
    const mark = key.request_contact ? "person" : key.request_location ? "place" : null;
    const looks = { class: "press", type: "button", onclick: () => this.press(key) };
    return make("button", looks, key.text ?? key, mark ? icon(mark) : null);
  }

  press(key) {
    if (key.request_contact) this.pane.shareContact({});
    else if (key.request_location) this.pane.sharePlace();
    else this.pane.say(key.text ?? key);
    if (this.markup.one_time_keyboard) this.open(false);
  }
}
