// Searches while the reader types, and shows what it finds in groups: answers first.
(() => {
  const form = document.querySelector("form.search");
  const field = form.elements.q;
  const said = document.querySelector(".found");
  const unable = document.querySelector(".empty");
  const groups = [...document.querySelectorAll("section[aria-labelledby]")];
  const SHOWN = 5;
  const WORDS = 30; // in an excerpt, of which so many stand before those looked for
  const BEFORE = 8;
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

  // A bundle, or without a name the table of them. A language has none in which nothing stands.
  const bundles = new Map();
  const load = async (name = "", options = {}) => {
    const path = `bundles/${document.documentElement.lang}${name}.deflate`;
    const answer = await fetch(new URL(path, here(form.dataset.engine)), options);
    if (answer.status === 404) return {};
    return new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).json();
  };
  const read = async ({ name, row, marks }) => {
    if (!bundles.has(name)) bundles.set(name, load(`/${name}`));
    return { passage: (await bundles.get(name))[row], marks };
  };

  // Around the words that stand closest; Pagefind counts them between spaces.
  const excerpt = (text, marks) => {
    const words = text.split(/\s+/);
    const close = (first) => marks.filter((at) => at >= first && at < first + WORDS - BEFORE).length;
    const densest = marks.reduce((best, at) => (close(at) > close(best) ? at : best), marks[0] ?? 0);
    const start = Math.max(0, Math.min(densest - BEFORE, words.length - WORDS));
    const shown = words.slice(start, start + WORDS).flatMap((word, at) =>
      [" ", marks.includes(start + at) ? element("mark", {}, word) : word]);
    return [start ? "…" : "", ...shown.slice(start ? 0 : 1), start + WORDS < words.length ? " …" : ""];
  };

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

  const item = ({ passage: [address, title, text, states, page], marks }, words) => {
    const link = element("a", { href: root + address }, ...begun(title, words));
    const made = element("li", {}, element("h3", {}, link));
    if (states.length) made.append(element("p", { className: "states" }, ...states.map(tag)));
    if (text) made.append(element("p", {}, ...excerpt(text, marks)));
    if (page) made.append(element("p", { className: "soft" }, page));
    return made;
  };

  const fill = async (group, results, words, from = 0) => {
    const shown = await Promise.all(results.slice(from, from + SHOWN).map(read));
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
    const found = results.flatMap(({ id, words: marks }) => {
      const place = engine.places.get(id.split("_").pop());
      return place ? [{ ...place, marks: [...new Set(marks)] }] : [];
    });
    const shows = await Promise.all(groups.map((group) =>
      fill(group, found.filter(({ kind }) => kind === group.id), words)));
    if (mine !== latest) return; // the reader has typed on
    shows.forEach((show) => show());
    const { found: some, nothing } = form.dataset;
    const count = found.length.toLocaleString(document.documentElement.lang);
    said.textContent = asked ? (found.length ? some.replace("{}", count) : nothing) : "";
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
    const places = Object.entries(await load("", { cache: "no-cache" })).flatMap(([kind, names]) =>
      Object.entries(names).flatMap(([name, ids]) =>
        ids.split(" ").map((id, row) => [id, { kind, name, row }])));
    return { search: find, places: new Map(places) };
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
