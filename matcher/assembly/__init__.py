"""Wires the parts together: some once for a process, the others once for an organisation in it."""

from matcher.assembly.process import Process
from matcher.assembly.rolefit import Rolefit

__all__ = ["Process", "Rolefit"]
