// One person in one chat, and what they do there.

import { get, send, upload } from "./server.js";

export class Talk {
  constructor(person, chat) {
    this.person = person;
    this.chat = chat;
  }

  get key() { return `${this.person.id}:${this.chat.id}`; }
  get isPrivate() { return this.chat.type === "private"; }

  isOwn(message) { return message.from.id === this.person.id; }

  path(action) { return `chats/${this.chat.id}/${action}`; }

  news(after, wait, signal) {
    const since = `person=${this.person.id}&after=${after}&wait=${wait}`;
    return get(`${this.path("messages")}?${since}`, signal);
  }

  post(action, fields) {
    return send(this.path(action), { person: this.person.id, ...fields });
  }

  upload(kind, fields, files) {
    return upload(this.path(kind), { person: this.person.id, ...fields }, files);
  }
}
