// A signature on glass: drawn on a canvas, sent as a PNG in the page's own form. A form may hold several, each in a `data-signs` of its own.
for (const pad of document.querySelectorAll("[data-pad]")) {
  const form = pad.closest("form");
  const around = pad.closest("[data-signs]") || form;
  const pen = pad.getContext("2d");
  let signed = false;
  const fit = () => {
    pad.width = pad.clientWidth * devicePixelRatio;
    pad.height = pad.clientHeight * devicePixelRatio;
    pen.scale(devicePixelRatio, devicePixelRatio);
    Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#1b2a2f" });
    signed = false;
  };
  fit();
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(event.offsetX, event.offsetY);
    pen.stroke();
    signed = true;
  });
  around.querySelector("[data-pad-clear]").addEventListener("click", fit);
  form.addEventListener("submit", (event) => {
    if (!signed) {
      event.preventDefault();
      around.querySelector("[data-unsigned]").hidden = false;
      return;
    }
    around.querySelector("[data-unsigned]").hidden = true;
    around.querySelector("[data-signature]").value = pad.toDataURL("image/png");
  });
}
// What is asked of a thing found wrong is asked before the form leaves: one that came back would have lost its pictures and signatures.
for (const item of document.querySelectorAll("form[data-sign] fieldset")) {
  item.addEventListener("change", () => {
    const asks = item.querySelector("input[type=radio]:checked[data-asks]") !== null;
    for (const box of item.querySelectorAll("[data-wanted]")) box.required = asks;
  });
}
