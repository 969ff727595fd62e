// Asking the local server, and waiting for what is new.

/** The server understood, and says in a sentence why it does not do it. */
export class Refused extends Error {}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function request(path, options) {
  const response = await fetch(`api/${path}`, options);
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(body?.error ?? `Server lokal menjawab ${response.status}.`);
  return body;
}

export const get = (path, signal) => request(path, { signal });

export function send(path, body, method = "POST") {
  const headers = { "Content-Type": "application/json" };
  return request(path, { method, headers, body: JSON.stringify(body) });
}

export function upload(path, fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return request(path, { method: "POST", body: form });
}

// A browser opens six connections to one server. The long polls of all tabs together
// hold at most four of them, so that sending never waits; the others ask every now and then.
export async function withPollingTurn(poll) {
  if (!navigator.locks) return poll(25);
  for (let turn = 0; turn < 4; turn += 1) {
    const ask = async (lock) => lock && { news: await poll(25) };
    const answer = await navigator.locks.request(`poll-${turn}`, { ifAvailable: true }, ask);
    if (answer) return answer.news;
  }
  await pause(600);
  return poll(0);
}

export const whenVisible = () => new Promise((done) => {
  if (!document.hidden) return done();
  document.addEventListener("visibilitychange", () => done(), { once: true });
});
