"""The words that dates are typed with: of months, seasons and numbers, and those that say on which side one is open."""

from dprkru_timeline.edtf.value import MONTHS as NAMES

# A month's name, its first three letters or its first four (sept); patterns in lower case.
MONTHS = "|".join(f"{name.lower()}|{name[:3].lower()}|{name[:4].lower()}" for name in NAMES)
SEASONS = "spring|summer|autumn|fall|winter"
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# What a date asks for with these words before it. Since and until take their date in; what lies before it or after it
# begins on the next day, month or year.
BOUNDS = {
    **dict.fromkeys(
        ("since", "from", "starting", "beginning", "no earlier than", "not before", "on or after"), "since"
    ),
    **dict.fromkeys(
        ("until", "till", "til", "to", "through", "thru", "by", "up to", "up until", "no later than", "not after"),
        "until",
    ),
    "on or before": "until",
    **dict.fromkeys(("before", "prior to", "earlier than", "bef", "bef."), "before"),
    **dict.fromkeys(("after", "later than", "aft", "aft."), "after"),
}
# The words for months and seasons in Russian and Ukrainian, as patterns of all their cases.
CYRILLIC_MONTHS = (
    "январ|січ",
    "феврал|лют",
    "март|берез",
    "апрел|квіт",
    "ма[йяе]|трав",
    "июн|черв",
    "июл|лип",
    "август|серп",
    "сентябр|верес",
    "октябр|жовт",
    "ноябр|листопад",
    "декабр|груд",
)
CYRILLIC_SEASONS = {
    "весн[аоы]й?|навесні": "spring",
    "лет[оа]м?|літо|влітку": "summer",
    "осень|осенью|осени|осінь|восени": "autumn",
    "зим[аоы]й?|взимку": "winter",
}
CJK_PARTS = {  # of a year
    "봄|春": "spring {}",
    "여름|夏": "summer {}",
    "가을|秋": "autumn {}",
    "겨울|冬": "winter {}",
    "상반기|上半年": "h1 {}",
    "하반기|下半年": "h2 {}",
    **{f"{number}\\s*(?:분기|四半期|季度)": f"q{number} {{}}" for number in range(1, 5)},
}


def in_digits(text: str) -> str:
    """Return a length with its number in digits: "a year" is 1 year, "two weeks" 2 weeks."""
    first, _, rest = text.partition(" ")
    if first in ("a", "an"):
        return f"1 {rest}"
    return f"{NUMBERS.index(first) + 1} {rest}" if first in NUMBERS else text
