// Her signature on glass: drawn on a canvas, sent as a PNG in the page's own form.
const pad = document.querySelector("[data-pad]");
if (pad) {
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
  document.querySelector("[data-pad-clear]").addEventListener("click", fit);
  pad.closest("form").addEventListener("submit", (event) => {
    if (!signed) {
      event.preventDefault();
      document.querySelector("[data-unsigned]").hidden = false;
      return;
    }
    document.querySelector("[data-signature]").value = pad.toDataURL("image/png");
  });
}
