"""A curated archive as a user of Pelican would set it up: publications are its categories."""

SITENAME = "A generated archive"
SITESUBTITLE = "Articles that were never written."
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
ARTICLE_PATHS = ["articles"]
STATIC_PATHS = ["assets"]
THEME = "theme"
THEME_STATIC_DIR = "theme"
SUMMARY_MAX_LENGTH = 30
WITH_FUTURE_DATES = True

FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
CATEGORY_URL = "publications/{slug}/"
CATEGORY_SAVE_AS = "publications/{slug}/index.html"
CATEGORIES_SAVE_AS = "publications/index.html"
ARCHIVES_SAVE_AS = "dates/index.html"
YEAR_ARCHIVE_URL = "dates/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "dates/{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "dates/{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "dates/{date:%Y}/{date:%m}/index.html"
DAY_ARCHIVE_URL = "dates/{date:%Y}/{date:%m}/{date:%d}/"
DAY_ARCHIVE_SAVE_AS = "dates/{date:%Y}/{date:%m}/{date:%d}/index.html"

DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "archives", "404"]
DEFAULT_PAGINATION = 50
PAGINATED_TEMPLATES = {"tag": None, "category": None, "author": None, "period_archives": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
