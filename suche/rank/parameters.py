"""All weights and bounds of the ranking, each with its reason. Pure: numbers only.

Every number was chosen on questions that were not asked again for the final figures; how, and what
the neighbouring values gave, stands in docs/suchversuche.md. A change here changes what readers
find: measure it with `manage.py evaluate_search` on several collections, never on one alone.
"""

# How deep a question looks

DEPTH = 200  # pages that each leg hands to the first stage; more changed no result
# Up to so many words a question is read without what it does without ("Luft messen ohne LoRaWAN").
# In longer ones that tells of the matter: .941 instead of .945 on the tuning half (2026-11-30).
FEW_WORDS = 5
SECOND_STAGE = 100  # pages that are compared in detail; of 50, slips of the keyboard lost some

# The lexical leg (BM25)

# Where a word stands says how much the page is about it. Chosen on the tuning half.
FIELD_WEIGHTS = {"titel": 3.0, "kommunen": 2.0, "text": 1.0}
# Of files attached to a page: a field of its own, so that their length makes no page's own words
# weigh less, and pages without files rank as if there were none. Set, not tuned: no judged
# collection has files.
ATTACHMENT_FIELD, ATTACHMENT_WEIGHT = "anlagen", 0.8
K1, B = 1.2, 0.75  # Robertson & Zaragoza 2009, The Probabilistic Relevance Framework
SYNONYM_WEIGHT = 0.8  # a synonym or translation counts less than the word that was typed
WORD_FLOOR = 0.1  # a lower lexical score is a stray word and no reason to show a page

# The semantic leg

# A page counts as its two nearest passages, the nearest one more: better than the nearest alone or
# the mean of all, and a long page gains nothing by its length.
BEST_PASSAGE_WEIGHT, SECOND_PASSAGE_WEIGHT = 0.7, 0.3
EXACT_SCAN_PAGES = 3_000  # about 20,000 chunks: to scan them all takes 10 ms
CHUNKS_PER_HIT = 4  # from the vector index, for each page that is wanted: pages have several chunks
PAGES_PER_HIT = 1.5  # the index is approximate: so many pages more are scored exactly
SIMILAR_CHUNKS = 200  # from the vector index, for the few projects that are like another one
TYPICAL_PAGES = 200  # a sample of this size gives mean and deviation of all cosines well enough

# How much a word of the question says

PLACE_WEIGHT = 0.5  # a page of the place has its bonus already (KOMMUNE below)
FULL_WEIGHT_RARITY = 0.5  # a word in fewer pages than the root of their number counts in full
TOKEN_WEIGHT_FLOOR = 0.25  # "wie lange", "darf ich" are the question to an FAQ; not so for n-grams

# First stage: the cosine, plus

LEXICAL_WEIGHT = 0.4  # times the lexical score
NGRAM_WEIGHT = 0.2  # times the n-gram score: a slip of the keyboard has no word in common

# Second stage: the token score, plus. No collection may be worse off than with its better leg.

# Each token of the question takes its best match among the page's n tokens, and the expected best
# grows with log n: without this, long pages come before short ones that say the same.
LENGTH_PENALTY = 0.02  # times ln n, off the token score
COSINE_WEIGHT = 0.75  # on short texts and across languages the cosine is the better of the two
COSINE_FULL_WORDS = 20  # one vector cannot hold a longer question: its cosine counts less
LEXICAL_WEIGHT_SECOND = 0.1  # times the lexical score; the tokens know most of it already
NGRAM_WEIGHT_SECOND = 0.5  # times the n-gram score and the best n-gram score of all compared pages

# Pages about the same thing as the best ones gain: in other words, or in English, a question finds
# the first page by luck and the others by that page.
SUPPORT_WEIGHT = 0.2  # times the likeness to the best pages, a cosine
SUPPORTERS = 5  # so many of the best are asked
SUPPORT_WIDTH = 0.02  # so far behind the first, a page counts for 1/e of it

# Places, status, years and sizes named in the question. A place's name has brought its pages up
# already: with .08 more, its pages about something else overtook good answers of other places.

BONUS = {
    "kommune": 0.05,
    "kreis": 0.04,
    "land": 0.03,
    "status": 0.02,
    "jahr": 0.02,
    "groesse": 0.02,
}
ABGELAUFEN_MALUS = 0.03  # out of date: two pages that fit alike change places, no more

# Levels

FULL_SAMPLE = 50  # the best so many compared pages tell what a typical score for a question is
# Surprise between that of exact pages (median 3.1) and of others (1.8): with few pages, whose
# deviations say nothing, it speaks neither for a page nor against it.
NEUTRAL_SURPRISE = 2.4
NEUTRAL_SUPPORT = 0.06  # the same of the likeness to the best pages (medians .10 and .01)
LISTED = 0.06  # probability from which a page is shown at all, if the question has an answer
NEAREST = 5  # so many pages are shown if the best one reaches the floor and none LISTED
MANY_WORDS = 0.35  # a page with such a lexical score is shown whatever the probability
SURPRISING = 1.8  # without a second stage: deviations above the mean that make a page related
EXHAUSTED_SHARE = 0.6  # if no more of the compared pages are hits, the others are none either

# Calibration of the levels

RELEVANT_GRADE = 2  # from this grade on a page is an answer; 1 is about the same subject only
# So many of the answerable questions may fall below the floor: hardly any. At .01, 5 of 187 final
# ones did, at .005 the English question after a Bürgerportal; what is shown instead of nothing is a
# few weak pages, with a warning. It hangs on the worst of 188 questions (.05, .11, .12).
LOST_SHARE = 0.002
# The floor is that share of what they reach. Questions to texts of other authors reach less: of 340
# answerable ones (five collections) 10 reach less than they, and 2 less than two thirds.
FLOOR_SHARE = 2 / 3
# A question has an answer if its best page is more likely than not exactly what was asked for. Of
# 57 tuning questions without an answer 75 % are told so, and of 215 with one 14 %; by the first
# model alone (.5) 68 and 16 %. At .45 it was 65 and 14 %.
ANSWERED_PROBABILITY = 0.5
# From here on a page of such a question is related. At .3, .35, .4 and .5, of the tuning pages of
# grade 2 and 3 in fixtures/stufen .79, .76, .74 and .70 were, and of those called so .82, .84, .85
# and .89 had these grades.
RELATED_PROBABILITY = 0.35
# "Passt gut" is counted aloud. Of an exact answer; of .5, .6 and .7, right were .88, .90 and .90 of
# those pages and found .75, .73 and .67 of the exact ones (tuning half, manage.py measure_levels).
GOOD_PROBABILITY = 0.6
# Where other pages name the word that is asked for, a page that does not fits well from here on: of
# 16 such pages above the bound above 8 did, of 7 above this one all (tuning halves).
SURE_PROBABILITY = 0.8
# A page that names what is asked for in passing fits well from here on; below, the word is a means
# to something else. Of such pages below .2 (.3, .5, .6), 1 of 15 (3 of 8, 6 of 11, 8 of 8) were
# of grade 3 (tuning halves of fixtures/stufen and fixtures/fragen).
PASSING_PROBABILITY = 0.3
