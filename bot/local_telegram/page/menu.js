// The one menu of the page: it opens beside what was pressed.

import { $, icon, make } from "./dom.js";

const menu = $("#menu");
let anchored = null;
let closing = null; // whose menu this very press is about to close

export function openMenu(anchor, nodes, kind = "") {
  if (closing === anchor) return;
  menu.className = kind;
  menu.setAttribute("role", kind === "people" ? "dialog" : "menu");
  menu.replaceChildren(...nodes);
  anchored = anchor;
  if (!menu.matches(":popover-open")) menu.showPopover();
  place(anchor.getBoundingClientRect());
}

export function closeMenu() {
  closing = null;
  if (menu.matches(":popover-open")) menu.hidePopover();
}

/** The menu, if it is open and of this kind. */
export const shownMenu = (kind) => menu.matches(`.${kind}:popover-open`) ? menu : null;

export function menuItem(label, act, mark) {
  const chosen = () => { closeMenu(); act(); };
  const looks = { class: "item", type: "button", role: "menuitem", onclick: chosen };
  return make("button", looks, mark ? icon(mark) : null, label);
}

function place(anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(anchor.left, innerWidth - width - 8));
  const above = anchor.top > innerHeight / 2 && anchor.top - height > 8;
  const beside = above ? anchor.top - height - 6 : anchor.bottom + 6;
  const top = Math.max(8, Math.min(beside, innerHeight - height - 8));
  Object.assign(menu.style, { left: `${left}px`, top: `${top}px` });
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("button:not([hidden])")];
  const at = items.indexOf(document.activeElement) + step;
  items[Math.max(0, Math.min(items.length - 1, at))]?.focus();
}

menu.addEventListener("keydown", walk);
addEventListener("resize", closeMenu);
addEventListener("pointerdown", () => {
  closing = menu.matches(":popover-open") ? anchored : null;
}, true);
