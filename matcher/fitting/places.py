"""Places on the three axes: how far apart they are and what a move between them means."""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.domain.skill import Place

AXES: Mapping[str, str] = MappingProxyType(
    {
        "infrastructure": "infrastructure",
        "statistics": "statistics and models",
        "software": "software engineering",
    }
)

_NEAR = 10  # per cents of the way that nobody would call a move
_STILL_A_PART = 30  # a share of nearly a third is daily work, a quarter is not
_STAY = "Choose it if you want to stay where you are: with {home} first."
_FURTHER = "Choose it if you want to go further into {home}."
_KEEP = "Choose it if you are drawn to {rise} while {home} is to remain the greater part of your work."
_SHARE = "Choose it if you are drawn to {rise} more than to {home}, which remains a part of the work."
_LEAVE = "Choose it if you want to leave {home} behind you for {rise}."


def apart(one: Place, other: Place) -> int:
    """The share of the way, in per cents, from `one` to `other`: half the sum of the differences."""
    return sum(abs(_share(one, axis) - _share(other, axis)) for axis in AXES) // 2


def move_in_words(here: Place, there: Place) -> str:
    """When to go from `here` to `there`, by the axis that is strongest here and the one that rises most.

    Who wants to come nearer to models without leaving software goes where software remains the greatest
    share; who wants to leave it goes where it is small.
    """
    home = max(AXES, key=lambda axis: _share(here, axis))
    rise = max(AXES, key=lambda axis: _share(there, axis) - _share(here, axis))
    return _words(here, there, home, rise).format(home=AXES[home], rise=AXES[rise])


def _words(here: Place, there: Place, home: str, rise: str) -> str:
    share = _share(there, home)
    if apart(here, there) <= _NEAR:
        return _STAY
    if rise == home:
        return _FURTHER
    if share == max(_share(there, axis) for axis in AXES):
        return _KEEP
    return _SHARE if share >= _STILL_A_PART else _LEAVE


def _share(place: Place, axis: str) -> int:
    share: int = getattr(place, axis)
    return share
