// Sends what waits, one record a request, each under its own key: sent twice it is still one.
import { seal, unseal } from "./keys.js";
import { meta, records, wipe } from "./store.js";

export const OVER = ["landed", "kept", "expired"]; // nothing more to do: the content leaves the phone

const english = document.documentElement.lang === "en";
export const both = ({ said, do_this }) => (english ? `${said}. ${do_this}.` : `${said}。${do_this}。`); // what is wrong, and what to do
export const headed = (head, text) => `${head}${english ? ": " : "："}${text}`;

export class Halt extends Error {} // message = name of the sentence to show

export async function asked(path, body, token) {
  const phone = (await meta.get("phone")) ?? "";
  const headers = { Accept: "application/json", "X-Phone": phone };
  if (body) Object.assign(headers, { "Content-Type": "application/json", "X-CSRFToken": token });
  let answer;
  try {
    answer = await fetch(path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), cache: "no-store", redirect: "manual" });
  } catch {
    throw new Halt("interrupted");
  }
  if (answer.type === "opaqueredirect") throw new Halt("sign-in"); // a second step of signing in is missing
  if (answer.status >= 500) return { failed: true };
  const said = await answer.json().catch(() => ({ code: "", said: "", do_this: "" }));
  if (answer.status === 401) throw new Halt("sign-in");
  if (said.code === "field.phone-stopped") {
    await wipe();
    throw new Halt("stopped");
  }
  return { ...said, refused: !answer.ok };
}

export async function register(label) {
  const hello = await asked("/field/hello");
  if (hello.refused) return hello;
  const made = await asked("/field/phone", { label }, hello.token);
  if (!made.refused) await meta.put("phone", made.phone);
  return made;
}

// A lost phone has nobody signed in: whether it is stopped is asked without.
export async function stoppedMeanwhile() {
  const phone = await meta.get("phone");
  if (!phone || !navigator.onLine) return false;
  const answer = await asked(`/field/phone/${phone}`).catch(() => ({}));
  if (answer.stopped) await wipe();
  return Boolean(answer.stopped);
}

let running = null;
export const synced = (tell) => (running ??= once(tell).finally(() => (running = null)));

async function once(tell) {
  const hello = await asked("/field/hello");
  if (hello.failed) throw new Halt("phone-server");
  if (hello.refused) return { refusal: hello };
  await meta.put("companies", hello.companies);
  for (const { key, state, why } of hello.states) {
    const kept = await records.get(key);
    if (kept?.state === "waiting" && state !== "waiting") await settle(kept, state, why);
  }
  const waiting = (await records.all()).filter((one) => one.state === "unsent").sort((a, b) => a.at - b.at);
  let done = 0, failures = 0;
  for (const one of waiting) {
    const content = await unseal(one.key, one.sealed);
    const answer = await asked("/field/record", { key: one.key, ...content }, hello.token);
    if (answer.failed) {
      if (++failures === 3) throw new Halt("phone-server");
      continue;
    }
    if (answer.refused) await settle(one, "fix", both(answer));
    else if (answer.state === "faulty") await settle(one, "fix", answer.remarks.map(both).join("\n"), answer.remarks);
    else await settle(one, answer.state, answer.said);
    tell(++done, waiting.length);
  }
  if (failures) throw new Halt("phone-server");
  return { done };
}

// What was changed on the phone while it was under way stays as it is now.
async function settle(record, state, said, remarks = []) {
  const now = await records.get(record.key);
  if (!now || now.at !== record.at) return;
  if (OVER.includes(state)) return void await records.put({ key: record.key, at: record.at, state, sealed: null, note: null });
  const note = await seal(`note:${record.key}`, { said, remarks });
  await records.put({ ...record, state: state === "returned" ? "fix" : state, note });
}
