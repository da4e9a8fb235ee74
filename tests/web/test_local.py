import pytest

from matcher.web.local import comes_from_here

HERE = "roles.example:8000"


@pytest.mark.parametrize(
    ("fetch_site", "origin", "allowed"),
    [
        ("same-origin", f"http://{HERE}", True),
        ("none", None, True),
        ("cross-site", None, False),
        ("same-site", f"http://{HERE}", False),
        # plain HTTP to another machine: browsers send no Sec-Fetch-Site there
        (None, f"http://{HERE}", True),
        (None, "http://evil.example", False),
        (None, "http://roles.example:9000", False),
        (None, f"http://{HERE}.evil.example", False),
        (None, "null", False),
        # a program, not a browser
        (None, None, True),
    ],
)
def test_posts_of_other_sites_are_told_apart(
    fetch_site: str | None, origin: str | None, *, allowed: bool
) -> None:
    assert comes_from_here(fetch_site, origin, HERE) is allowed
