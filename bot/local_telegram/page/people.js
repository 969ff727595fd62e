// Everybody who has an account here, and whose chat moved while nobody looked.

import { $, make, newsDot, noted } from "./dom.js";
import { askNewcomer } from "./dialogs.js";
import { closeMenu, menuItem, openMenu } from "./menu.js";
import { get, pause, whenVisible } from "./server.js";
import { fullName, initials } from "./words.js";

const SHADES = 8;
const unread = new Set();
const seenVersions = new Map();

export let people = [];

export async function loadPeople() {
  people = await get("people");
}

export function avatar(person) {
  const looks = { class: "avatar", "aria-hidden": "true", "data-shade": person.id % SHADES };
  return make("span", looks, initials(person));
}

export function openPeople(anchor, current, choose) {
  const list = make("div", {}, ...people.map((one) => item(one, one.id === current?.id, choose)));
  const words = "Cari nama atau peran…";
  const find = make("input", { type: "search", placeholder: words, "aria-label": words });
  find.oninput = () => {
    const wanted = find.value.toLowerCase();
    for (const one of list.children) one.hidden = !one.dataset.words.includes(wanted);
  };
  find.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    $(".item:not([hidden])", list)?.click();
  };
  const add = menuItem("Orang baru…", () => addPerson(choose), "plus");
  openMenu(anchor, [find, list, add], "people");
  find.focus();
}

function item(person, current, choose) {
  const looks = {
    class: "item person",
    type: "button",
    "data-words": `${fullName(person)} ${person.note} ${person.username}`.toLowerCase(),
    "aria-current": current ? "true" : null,
    onclick: () => { closeMenu(); choose(person); },
  };
  const name = make("strong", { class: "clip" }, fullName(person));
  const names = make("span", { class: "names" }, name, noted(person.note));
  return make("button", looks, avatar(person), names, unread.has(person.id) ? newsDot() : null);
}

export function addPerson(choose) {
  askNewcomer((person) => loadPeople().then(() => choose(person)));
}

/** This person's own chat stands open here, at this version. */
export function sawChat(person, version, visible) {
  seenVersions.set(person.id, version);
  if (visible) unread.delete(person.id);
}

/** Looks at one person after another, all of them within a few seconds. */
export async function watchOthers(isOpen) {
  for (let turn = 0; ; turn += 1) {
    await pause(Math.max(300, 4000 / Math.max(people.length, 1)));
    await whenVisible();
    const person = people[turn % Math.max(people.length, 1)];
    if (person && !isOpen(person)) await lookAt(person).catch(() => {});
  }
}

async function lookAt({ id }) {
  const seen = seenVersions.get(id);
  const news = await get(`chats/${id}/messages?person=${id}&after=${seen ?? 0}&wait=0`);
  seenVersions.set(id, news.version);
  const fromOthers = news.messages.some((message) => message.from.id !== id);
  if (seen !== undefined && fromOthers) unread.add(id);
}
