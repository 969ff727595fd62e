// Message texts: the server's HTML, rebuilt from Telegram's own tags one by one.

import { make } from "./dom.js";

const TAGS = new Set(
  ["B", "I", "U", "S", "A", "CODE", "PRE", "BLOCKQUOTE", "TG-SPOILER", "TG-COMMAND"],
);

export function rich(html, oncommand) {
  const source = make("template");
  source.innerHTML = html;
  return rebuilt(source.content, make("div", { class: "body" }), oncommand);
}

function rebuilt(from, into, oncommand) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
    else if (!TAGS.has(node.tagName)) rebuilt(node, into, oncommand);
    else into.append(rebuilt(node, twin(node, oncommand), oncommand));
  }
  return into;
}

function twin(node, oncommand) {
  if (node.tagName === "A") return link(node.getAttribute("href") ?? "");
  if (node.tagName === "TG-COMMAND") return command(node.textContent, oncommand);
  const copy = make(node.tagName.toLowerCase());
  if (node.tagName === "TG-SPOILER") copy.onclick = () => copy.classList.add("open");
  return copy;
}

function link(address) {
  if (!/^https?:/i.test(address)) return make("span");
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function command(words, oncommand) {
  return make("button", { class: "command", type: "button", onclick: () => oncommand(words) });
}
