// Names, moments and sizes, as people here write them.

const LOCALE = "id-ID";
const TIME = { hour: "2-digit", minute: "2-digit" };
const KINDS = {
  photo: "Foto", document: "Dokumen", voice: "Rekaman suara", location: "Lokasi", contact: "Kontak",
};
const decimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });

export const clock = new Intl.DateTimeFormat(LOCALE, TIME);
export const seconds = new Intl.DateTimeFormat(LOCALE, { ...TIME, second: "2-digit" });
export const dayName = new Intl.DateTimeFormat(LOCALE, { dateStyle: "full" });
export const moment = (date) => new Date(typeof date === "number" ? date * 1000 : date);

export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${decimal.format(bytes / 1e3)} kB` : `${decimal.format(bytes / 1e6)} MB`;
}

export function coordinates({ latitude, longitude }) {
  const side = (value, plus, minus) =>
    `${Math.abs(value).toFixed(4).replace(".", ",")}° ${value < 0 ? minus : plus}`;
  return `${side(latitude, "LU", "LS")} · ${side(longitude, "BT", "BB")}`;
}

export function fullName(someone) {
  return [someone.first_name, someone.last_name].filter(Boolean).join(" ");
}

/** The first letters of two names; what stands in brackets is no name. */
export function initials(someone) {
  const names = fullName(someone).replace(/\(.*?\)/g, "").match(/[\p{L}\p{N}][^\s]*/gu) ?? [];
  return names.slice(0, 2).map((name) => [...name][0]).join("").toUpperCase();
}

export function snippet(message) {
  const kind = Object.keys(KINDS).find((name) => message[name]);
  return (message.text ?? message.caption ?? KINDS[kind] ?? "Pesan").slice(0, 90);
}
