// Marks at the answers what changed since the reader was last here, which this browser alone keeps.
(() => {
  const part = document.querySelector(".changes");
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const told = (item) => item.querySelector(".when").textContent.trim();
  const items = [...part.querySelectorAll(".log > li")];
  const notes = {};
  let seen;
  try {
    seen = JSON.parse(localStorage[location.pathname] ?? null);
    localStorage[location.pathname] = JSON.stringify(items.map(told));
  } catch {}
  for (const item of items.filter((item) => seen && !seen.includes(told(item)))) {
    for (const id of (item.dataset.at || "main").split(" ")) {
      if (!notes[id]) {
        notes[id] = element("p", { className: "kind" });
        notes[id].append(element("span", { className: "tag", textContent: part.dataset.since }));
        document.getElementById(id).querySelector(".heading, .stamp > :last-child").after(notes[id]);
      }
      const textContent = item.dataset.what || item.querySelector("b").textContent;
      notes[id].append(" · ", element("a", { href: "#changes", textContent }));
    }
  }
})();
