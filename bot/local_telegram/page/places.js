// Which person and chat stand in which pane: kept in the address, and by this browser.

import { recall, remember } from "./memory.js";
import { people } from "./people.js";

export function rememberPlaces(panes) {
  const standing = panes.filter((pane) => pane.talk);
  const places = standing.map(({ side, talk }) => [side, `${talk.person.id}/${talk.chat.id}`]);
  remember("places", Object.fromEntries(places));
  history.replaceState(null, "", `#${places.map((place) => place.join("=")).join("&")}`);
}

export function goToPlaces(panes) {
  for (const pane of panes) {
    const [person, chat = person] = wanted(pane.side);
    const there = pane.talk?.person.id === person && pane.talk.chat.id === chat;
    if (!there) pane.show(person, chat);
  }
}

function wanted(side) {
  const named = new URLSearchParams(location.hash.slice(1)).get(side) ?? recall("places")?.[side];
  return named?.split("/").map(Number) ?? [firstGuess(side)?.id];
}

/** On the left the first person, on the right the first one with another role. */
function firstGuess(side) {
  const role = (person) => person.note.split("·")[0];
  const other = people.find((person) => role(person) !== role(people[0]));
  return side === "kiri" ? people[0] : other ?? people[0];
}
