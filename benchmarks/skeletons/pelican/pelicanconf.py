SITENAME = AUTHOR = "The Corpus"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
DEFAULT_PAGINATION = False
SLUGIFY_SOURCE = "basename"
PLUGINS: list[str] = []
ARTICLE_URL = "pages/{slug}/"
ARTICLE_SAVE_AS = "pages/{slug}/index.html"
TAG_SAVE_AS = CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ARCHIVES_SAVE_AS = ""
TAGS_SAVE_AS = CATEGORIES_SAVE_AS = AUTHORS_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_ALL_ATOM = "atom.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
_NAMES = ("footnotes", "tables", "attr_list", "toc", "smarty", "meta")
MARKDOWN = {
    "extension_configs": {f"markdown.extensions.{name}": {} for name in _NAMES},
    "output_format": "html5",
}
