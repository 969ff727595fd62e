// What the page itself has to say: passing words, an alert, a lost connection.

import { $, make } from "./dom.js";
import { Refused } from "./server.js";

const lostPlaces = new Set();

export function toast(text, beside = document.body) {
  const shelf = $("#toasts");
  const { left, width } = beside.getBoundingClientRect();
  shelf.style.left = `${left + width / 2}px`;
  const note = make("div", {}, text);
  if (shelf.matches(":popover-open")) shelf.hidePopover();
  shelf.showPopover();
  shelf.append(note);
  setTimeout(() => note.remove(), 3200 + text.length * 30);
}

export function alertBox(text) {
  $("#alert p").textContent = text;
  $("#alert").showModal();
}

export function complain(error, beside) {
  const lost = "Belum terkirim: server lokal tidak menjawab. Tulisan Anda tetap ada.";
  toast(error instanceof Refused ? error.message : lost, beside);
}

export function connection(place, alive) {
  if (alive) lostPlaces.delete(place);
  else lostPlaces.add(place);
  $("#strip").hidden = lostPlaces.size === 0;
}

export function copyText(text) {
  const words = ["Tersalin.", "Peramban tidak mengizinkan penyalinan."];
  navigator.clipboard.writeText(text).then(...words.map((answer) => () => toast(answer)));
}
