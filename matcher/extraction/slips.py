"""Which words that are one letter from a skill's name may as well be something else."""

from matcher.extraction.surroundings import Surroundings
from matcher.extraction.vocabulary import Found

_SAFE_LENGTH = 5
_VERB_ENDING = "ing"


def is_doubtful(found: Found, around: Surroundings) -> bool:
    """Whether only the context can tell that the word was meant as the skill.

    Most short words that look like a slip are names ('Aera' is not Atera), as are most in capitals and those
    beside another name ('San Mateo'); a small one on '-ing' is a verb's slip ('manging').
    """
    words = around.tokens.words[found.first : found.last]
    if any(len(word) < _SAFE_LENGTH for word in words):
        return True
    if len(words) > 1:
        return False
    [word] = words
    return word.isupper() or (word.islower() and word.endswith(_VERB_ENDING)) or _beside_name(found, around)


def _beside_name(found: Found, around: Surroundings) -> bool:
    """Whether a capitalised word that is neither common nor a skill's stands right beside it."""
    tokens = around.tokens
    if not tokens.words[found.first].istitle():
        return False
    for left, right in ((found.first - 1, found.first), (found.first, found.last)):
        other = left if right == found.first else right
        if 0 <= other < len(tokens) and tokens.text[tokens.ends[left] : tokens.starts[right]] == " ":
            name = tokens.words[other].istitle() and tokens.lower[other] not in around.ordinary
            if name and other not in around.taken:
                return True
    return False
