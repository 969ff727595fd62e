// Questions in a window: a place, a contact, a newcomer.

import { $, make } from "./dom.js";
import { complain } from "./notices.js";
import { send } from "./server.js";
import { fullName } from "./words.js";

const NEAR_AMBON = { latitude: "-3.6954", longitude: "128.1814" };
const NEWCOMER = ["first_name", "last_name", "username", "language_code", "phone", "note"];

/** Shows the window; it stays open as long as `answer` gives back false. */
function ask(dialog, answer) {
  const form = $("form", dialog);
  form.onsubmit = (event) => {
    event.preventDefault();
    if (answer(form.elements) !== false) dialog.close();
  };
  $(".quiet", form).onclick = () => dialog.close();
  dialog.showModal();
}

export function askPlace(answer) {
  const dialog = $("#place");
  const fields = $("form", dialog).elements;
  for (const [name, value] of Object.entries(NEAR_AMBON)) fields[name].value = value;
  ask(dialog, () => {
    const latitude = degrees(fields.latitude, 90);
    const longitude = degrees(fields.longitude, 180);
    if (latitude === null || longitude === null) return false;
    answer({ latitude, longitude });
  });
}

function degrees(field, limit) {
  const value = Number(field.value.trim().replace(",", "."));
  const fits = field.value.trim() !== "" && Math.abs(value) <= limit;
  const wish = `Isi angka antara -${limit} dan ${limit}, misalnya ${NEAR_AMBON[field.name]}.`;
  field.setCustomValidity(fits ? "" : wish);
  field.reportValidity();
  field.oninput = () => field.setCustomValidity("");
  return fits ? value : null;
}

/** The own contact has nothing filled in. */
export function askContact(others, answer) {
  const dialog = $("#contact");
  const form = $("form", dialog);
  form.reset();
  const options = others.map((one) => make("option", { value: one.id }, fullName(one)));
  form.user_id.replaceChildren(...options);
  form.onchange = () => showContactFields(form);
  showContactFields(form);
  ask(dialog, (fields) => {
    const kinds = {
      own: () => ({}),
      listed: () => listed(others.find((one) => one.id === Number(fields.user_id.value))),
      typed: () => ({
        first_name: fields.first_name.value.trim(), phone_number: fields.phone_number.value.trim(),
      }),
    };
    const forwarded = fields.forwarded.checked ? { forwarded: true } : {};
    answer({ ...kinds[fields.kind.value](), ...forwarded });
  });
}

const listed = (one) => ({ user_id: one.id, first_name: one.first_name, phone_number: one.phone });

function showContactFields(form) {
  for (const group of form.querySelectorAll("[data-for]")) {
    const chosen = group.dataset.for === form.elements.kind.value;
    group.hidden = !chosen;
    for (const field of group.querySelectorAll("input, select")) field.disabled = !chosen;
  }
}

export function askNewcomer(answer) {
  const dialog = $("#newcomer");
  $("form", dialog).reset();
  ask(dialog, (fields) => {
    const filled = NEWCOMER.map((name) => [name, fields[name].value.trim()]);
    send("people", Object.fromEntries(filled)).then(answer, complain);
  });
}
