// Tabs, as the ARIA Authoring Practices have them: the arrow keys choose one, and the key Tab goes
// from it into what it shows. The address names the one that is open.
const tabs = [...document.querySelectorAll("[role=tab]")];
const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

const choose = (chosen) => {
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
    panelOf(tab).hidden = !isChosen;
  }
};

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
const ENDS = { Home: 0, End: tabs.length - 1 };

for (const [place, tab] of tabs.entries()) {
  const panel = panelOf(tab);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", tab.id);
  const open = (other) => {
    choose(other);
    history.replaceState(null, "", `#${panelOf(other).id}`);
  };
  tab.addEventListener("click", () => open(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = ENDS[event.key] ?? place + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(next)) return;
    event.preventDefault();
    const other = tabs.at(next % tabs.length);
    open(other);
    other.focus();
  });
}
choose(tabs.find((tab) => `#${panelOf(tab).id}` === location.hash) ?? tabs[0]);
