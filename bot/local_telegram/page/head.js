// The head of a pane: who stands here, in which of their chats, and what the bot is doing.

import { clipped, icon, make, noted } from "./dom.js";
import { menuItem, openMenu } from "./menu.js";
import { complain } from "./notices.js";
import { addPerson, avatar, openPeople } from "./people.js";
import { send } from "./server.js";
import { fullName } from "./words.js";

export class Head {
  constructor(pane) {
    this.pane = pane;
    const { who, options, unblock } = pane.parts;
    const choose = (person) => pane.show(person.id);
    who.onclick = () => openPeople(who, pane.talk?.person, choose);
    options.onclick = () => openMenu(options, this.optionItems(choose));
    unblock.onclick = () => this.setBlocked(false);
    this.typing = make("span", { class: "typing", hidden: true });
  }

  draw() {
    const { talk: { person }, parts: { who } } = this.pane;
    const name = make("strong", {}, clipped(fullName(person)), icon("down"));
    who.replaceChildren(avatar(person), make("span", { class: "names" }, name, noted(person.note)));
    who.setAttribute("aria-label", `Pilih orang, sekarang ${fullName(person)}`);
    this.drawChats();
    this.drawBlocked();
  }

  nobody() {
    this.pane.parts.who.replaceChildren("Belum ada orang. Tambahkan seorang…");
  }

  drawChats() {
    const { bot, chats, parts } = this.pane;
    const alone = clipped(bot ? `bersama ${bot.first_name} · @${bot.username}` : "menyambung…");
    const titles = chats.length > 1 ? chats.map((chat) => this.tab(chat)) : [alone];
    parts.chats.replaceChildren(...titles, this.typing);
  }

  tab(chat) {
    const { person, chat: current } = this.pane.talk;
    const go = () => this.pane.show(person.id, chat.id);
    const shown = chat.id === current.id ? "true" : null;
    return make("button", { type: "button", "aria-current": shown, onclick: go }, chat.title);
  }

  setTyping(action) {
    clearTimeout(this.typingEnds);
    this.typing.hidden = !action;
    this.typing.textContent = action === "typing" ? "sedang mengetik…" : "sedang mengirim…";
    if (action) this.typingEnds = setTimeout(() => { this.typing.hidden = true; }, 5000);
  }

  optionItems(choose) {
    const { blocked } = this.pane.talk.person;
    const label = blocked ? "Buka blokir bot" : "Blokir bot";
    return [
      menuItem(label, () => this.setBlocked(!blocked), "ban"),
      menuItem("Orang baru…", () => addPerson(choose), "person"),
    ];
  }

  setBlocked(blocked) {
    const { person } = this.pane.talk;
    const told = () => { person.blocked = blocked; this.drawBlocked(); };
    send(`people/${person.id}/${blocked ? "block" : "unblock"}`, {}).then(told, complain);
  }

  drawBlocked() {
    const { talk, parts } = this.pane;
    const blocked = talk.person.blocked && talk.isPrivate;
    parts.blocked.hidden = !blocked;
    parts.writing.hidden = blocked;
  }
}
