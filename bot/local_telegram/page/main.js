// The page begins here.

import { beginLayout, drawSwitch } from "./layout.js";
import { connection } from "./notices.js";
import { Pane } from "./pane.js";
import { loadPeople, watchOthers } from "./people.js";
import { goToPlaces, rememberPlaces } from "./places.js";
import { pause } from "./server.js";
import { beginTesting } from "./testing.js";

const panes = ["kiri", "kanan"].map((side) => new Pane(side, changed));

function changed() {
  rememberPlaces(panes);
  drawSwitch(panes);
}

async function loaded() {
  const alive = await loadPeople().then(() => true, () => false);
  connection("people", alive);
  return alive;
}

beginLayout(panes);
beginTesting();
while (!await loaded()) await pause(1000);
goToPlaces(panes);
addEventListener("hashchange", () => goToPlaces(panes));
watchOthers(({ id }) => panes.some(({ talk }) => talk?.isPrivate && talk.person.id === id));
