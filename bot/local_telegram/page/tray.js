// Files that wait beside the field until they are sent, and what else can be attached.

import { audioSeconds } from "./attachments.js";
import { icon, make } from "./dom.js";
import { menuItem, openMenu } from "./menu.js";
import { toast } from "./notices.js";

const MOST = 10;

export class Tray {
  constructor(pane) {
    this.pane = pane;
    this.root = pane.parts.tray;
    const { attach, field } = pane.parts;
    attach.onclick = () => openMenu(attach, this.items());
    field.onpaste = (event) => this.receive(event, event.clipboardData.files);
    for (const kind of ["photo", "document", "voice"]) {
      pane.parts[kind].onchange = ({ target }) => this.choose(kind, target);
    }
    this.awaitDrops(pane.root);
  }

  items() {
    const { parts } = this.pane;
    return [
      menuItem("Foto", () => parts.photo.click(), "photo"),
      menuItem("Dokumen", () => parts.document.click(), "file"),
      menuItem("Lokasi", () => this.pane.sharePlace(), "place"),
      menuItem("Kontak", () => this.pane.chooseContact(), "person"),
      menuItem("Suara dari berkas", () => parts.voice.click(), "voice"),
    ];
  }

  awaitDrops(root) {
    const dropping = (here) => root.classList.toggle("dropping", here);
    root.ondragover = (event) => { event.preventDefault(); dropping(true); };
    root.ondragleave = (event) => { if (!root.contains(event.relatedTarget)) dropping(false); };
    root.ondrop = (event) => { dropping(false); this.receive(event, event.dataTransfer.files); };
  }

  choose(kind, input) {
    const files = [...input.files];
    input.value = "";
    if (files.length) this.put({ kind, files });
  }

  receive(event, list) {
    const files = [...list];
    if (!files.length) return;
    event.preventDefault();
    const pictures = files.every((file) => file.type.startsWith("image/"));
    this.put({ kind: pictures ? "photo" : "document", files });
  }

  put(attached) {
    const files = attached?.files.slice(0, MOST) ?? [];
    const left = (attached?.files.length ?? 0) - files.length;
    if (left) toast(`Satu album paling banyak ${MOST} berkas; ${left} tidak ikut.`);
    this.attached = files.length ? { kind: attached.kind, files } : null;
    this.root.hidden = !files.length;
    this.root.replaceChildren(...files.map((file) => this.item(file)));
    if (files.length) this.pane.parts.field.focus();
  }

  item(file) {
    const { kind, files } = this.attached;
    const remove = () => this.put({ kind, files: files.filter((other) => other !== file) });
    const mark = icon(kind === "voice" ? "voice" : "file");
    const shown = kind === "photo" ? [preview(file)] : [mark, caption(file)];
    const looks = { type: "button", "aria-label": `Buang ${file.name}`, onclick: remove };
    return make("figure", { title: file.name }, ...shown, make("button", looks, icon("close")));
  }

  send(caption, restore) {
    const { kind, files } = this.attached;
    this.put(null);
    this.pane.deliver(async (talk) => {
      const duration = kind === "voice" ? await audioSeconds(files[0]) : null;
      return talk.upload(kind, { caption, duration }, files);
    }, restore);
  }
}

const caption = (file) => make("figcaption", { class: "clip" }, file.name);

function preview(file) {
  const image = make("img", { alt: "", src: URL.createObjectURL(file) });
  image.onload = () => URL.revokeObjectURL(image.src);
  return image;
}
