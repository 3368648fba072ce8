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
})();
