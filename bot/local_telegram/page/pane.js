// One person's view of one chat.

import { Keyboard } from "./buttons.js";
import { Composer } from "./composer.js";
import { askContact, askPlace } from "./dialogs.js";
import { $, partsOf } from "./dom.js";
import { Head } from "./head.js";
import { Log } from "./log.js";
import { complain, connection, toast } from "./notices.js";
import { loadPeople, people, sawChat } from "./people.js";
import { Refused, get, pause, whenVisible, withPollingTurn } from "./server.js";
import { Talk } from "./talk.js";

export class Pane {
  constructor(side, onchange) {
    this.side = side;
    this.onchange = onchange;
    this.root = $("#pane").content.firstElementChild.cloneNode(true);
    this.root.dataset.side = side;
    this.root.setAttribute("aria-label", `Panel ${side}`);
    this.parts = partsOf(this.root);
    this.queue = Promise.resolve();
    this.head = new Head(this);
    this.log = new Log(this);
    this.keyboard = new Keyboard(this);
    this.composer = new Composer(this);
  }

  get visible() { return this.root.offsetParent !== null; }

  async show(personId, chatId) {
    this.following?.abort();
    const { signal } = this.following = new AbortController();
    const person = people.find((one) => one.id === personId) ?? people[0];
    this.root.toggleAttribute("data-empty", !person);
    this.parts.who.disabled = false;
    if (!person) return this.head.nobody();
    const own = { id: person.id, type: "private", title: "" };
    const chats = await get(`chats?person=${person.id}`).catch(() => [own]);
    if (signal.aborted) return;
    const talk = new Talk(person, chats.find((chat) => chat.id === chatId) ?? chats[0]);
    Object.assign(this, { talk, chats, bot: null, commands: [], unseen: false });
    this.log.clear();
    this.keyboard.take(null);
    this.composer.begin();
    this.head.draw();
    this.onchange();
    this.follow(signal);
  }

  // What the server tells

  async follow(signal) {
    let after = null;
    while (!signal.aborted) {
      await whenVisible();
      try {
        after = await this.listen(after, signal);
        connection(this.side, true);
      } catch (error) {
        if (signal.aborted) return;
        after = null;
        connection(this.side, false);
        await pause(1000);
        if (error instanceof Refused) await loadPeople().catch(() => {});
        if (!people.some((one) => one.id === this.talk.person.id)) return this.show();
      }
    }
  }

  /** The version to go on from; none if the server remembers less than this page. */
  async listen(after, signal) {
    const poll = (wait) => this.talk.news(after ?? 0, wait, signal);
    const news = after === null ? await poll(0) : await withPollingTurn(poll);
    if (signal.aborted) return after;
    if (news.version < after) return null;
    this.take(news, after === null);
    return news.version;
  }

  take(news, afresh) {
    const renamed = this.bot?.first_name !== news.bot.first_name;
    this.bot = news.bot;
    this.commands = news.commands;
    if (renamed) this.head.drawChats();
    this.head.setTyping(news.action);
    this.keyboard.take(news.keyboard);
    if (afresh) this.log.clear();
    this.log.take(news.messages);
    if (afresh) this.log.toEnd();
    else this.log.stay();
    const fromOthers = news.messages.some((message) => !this.talk.isOwn(message));
    if (fromOthers) this.log.announce();
    if (this.talk.isPrivate) sawChat(this.talk.person, news.version, this.visible);
    if (fromOthers && !afresh && !this.visible) this.setUnseen(true);
  }

  setUnseen(unseen) {
    this.unseen = unseen;
    this.onchange();
  }

  // What the person does

  say(text) { this.post("text", { text }); }

  post(action, fields, restore) {
    this.deliver((talk) => talk.post(action, fields), restore);
  }

  // One after another, so that messages keep their order.
  deliver(work, restore = () => {}) {
    const { talk } = this;
    const done = () => { if (this.talk === talk) this.composer.keepDraft(); this.log.toEnd(); };
    const failed = (error) => { if (this.talk === talk) restore(); complain(error, this.root); };
    this.queue = this.queue.then(() => work(talk)).then(done, failed);
  }

  sharePlace() { askPlace((place) => this.post("location", place)); }

  chooseContact() {
    const others = people.filter((one) => one.phone && one.id !== this.talk.person.id);
    askContact(others, (contact) => this.shareContact(contact));
  }

  shareContact(contact) {
    if (contact.phone_number || this.talk.person.phone) this.post("contact", contact);
    else toast("Orang ini tidak punya nomor telepon.", this.root);
  }
}
