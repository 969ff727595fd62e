// The talk so far: its rows, its days, and staying at its end.

import { $, icon, make } from "./dom.js";
import { row } from "./message.js";
import { dayName, fullName } from "./words.js";

const groupOf = (message) => message.media_group_id ?? message.message_id;

export class Log {
  constructor(pane) {
    this.pane = pane;
    this.root = pane.parts.log;
    this.newer = pane.parts.newer;
    this.newer.onclick = () => this.toEnd();
    this.root.onscroll = () => this.scrolled();
    this.root.addEventListener("load", () => this.stay(), true);
    new ResizeObserver(() => this.stay()).observe(this.root);
    this.clear();
  }

  clear() {
    this.messages = new Map();
    this.rows = new Map();
    this.root.replaceChildren();
  }

  /** Messages that are new or have changed; an album stays one row. */
  take(changed) {
    for (const message of changed) this.messages.set(message.message_id, message);
    const groups = new Map(changed.map((message) => [groupOf(message), []]));
    for (const message of this.messages.values()) groups.get(groupOf(message))?.push(message);
    for (const [key, messages] of groups) this.place(key, row(messages, this.pane));
    this.drawDays();
    this.drawWelcome();
  }

  place(key, row) {
    const old = this.rows.get(key);
    this.rows.set(key, row);
    if (old) return old.replaceWith(row);
    let last = this.root.lastElementChild;
    while (last && !(last.dataset.id < Number(row.dataset.id))) last = last.previousElementSibling;
    if (last) last.after(row);
    else this.root.prepend(row);
  }

  drawDays() {
    for (const day of this.root.querySelectorAll(".day")) day.remove();
    const today = dayName.format(new Date());
    for (const row of this.root.querySelectorAll(".row")) {
      const { day, id } = row.dataset;
      if (row.previousElementSibling?.dataset.day === day) continue;
      const name = day === today ? "Hari ini" : day;
      row.before(make("div", { class: "day", "data-id": id - 0.5 }, name));
    }
  }

  drawWelcome() {
    const { talk, bot } = this.pane;
    $(".welcome", this.root)?.remove();
    if (this.messages.size || !talk.isPrivate) return;
    const { person } = talk;
    const command = person.start ? `/start ${person.start}` : "/start";
    const start = { class: "solid", type: "button", onclick: () => this.pane.say(command) };
    const words = `Belum ada percakapan. ${fullName(person)} menekan Mulai, lalu bot menyapa.`;
    this.root.append(make("div", { class: "welcome" }, icon("islands", ""),
      make("h2", {}, bot.first_name), make("p", {}, words), make("button", start, "Mulai")));
  }

  lastOwn() {
    const { talk } = this.pane;
    const own = (message) => talk.isOwn(message) && message.text && !message.deleted;
    return [...this.messages.values()].filter(own).at(-1);
  }

  // Only a person's own scrolling back leaves the end: a log that shrinks or grows does not.
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.root;
    if (scrollHeight - scrollTop - clientHeight < 60) this.pin(true);
    else if (scrollTop < this.top) this.pin(false);
    this.top = scrollTop;
  }

  pin(pinned) {
    this.pinned = pinned;
    if (pinned) this.newer.hidden = true;
  }

  stay() {
    if (this.pinned) this.toEnd();
  }

  toEnd() {
    this.pin(true);
    this.root.scrollTop = this.root.scrollHeight;
  }

  /** Somebody else wrote while the reader looks at what was before. */
  announce() {
    this.newer.hidden = this.pinned;
  }
}
