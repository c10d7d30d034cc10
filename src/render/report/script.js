// Draws a line from a pronoun or a nominal to the name that it stands for: from the one that is pointed at, or from all of them.
// Where one speaker is chosen, from theirs alone.
for (const report of document.querySelectorAll(".dixit")) {
  const all = report.querySelector("#show-lines");
  if (!all || report.querySelector("svg.lines")) continue;
  all.closest("label").hidden = false;
  const space = "http://www.w3.org/2000/svg";
  const drawing = report.appendChild(document.createElementNS(space, "svg"));
  drawing.setAttribute("class", "lines");
  drawing.setAttribute("aria-hidden", "true");
  let pointed = null;

  const line = (from, to) => {
    const origin = report.getBoundingClientRect();
    const [a, b] = [from.getClientRects()[0], to.getClientRects()[0]];
    if (!a || !b) return;
    const [x1, x2] = [a, b].map((r) => r.left + r.width / 2 - origin.left);
    const [y1, y2] = [a.top - origin.top, (b.top < a.top ? b.bottom : b.top) - origin.top];
    const path = drawing.appendChild(document.createElementNS(space, "path"));
    path.setAttribute("d", `M${x1} ${y1} C${x1} ${y1 - 24} ${x2} ${y2 + (y2 < y1 ? 24 : -24)} ${x2} ${y2}`);
  };
  const shown = (from) => ["voice-all", from.dataset.by].some((id) => report.querySelector(`#${id}`).checked);
  const draw = () => {
    drawing.replaceChildren();
    for (const from of all.checked ? report.querySelectorAll("a.who") : [pointed]) {
      const to = from && shown(from) && document.getElementById(from.getAttribute("href").slice(1));
      if (to) line(from, to);
    }
  };
  const point = (event) => {
    pointed = event.target.closest?.("a.who") ?? null;
    draw();
  };
  for (const kind of ["mouseover", "focusin"]) report.addEventListener(kind, point);
  report.addEventListener("change", draw);
  report.addEventListener("toggle", draw, true);
  addEventListener("resize", draw);
}
