// Marks at the answers what changed since the reader was last here; share.js asks for it.
(() => {
  const { seen } = document.currentScript;
  const part = document.querySelector(".changes");
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const notes = {};
  for (const item of part.querySelectorAll(".log > li")) {
    if (seen.includes(item.querySelector(".when").textContent)) continue;
    const question = item.querySelector(".when a[href^='#']")?.hash.slice(1);
    for (const id of (item.dataset.at || question || "main").split(" ")) {
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
