"""评价与回复 — what families said of a company's people, as the company may read it, and what it answers.

The family is never part of it, nor to be inferred: a date is told no finer than enough other ratings of the same worker
hide it among themselves.

Not here  how ratings weigh (scoring, reputation), keeping the reply (apps/governance), pages.
"""

from jiaxin.domain.reviews.dates import told_dates
from jiaxin.domain.reviews.plain_words import plain
from jiaxin.domain.reviews.reading import KINDS, Reply, Review, reply_to, reviews
from jiaxin.domain.reviews.rules import ReviewRules, review_rules

__all__ = ["KINDS", "Reply", "Review", "ReviewRules", "plain", "reply_to", "review_rules", "reviews", "told_dates"]
