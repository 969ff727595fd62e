// The testing room: troubles on order, and what the bot calls.

import { $, make } from "./dom.js";
import { complain } from "./notices.js";
import { get, pause, send } from "./server.js";
import { moment, seconds } from "./words.js";

const MOST_CALLS = 300;
const FAULTS = [
  {
    kind: "429", label: "Terlalu sering (429)", hint: "disuruh menunggu 5 detik",
    extra: { retry_after: 5 },
  },
  { kind: "500", label: "Server rusak (500)", hint: "jawaban galat" },
  { kind: "slow", label: "Lambat", hint: "setiap jawaban tertahan 3 detik", extra: { seconds: 3 } },
  { kind: "cut_before", label: "Putus sebelum sampai", hint: "pesan tidak jadi terkirim" },
  { kind: "cut_after", label: "Putus sesudah sampai", hint: "terkirim, tetapi bot tidak tahu" },
];

export function beginTesting() {
  $("#tests").onclick = () => openRoom($("#drawer").hidden);
  $("#drawer-close").onclick = () => openRoom(false);
  $("#share").onchange = setFaults;
  $("#polls").onchange = showPolls;
  drawFaults().catch(() => {});
}

function openRoom(open) {
  $("#drawer").hidden = !open;
  document.body.dataset.drawer = open ? "open" : "";
  $("#tests").setAttribute("aria-expanded", open);
  $("#calls").replaceChildren();
  if (open) {
    followCalls();
    drawFaults().catch(complain);
    $("#drawer-close").focus();
  } else $("#tests").focus();
}

async function drawFaults() {
  const on = new Set((await get("faults")).map((rule) => rule.kind));
  $("#tests .alarm").hidden = !on.size;
  $("#faults").replaceChildren(...FAULTS.map((fault) => faultSwitch(fault, on.has(fault.kind))));
}

function faultSwitch({ kind, label, hint }, checked) {
  const looks = { type: "checkbox", role: "switch", "data-kind": kind, checked };
  const box = make("input", { ...looks, onchange: setFaults });
  const words = make("span", { class: "names" }, label, make("span", { class: "note" }, hint));
  return make("label", { class: "fault" }, box, words);
}

async function setFaults() {
  const checked = [...document.querySelectorAll("#faults input:checked")];
  const wanted = new Set(checked.map((box) => box.dataset.kind));
  const share = Number($("#share").value);
  const rules = FAULTS.filter(({ kind }) => wanted.has(kind))
    .map(({ kind, extra }) => ({ kind, share, ...extra }));
  await send("faults", rules, "PUT").then(drawFaults).catch(complain);
}

async function followCalls() {
  let after = 0;
  while (!$("#drawer").hidden) {
    const calls = await get(`calls?after=${after}&wait=0`).catch(() => []);
    after = Math.max(after, ...calls.map((call) => call.n));
    $("#calls").prepend(...calls.reverse().map(callLine));
    while ($("#calls").childElementCount > MOST_CALLS) $("#calls").lastElementChild.remove();
    showPolls();
    await pause(1000);
  }
}

function callLine({ time, method, status, ms, summary }) {
  const tone = status === 200 ? "ok" : status >= 400 && status < 500 ? "warn" : "bad";
  const cell = (words, kind = "clip") => make("span", { class: kind }, words);
  const more = summary ? make("small", { class: "clip", title: summary }, summary) : null;
  return make("div", { "data-method": method.toLowerCase() }, cell(seconds.format(moment(time))),
    cell(method), cell(String(status || "putus"), tone), cell(`${Math.round(ms)} md`), more);
}

function showPolls() {
  $("#calls").toggleAttribute("data-polls", $("#polls").checked);
}
