// One row of the talk: a message, or the messages of an album.

import { attachment, photos } from "./attachments.js";
import { inlineButtons } from "./buttons.js";
import { make, roundButton } from "./dom.js";
import { menuItem, openMenu } from "./menu.js";
import { copyText } from "./notices.js";
import { rich } from "./rich.js";
import { clock, dayName, fullName, moment } from "./words.js";

export function row(messages, pane) {
  const [first] = messages;
  const own = pane.talk.isOwn(first);
  const alive = messages.filter((message) => !message.deleted);
  const looks = {
    class: own ? "row own" : "row",
    "data-id": first.message_id,
    "data-day": dayName.format(moment(first.date)),
    "aria-label": own ? "Pesan Anda" : `Pesan dari ${fullName(first.from)}`,
  };
  const gone = make("div", { class: "bubble gone" }, "Pesan dihapus");
  if (!alive.length) return make("article", looks, gone);
  const buttons = inlineButtons(alive[0], pane);
  const stack = make("div", { class: "stack" }, bubble(alive, own, pane), buttons);
  return make("article", looks, stack, moreButton(alive[0], own, pane));
}

function bubble(messages, own, pane) {
  const [first] = messages;
  const line = (kind, words) => make("div", { class: kind }, words);
  const named = !own && !pane.talk.isPrivate;
  const sender = named ? line("sender", fullName(first.from)) : null;
  const quoted = first.reply_to ? line("quoted clip", first.reply_to.snippet || "Pesan") : null;
  const attached = messages.map(attachment);
  const texts = messages.filter((message) => message.html)
    .map((message) => rich(message.html, (command) => pane.say(command)));
  if (!texts.length) texts.push(make("div"));
  texts.at(-1).append(meta(first));
  const looks = { class: "bubble" };
  return make("div", looks, sender, quoted, photos(messages), ...attached, ...texts);
}

function meta(message) {
  const at = moment(message.date);
  const edited = message.edit_date ? make("span", {}, "diubah") : null;
  const time = make("time", { datetime: at.toISOString() }, clock.format(at));
  return make("span", { class: "meta" }, edited, time);
}

function moreButton(message, own, pane) {
  const button = roundButton("more", "Pilihan pesan", "more");
  button.onclick = () => openMenu(button, items(message, own, pane));
  return button;
}

function items(message, own, { composer }) {
  const words = message.text ?? message.caption;
  const enter = (mode) => () => composer.enterMode(mode, message);
  const offered = [menuItem("Balas", enter("reply"), "reply")];
  if (words) offered.push(menuItem("Salin", () => copyText(words), "copy"));
  if (own && message.text) offered.push(menuItem("Ubah", enter("edit"), "edit"));
  return offered;
}
