"""The message broker that wakes workers on other machines. The database alone knows what there is to do."""

from matcher.broker.broker import Broker

__all__ = ["Broker"]
