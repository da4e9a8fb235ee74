"""What keeps a system program from outliving the read that started it."""

import resource
from collections.abc import Callable


def processor_time_limit(seconds: int) -> Callable[[], None]:
    """For `preexec_fn`: the kernel ends the program after `seconds` of work, even with no parent left."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return limit
