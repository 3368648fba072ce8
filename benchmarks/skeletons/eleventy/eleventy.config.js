import markdownIt from "markdown-it";
import footnote from "markdown-it-footnote";

export default function (config) {
  config.setLibrary("md", markdownIt({ html: true, typographer: true }).use(footnote));
  config.addCollection("pages", (all) => all.getFilteredByGlob("src/pages/*.md"));
  config.addFilter("day", (date) => new Date(date).toISOString().slice(0, 10));
  return { dir: { input: "src", output: "_site", includes: "_includes" }, markdownTemplateEngine: false };
}
