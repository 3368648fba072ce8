// Marks at the answers what changed since the reader was last here, which this browser alone knows.
(() => {
  const part = document.querySelector(".changes");
  const items = [...part.querySelectorAll(".log > li")];
  const told = (item) => item.querySelector(".when").textContent.trim();
  let seen;
  try {
    const key = "read " + location.pathname;
    seen = JSON.parse(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify(items.map(told)));
  } catch {}
  if (!seen) return;
  for (const item of items.filter((item) => !seen.includes(told(item)))) {
    for (const id of (item.dataset.at || "main").split(" ")) {
      const link = document.createElement("a");
      link.href = "#changes";
      link.textContent = told(item);
      const note = document.createElement("p");
      note.className = "since";
      note.append(part.dataset.since + " ", link);
      document.getElementById(id).querySelector(".heading, .head").after(note);
    }
  }
})();
