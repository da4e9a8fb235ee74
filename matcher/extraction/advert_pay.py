"""What an advert says it pays."""

import re
from collections.abc import Iterable

from matcher.domain.advert import AdvertPart, Pay, PayPeriod, PayWords
from matcher.extraction.advert_items import Item
from matcher.extraction.phrase_pattern import phrase_pattern

_THOUSAND, _LAKH, _HUNDREDTHS = 1_000, 100_000, 100
_AMOUNT = r"(?:\d{1,3}(?:[,.' ]\d{3})+(?:\.\d\d)?|\d+(?:\.\d{1,2})?)"
_INDIAN = frozenset({"lac", "lacs", "lakh", "lakhs", "lpa"})
_NEAR = 24
_LEAST_WITHOUT_SIGN = 10


class PayFinder:
    """Finds pay with one set of words."""

    def __init__(self, words: PayWords) -> None:
        self._currencies = words.currencies
        signs = "|".join(re.escape(each) for each in sorted(words.currencies, key=len, reverse=True))
        self._periods = {phrase: period for period, phrases in words.periods.items() for phrase in phrases}
        periods = "|".join(re.escape(each) for each in sorted(self._periods, key=len, reverse=True))
        scales = "|".join(words.scales)
        first, second = _sum_pattern(signs, 1), _sum_pattern(signs, 2)
        self._pattern = re.compile(
            rf"(?<![\w.,])(?<!\d[-–]){first}(?:\s?(?:-|–|—|to|and)\s?{second})?"
            rf"(?!\s?(?:{scales})\b)(?![\w%(]|[.,]\d)(?:\s?\+)?(?P<period>\s?(?:{periods})(?!\w))?",
            re.IGNORECASE,
        )
        self._cues = phrase_pattern(words.cues)
        self._not_pay = phrase_pattern(words.not_pay)
        self._period_words = phrase_pattern(each for each in self._periods if each.isalpha())

    def pay(self, items: Iterable[Item]) -> Pay | None:
        """The first pay that is named; None where there is none."""
        for item in items:
            for match in self._pattern.finditer(item.text):
                if self._is_pay(item, match):
                    return self._read(item, match)
        return None

    def _is_pay(self, item: Item, match: re.Match[str]) -> bool:
        around = item.text[max(0, match.start() - _NEAR) : min(len(item.text), match.end() + _NEAR)]
        if self._not_pay.search(around):
            return False
        cued = item.part is AdvertPart.PAY or self._cues.search(item.text) is not None
        if self._currency(match) is None:
            plausible = float(_plain(match["amount1"])) >= _LEAST_WITHOUT_SIGN
            return cued and plausible and any(match[name] for name in ("period", "unit1", "unit2"))
        return cued or match["period"] is not None

    def _read(self, item: Item, match: re.Match[str]) -> Pay:
        unit = match["unit2"] or match["unit1"]
        first = _hundredths(match["amount1"], match["unit1"] or (unit if match["amount2"] else None))
        second = _hundredths(match["amount2"], unit) if match["amount2"] else first
        return Pay(
            minimum=min(first, second),
            maximum=max(first, second),
            currency=self._currency(match),
            period=self._period(item, match),
            evidence=item.quote(match.start(), match.start() + len(match[0].rstrip())),
        )

    def _currency(self, match: re.Match[str]) -> str | None:
        signs = (match[name] for name in ("sign1", "code1", "sign2", "code2"))
        sign = next((sign for sign in signs if sign), None)
        if sign is None:
            return "INR" if _units(match) & _INDIAN else None
        return self._currencies[sign.strip().lower()]

    def _period(self, item: Item, match: re.Match[str]) -> PayPeriod | None:
        if match["period"]:
            return self._periods[match["period"].strip().lower()]
        if "lpa" in _units(match):
            return PayPeriod.YEAR
        said = self._period_words.search(item.text)
        return self._periods[said[0].lower()] if said else None


def _sum_pattern(signs: str, number: int) -> str:
    return (
        rf"(?P<sign{number}>(?<!\w)(?:{signs})\s?)?(?P<amount{number}>{_AMOUNT})"
        rf"(?P<unit{number}>\s?(?:k|lpa|lakhs?|lacs?)\b)?\+?(?P<code{number}>\s?(?:{signs})(?!\w))?"
    )


def _units(match: re.Match[str]) -> set[str]:
    return {match[name].strip().lower() for name in ("unit1", "unit2") if match[name]}


def _plain(amount: str) -> str:
    """'80,000', '80.000' and '80 000' as '80000'; '17.50' as it is."""
    return re.sub(r"[,.' ](?=\d{3}(?!\d))", "", amount)


def _hundredths(amount: str, unit: str | None) -> int:
    said = (unit or "").strip().lower()
    factor = _THOUSAND if said == "k" else _LAKH if said else 1
    return round(float(_plain(amount)) * factor * _HUNDREDTHS)
