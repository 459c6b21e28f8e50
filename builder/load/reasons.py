"""Why a person must look at a clipping: the words that its parser uses, and what they mean."""

REVIEW_REASONS = {
    "ambiguous-date-range": "The printed range runs over a year's end: see in which year it began.",
    "ambiguous-numeric-date": "A date in numbers can be read in two ways: see which one is the day.",
    "byline-at-foot": "The byline stands below the text: see whether what stands above it is the deck.",
    "date-alone": "The date stands alone below the title: see whether the piece appeared on that day.",
    "encoding-guessed": "The file is not UTF-8 and was read as Windows-1252: see whether accents are right.",
    "impossible-date": "No calendar has the printed date: correct it.",
    "names-doubtful": "An author's name is odd: see whether it is a place, a role or half a name.",
    "no-author": "No author was found: name one, or let the piece stand as unsigned.",
    "no-byline": "No line reads as a byline: see whether one stands in the title or in the first paragraph.",
    "no-posted-line": "The file does not begin with the day on which it was posted.",
    "no-publication": "No publication was found: say where the piece first appeared.",
    "no-published-date": "The byline has no date that can be read: say when the piece first appeared.",
    "posted-date-unreadable": "The posted line has no day that can be read.",
    "publication-unverified": "The publication was guessed from its place in the byline: look it up.",
    "published-after-posted": "The piece appeared later than it was posted: see which date is wrong.",
    "section-doubtful": "The line above the title was taken for the section: see whether it is the title.",
    "title-all-caps": "The title is in capitals: write it as the publication would in a sentence.",
    "title-joined": "The title was put together from several lines: see whether one of them is the deck.",
}
"""What a person has to look at, for every word in a `review`."""

REVIEW_FIELDS = {
    "ambiguous-date-range": "published",
    "ambiguous-numeric-date": "published",
    "byline-at-foot": "text",
    "date-alone": "published",
    "encoding-guessed": "text",
    "impossible-date": "published",
    "names-doubtful": "authors",
    "no-author": "authors",
    "no-byline": "byline",
    "no-posted-line": "posted",
    "no-publication": "publication",
    "no-published-date": "published",
    "posted-date-unreadable": "posted",
    "publication-unverified": "publication",
    "published-after-posted": "published",
    "section-doubtful": "title",
    "title-all-caps": "title",
    "title-joined": "title",
}
"""The field of the front matter in which each of them is to be looked for; `text` is what stands below."""
