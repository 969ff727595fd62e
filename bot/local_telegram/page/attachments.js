// What hangs on a message: photos, files, voices, places and contacts.

import { $, icon, make, noted } from "./dom.js";
import { coordinates, fileSize, fullName } from "./words.js";

const OUTSIDE = { target: "_blank", rel: "noopener noreferrer" };

export function photos(messages) {
  const shown = messages.filter((message) => message.photo);
  return shown.length ? make("div", { class: "photos" }, ...shown.map(photo)) : null;
}

function photo({ photo: { url, width, height } }) {
  const image = make("img", { src: url, width, height, alt: "Foto", loading: "lazy" });
  const enlarge = () => { $("#view img").src = url; $("#view").showModal(); };
  return make("button", { type: "button", "aria-label": "Perbesar foto", onclick: enlarge }, image);
}

export function attachment({ document: file, voice, location: place, contact }) {
  if (file) {
    const link = { href: file.url, download: file.file_name ?? true };
    return card("file", file.file_name ?? "Dokumen", fileSize(file.file_size ?? 0), link);
  }
  if (voice) {
    const label = `Rekaman suara ${voice.duration ?? 0} detik`;
    return make("audio", { src: voice.url, controls: true, preload: "none", "aria-label": label });
  }
  if (place) return card("place", "Lokasi", coordinates(place), { href: mapOf(place), ...OUTSIDE });
  return contact ? card("person", fullName(contact), contact.phone_number) : null;
}

function mapOf({ latitude, longitude }) {
  const point = `mlat=${latitude}&mlon=${longitude}`;
  return `https://www.openstreetmap.org/?${point}#map=13/${latitude}/${longitude}`;
}

function card(mark, title, detail, link = {}) {
  const name = make("strong", { class: "clip" }, title);
  const lines = make("span", { class: "names" }, name, noted(detail));
  const badge = make("span", { class: "badge" }, icon(mark));
  return make(link.href ? "a" : "div", { class: "file", ...link }, badge, lines);
}

/** How long a recording is, or nothing if this browser cannot play it. */
export function audioSeconds(file) {
  return new Promise((done) => {
    const audio = new Audio(URL.createObjectURL(file));
    audio.onloadedmetadata = () => {
      done(Number.isFinite(audio.duration) ? Math.ceil(audio.duration) : null);
    };
    audio.onerror = () => done(null);
  });
}
