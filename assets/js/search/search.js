// Searches while the reader types, and shows what it finds in groups: answers first.
(() => {
  const form = document.querySelector("form.search");
  const field = form.elements.q;
  const said = document.querySelector(".found");
  const unable = document.querySelector(".empty");
  const groups = [...document.querySelectorAll("section[aria-labelledby]")];
  const SHOWN = 5;
  const PAUSE = 150; // between letters, in milliseconds
  const here = (address) => new URL(address, document.baseURI).href;
  const root = here(form.dataset.root);
  let latest = 0;
  let timer;

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  // Pagefind marks words, and writes "<" and ">" of a text as entities.
  const marked = ({ excerpt, plain_excerpt: plain, raw_content: whole }) => [
    whole.startsWith(plain) ? "" : "… ",
    ...excerpt.split(/<\/?mark>/).map((text, at) => {
      const words = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      return at % 2 ? element("mark", {}, words) : words;
    }),
    whole.endsWith(plain) ? "" : " …",
  ];

  // A title is not in the excerpt: its words that begin as those looked for.
  const begun = (title, words) => title.split(/([\p{L}\p{N}]+)/u).map((each) => {
    const word = each.toLowerCase();
    return words.some((one) => word.startsWith(one)) ? element("mark", {}, each) : each;
  });

  const tag = (state) => {
    const { disputed, unconfirmed } = form.dataset;
    const [look] = Object.entries({ disputed, unconfirmed })
      .find(([, word]) => state.toLowerCase().startsWith(word)) ?? [""];
    return element("span", { className: `tag ${look}` }, state);
  };

  const item = (found, words) => {
    const { meta, raw_url: file } = found;
    const address = file.slice(1).replace(/@(.*)\.html$/, (_, anchor) => anchor && `#${anchor}`);
    const link = element("a", { href: root + address }, ...begun(meta.title, words));
    const head = element("h3", {}, link);
    const made = element("li", {}, head);
    if (meta.states) made.append(element("p", { className: "states" }, ...meta.states.split("; ").map(tag)));
    if (found.content !== meta.title) made.append(element("p", {}, ...marked(found)));
    if (meta.page) made.append(element("p", { className: "soft" }, meta.page));
    return made;
  };

  const fill = async (group, results, words, from = 0) => {
    const shown = await Promise.all(results.slice(from, from + SHOWN).map((each) => each.data()));
    return () => {
      const list = group.querySelector("ol");
      const more = group.querySelector("button");
      const items = shown.map((each) => item(each, words));
      if (from) list.append(...items);
      else list.replaceChildren(...items);
      group.hidden = !results.length;
      more.hidden = results.length <= from + SHOWN;
      more.onclick = async () => {
        (await fill(group, results, words, from + SHOWN))();
        list.children[from + SHOWN].querySelector("a").focus();
      };
    };
  };

  const search = async (engine) => {
    const mine = (latest += 1);
    const asked = field.value.trim();
    history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
    const words = asked.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const { results } = asked ? await engine.search(asked) : { results: [] };
    const shows = await Promise.all(groups.map((group) =>
      fill(group, results.filter(({ id }) => engine.names[group.id]?.has(id)), words)));
    if (mine !== latest) return; // the reader has typed on
    shows.forEach((show) => show());
    const { found, nothing } = form.dataset;
    const count = results.length.toLocaleString(document.documentElement.lang);
    said.textContent = asked ? (results.length ? found.replace("{}", count) : nothing) : "";
  };

  const fail = (error) => {
    form.hidden = true;
    unable.hidden = false;
    throw error;
  };

  form.hidden = false;
  unable.hidden = true;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  // Without a worker, which would be a second engine with a policy of its own.
  const engine = import(here(form.dataset.engine)).then(async ({ init, options, search: find }) => {
    await options({ noWorker: true });
    await init();
    const answer = await fetch(new URL("groups.json", here(form.dataset.engine)));
    const names = Object.entries(await answer.json()).map(([kind, ids]) => [kind, new Set(ids)]);
    return { search: find, names: Object.fromEntries(names) };
  });
  const start = () => engine.then(search).catch(fail);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    start();
  });
  start();
})();
