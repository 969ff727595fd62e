// One pane or two, and the switch between them where there is room for one.

import { $, clipped, make, newsDot } from "./dom.js";
import { recall, remember } from "./memory.js";
import { fullName } from "./words.js";

const narrow = matchMedia("(max-width: 760px)");
const { dataset } = document.body;

export function beginLayout(panes) {
  dataset.shown = recall("shown") ?? "kiri";
  narrow.onchange = drawLayout;
  $("#layout").onclick = () => {
    remember("layout", dataset.layout === "one" ? "two" : "one");
    drawLayout();
  };
  $("main").prepend(...panes.map((pane) => pane.root));
  drawLayout();
}

function drawLayout() {
  const one = narrow.matches || recall("layout") === "one";
  dataset.layout = one ? "one" : "two";
  $("#layout span").textContent = one ? "Dua panel" : "Satu panel";
}

export function drawSwitch(panes) {
  const standing = panes.filter((pane) => pane.talk);
  $(".switch").replaceChildren(...standing.map((pane) => tab(pane)));
}

function tab(pane) {
  const pressed = String(dataset.shown === pane.side);
  const looks = { type: "button", "aria-pressed": pressed, onclick: () => showPane(pane) };
  return make("button", looks, clipped(fullName(pane.talk.person)), pane.unseen ? newsDot() : null);
}

function showPane(pane) {
  dataset.shown = pane.side;
  remember("shown", pane.side);
  pane.log.toEnd();
  pane.setUnseen(false);
}
