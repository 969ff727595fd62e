// Finding and making what stands on the page.

const SVG = "http://www.w3.org/2000/svg";

export const $ = (selector, root = document) => root.querySelector(selector);

/** The elements below this one that carry a name, by their `data-part`. */
export function partsOf(root) {
  const named = [...root.querySelectorAll("[data-part]")];
  return Object.fromEntries(named.map((node) => [node.dataset.part, node]));
}

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name, kind = "icon") {
  const [svg, use] = ["svg", "use"].map((tag) => document.createElementNS(SVG, tag));
  svg.setAttribute("class", kind);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function roundButton(mark, label, kind = "") {
  const looks = { class: `round ${kind}`, type: "button", "aria-label": label };
  return make("button", looks, icon(mark));
}

export const clipped = (text) => make("span", { class: "clip" }, text);
export const noted = (text) => make("span", { class: "note clip" }, text);
export const newsDot = () =>
  make("span", { class: "dot", role: "img", "aria-label": "ada pesan baru" });
