// Light, dark or as the system is, kept on this device.
(() => {
  const root = document.documentElement;

  const show = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.querySelector("meta[name=color-scheme]").content = theme || "light dark";
    document.querySelectorAll(".themes button").forEach((button) =>
      button.setAttribute("aria-pressed", button.value === theme));
  };

  // Where storage is forbidden, a choice lasts as long as the page.
  const stored = (use) => {
    try {
      return use(localStorage);
    } catch {}
  };

  const showKept = () =>
    show(stored(({ theme }) => (/^(light|dark)$/.test(theme) ? theme : "")) || "");

  showKept();
  addEventListener("storage", showKept);
  addEventListener("pageshow", showKept);
  document.addEventListener("DOMContentLoaded", () => {
    const themes = document.querySelector(".themes");
    if (!themes) return;
    themes.hidden = false;
    themes.addEventListener("click", ({ target: { value: theme } }) => {
      if (theme === undefined) return;
      stored((storage) => (storage.theme = theme));
      show(theme);
    });
  });
})();
