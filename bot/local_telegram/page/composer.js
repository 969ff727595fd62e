// Where a person writes: the field, its draft, and what is replied to or changed.

import { $, make, roundButton } from "./dom.js";
import { recall, remember } from "./memory.js";
import { closeMenu, menuItem, openMenu, shownMenu } from "./menu.js";
import { Tray } from "./tray.js";
import { fullName, snippet } from "./words.js";

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.tray = new Tray(pane);
    const { field, form, commands } = pane.parts;
    this.field = field;
    form.onsubmit = (event) => { event.preventDefault(); this.submit(); };
    commands.onclick = () => openMenu(commands, this.allCommands());
    field.oninput = () => this.typed();
    field.onkeydown = (event) => this.key(event);
  }

  get draftKey() { return `draft:${this.pane.talk.key}`; }

  /** Another person or chat: their own draft. */
  begin() {
    this.field.disabled = false;
    this.tray.put(null);
    this.leaveMode();
  }

  // The draft stays stored until the server has the message: a reload must not lose it.
  empty() {
    this.setMode(null);
    this.fill("");
  }

  keepDraft() {
    if (this.mode?.kind !== "edit") remember(this.draftKey, this.field.value);
  }

  fill(text) {
    this.field.value = text;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  typed() {
    this.fill(this.field.value);
    this.keepDraft();
    const beginning = this.field.value.match(/^\/(\w*)$/)?.[1];
    const items = beginning === undefined ? [] : this.fitting(beginning);
    if (items.length) openMenu(this.field, items, "suggestions");
    else if (shownMenu("suggestions")) closeMenu();
  }

  allCommands() {
    const none = make("div", { class: "item note" }, "Bot belum memasang daftar perintah.");
    return this.pane.commands.length ? this.fitting("") : [none];
  }

  fitting(beginning) {
    const found = this.pane.commands.filter(({ command }) => command.startsWith(beginning));
    return found.map(({ command, description }) => {
      const label = make("span", {}, make("b", {}, `/${command}`), ` ${description}`);
      return menuItem(label, () => this.chooseCommand(command));
    });
  }

  chooseCommand(command) {
    if (/^\/\w*$/.test(this.field.value)) this.fill("");
    this.pane.say(`/${command}`);
  }

  key(event) {
    const suggestions = shownMenu("suggestions");
    if (event.key === "Escape" && !suggestions) return this.leaveMode();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit();
    else if (event.key === "ArrowDown" && suggestions) $(".item", suggestions).focus();
    else if (event.key === "ArrowUp" && !this.field.value && !this.mode) this.editLast();
    else return;
    event.preventDefault();
  }

  editLast() {
    const message = this.pane.log.lastOwn();
    if (message) this.enterMode("edit", message);
  }

  enterMode(kind, message) {
    this.setMode({ kind, message });
    if (kind === "edit") this.fill(message.text);
    this.field.focus();
  }

  leaveMode() {
    this.setMode(null);
    this.fill(recall(this.draftKey) ?? "");
  }

  setMode(mode) {
    this.mode = mode;
    const { banner } = this.pane.parts;
    banner.hidden = !mode;
    if (!mode) return;
    const { kind, message } = mode;
    const title = kind === "edit" ? "Mengubah pesan" : `Membalas ${fullName(message.from)}`;
    const close = roundButton("close", "Batal");
    close.onclick = () => this.leaveMode();
    const words = [make("b", {}, title), make("br"), snippet(message)];
    banner.replaceChildren(make("span", { class: "clip" }, ...words), close);
  }

  submit() {
    closeMenu();
    const text = this.field.value.trim();
    if (this.tray.attached) this.submitFiles(text);
    else if (text && this.mode?.kind === "edit") this.submitEdit(this.mode.message, text);
    else if (text) this.submitText(text, this.mode?.message);
  }

  submitText(text, replied) {
    this.empty();
    const fields = { text, reply_to: replied?.message_id };
    this.pane.post("text", fields, () => this.restore(text));
  }

  submitEdit(message, text) {
    this.leaveMode();
    this.pane.post("edit", { message_id: message.message_id, text }, () => {
      this.enterMode("edit", message);
      this.fill(text);
    });
  }

  submitFiles(caption) {
    const { attached } = this.tray;
    this.empty();
    this.tray.send(caption, () => {
      this.tray.put(attached);
      this.restore(caption);
    });
  }

  restore(text) {
    this.fill([text, this.field.value].filter(Boolean).join("\n"));
    this.keepDraft();
  }
}
