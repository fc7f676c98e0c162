// What lies on the phone: IndexedDB with two shelves. Nothing personal is in the clear there; see keys.js.
const NAME = "jiaxin-field";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("meta");
      asked.result.createObjectStore("records", { keyPath: "key" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function on(shelf, mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      // strict: a record that was called saved is on disk, also when the battery is pulled out
      const step = database.transaction(shelf, mode, { durability: "strict" });
      const asked = act(step.objectStore(shelf));
      step.oncomplete = () => resolve(asked.result);
      step.onerror = step.onabort = () => reject(step.error);
    });
  } finally {
    database.close();
  }
}

export const meta = {
  get: (name) => on("meta", "readonly", (shelf) => shelf.get(name)),
  put: (name, value) => on("meta", "readwrite", (shelf) => shelf.put(value, name)),
  drop: (name) => on("meta", "readwrite", (shelf) => shelf.delete(name)),
};
export const records = {
  all: () => on("records", "readonly", (shelf) => shelf.getAll()),
  get: (key) => on("records", "readonly", (shelf) => shelf.get(key)),
  put: (record) => on("records", "readwrite", (shelf) => shelf.put(record)),
  drop: (key) => on("records", "readwrite", (shelf) => shelf.delete(key)),
  count: () => on("records", "readonly", (shelf) => shelf.count()),
};

// A stopped phone: the wrapped key first, so that nothing can be opened should the rest be interrupted.
export async function wipe() {
  await meta.drop("key");
  await on("records", "readwrite", (shelf) => shelf.clear());
  await on("meta", "readwrite", (shelf) => shelf.clear());
  await meta.put("stopped", true);
}
