// Each button of "Share" is shown where the browser can do it.
(() => {
  const part = document.querySelector(".share");
  if (!part) return;
  const url = part.querySelector(".address").href;
  const said = part.querySelector('[role="status"]');
  const deeds = {
    copy: navigator.clipboard && (async (button) => {
      await navigator.clipboard.writeText(url);
      said.textContent = button.dataset.done;
    }),
    share: navigator.share && (() =>
      navigator.share({ title: document.querySelector("h1").textContent, url })),
    print: () => print(),
  };
  part.querySelectorAll("button").forEach((button) => {
    const deed = deeds[button.value];
    button.hidden = !deed;
    button.addEventListener("click", () => Promise.resolve(deed(button)).catch(() => {}));
  });
  // What changed since the reader was here; storage may be forbidden.
  try {
    const { pathname } = location, seen = localStorage[pathname];
    localStorage[pathname] = Array.from(document.querySelectorAll(".when"), (each) => each.textContent);
    if (seen != null && seen !== localStorage[pathname]) {
      const { src } = document.querySelector(".changes").dataset;
      part.append(Object.assign(document.createElement("script"), { src, seen }));
    }
  } catch {}
})();
