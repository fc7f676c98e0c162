// 照片: `input[data-shrink]` sends a copy within a size, because a phone's own photo is larger than a slow line and our limit bear.
// Where the browser cannot, or it is no picture, the file goes as it is and the server judges it.
import { small } from "../../field/front/abilities.js";

const ABOVE = 600e3, SIDE = 1600, BYTES = 900e3; // bytes from which a copy is made; pixels and bytes of the copy

export async function shrunk(input) {
  const [file] = input.files;
  if (!file || file.size <= ABOVE || !file.type.startsWith("image/")) return;
  try {
    const text = await small(file, SIDE, BYTES);
    const bytes = Uint8Array.from(atob(text.slice(text.indexOf(",") + 1)), (sign) => sign.charCodeAt(0));
    if (input.files[0] !== file) return; // another was chosen meanwhile
    const held = new DataTransfer();
    held.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
    input.files = held.files;
    input.dataset.shrunk = "yes";
  } catch { /* as it is */ }
}
