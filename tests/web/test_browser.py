"""The pages as a person meets them, in Chromium."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
LONG_NAME = "a_very_long_name_of_a_file_without_any_blank_in_it_" * 4 + ".pdf"
SEND = "Match this résumé"
MOST_MILLISECONDS = 60_000  # on a machine that is busy with other tests


@pytest.fixture(scope="module")
def browser(require_program: Callable[[str], str]) -> Iterator[Browser]:
    path = require_program("chromium")
    expect.set_options(timeout=MOST_MILLISECONDS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test where the browser complains: a script's error, a breach of the policy."""
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def resume_file(resume_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "ilse.pdf"
    path.write_bytes(resume_pdf)
    return path


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def test_a_file_becomes_a_result(page: Page, resume_file: Path) -> None:
    page.goto("/")
    page.get_by_label("The résumé as a file").set_input_files(resume_file)
    expect(page.locator("#chosen")).to_contain_text("ilse.pdf")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You fit Data Engineer best")
    expect(page.locator("article.fit mark").first).to_be_visible()
    expect(page.get_by_role("img", name="Between infrastructure")).to_be_visible()


def test_a_role_of_the_ranking_opens_where_it_leads(page: Page, resume_file: Path) -> None:
    page.goto("/")
    page.get_by_label("The résumé as a file").set_input_files(resume_file)
    page.get_by_role("button", name=SEND).click()
    second = page.locator("details.fit").first
    expect(second.get_by_role("heading", name="What is missing")).to_be_hidden()
    page.locator(".ranking li").nth(1).get_by_role("link").click()
    expect(second.get_by_role("heading", name="What is missing")).to_be_visible()


def test_a_dropped_file_is_the_chosen_one(page: Page) -> None:
    page.goto("/")
    dropped = page.evaluate_handle(
        """() => {
            const dropped = new DataTransfer();
            dropped.items.add(new File(["Skills: Python, SQL"], "dropped.txt", {type: "text/plain"}));
            return dropped;
        }"""
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    expect(page.locator("#chosen")).to_contain_text("dropped.txt")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_text("dropped.txt").first).to_be_visible()
    expect(page.get_by_role("heading", name="All roles")).to_be_visible()


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("The résumé as a file")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Skills: Python, SQL, Apache Kafka")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=SEND)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All roles")).to_be_visible()


def test_an_error_is_told_on_the_form_and_the_form_stays_usable(page: Page, resume_file: Path) -> None:
    page.goto("/")
    chooser = page.get_by_label("The résumé as a file")
    chooser.set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 broken"})
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("alert")).to_contain_text("The file is damaged")
    chooser.set_input_files(resume_file)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", name="All roles")).to_be_visible()


def test_a_file_beyond_the_limit_is_told_before_it_is_sent(page: Page) -> None:
    page.goto("/")
    large = {"name": "large.pdf", "mimeType": "application/pdf", "buffer": bytes(10_000_001)}
    page.get_by_label("The résumé as a file").set_input_files(large)
    expect(page.get_by_role("alert")).to_contain_text("The file is too large")


def test_an_empty_form_asks_for_a_resume(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file, or paste the text")


def test_erasing_asks_first_and_leads_back_to_the_form(page: Page, resume_file: Path) -> None:
    page.goto("/")
    page.get_by_label("The résumé as a file").set_input_files(resume_file)
    page.get_by_role("button", name=SEND).click()
    erase = page.get_by_role("button", name="Erase it for good")
    expect(page.get_by_role("heading", name="All roles")).to_be_visible()
    expect(erase).to_be_hidden()
    page.get_by_text("Erase this résumé").click()
    erase.click()
    expect(page.get_by_role("status").first).to_contain_text("The résumé is erased")


@pytest.fixture
def result(page: Page) -> str:
    """The address of a result of its own."""
    answer = page.request.post("/api/v1/resumes", data={"text": "Skills: Python, SQL"})
    return f"/resumes/{answer.json()['id']}"


def test_a_recruiter_needs_the_keyboard_alone(page: Page, result: str) -> None:
    page.goto(result)
    page.locator("summary", has_text="For recruiters").press("Enter")
    page.get_by_role("radio", name="shortlisted").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="rejected")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Wants to work nights")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Moved to rejected.")
    expect(page.locator("#stage")).to_be_focused()
    page.get_by_label("Add labels").focus()
    page.keyboard.type("Night shift, backend")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The labels are on.")
    expect(page.locator("#labels")).to_be_focused()
    page.get_by_role("button", name="Take off the label backend").press("Enter")
    expect(page.get_by_role("status")).to_have_text("The label is off.")
    expect(page.get_by_text("night shift", exact=True)).to_be_visible()
    page.get_by_text("Add a note").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Called on Monday")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The note is kept.")
    expect(page.get_by_text("Called on Monday")).to_be_visible()


def test_a_decision_on_what_has_changed_meanwhile_is_asked_for_again(page: Page, result: str) -> None:
    page.goto(result)
    page.get_by_text("For recruiters").click()
    page.request.put(f"/api/v1{result}/labels/late")
    page.get_by_role("radio", name="hired").check()
    page.get_by_label("Why").fill("Starts in May")
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_role("alert")).to_contain_text("The résumé has changed meanwhile")
    chosen = page.get_by_role("radio", name="hired")
    expect(chosen).to_be_checked()
    expect(chosen).to_be_focused()
    expect(page.get_by_role("group", name="Move to")).to_have_accessible_description(
        re.compile("What you chose is still in the form")
    )
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_role("status")).to_have_text("Moved to hired.")
    page.get_by_text("Stage history").click()
    expect(page.get_by_text("Starts in May")).to_be_visible()


def test_two_roles_are_picked_and_compared(page: Page) -> None:
    page.goto("/compare")
    page.get_by_label("Compare", exact=True).select_option(label="Data Engineer")
    page.get_by_label("with", exact=True).select_option(label="Data Scientist")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data Engineer and Data Scientist")
    expect(page.get_by_role("heading", name="Shared").first).to_be_visible()


def test_all_works_without_scripts(browser: Browser, address: str, resume_file: Path) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file, or paste the text")
    page.get_by_label("The résumé as a file").set_input_files(resume_file)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You fit Data Engineer best")
    page.get_by_text("Erase this résumé").click()
    page.get_by_role("button", name="Erase it for good").click()
    expect(page.get_by_role("status").first).to_contain_text("The résumé is erased")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_on_a_phone(
    browser: Browser, address: str, resume_pdf: bytes, scheme: str
) -> None:
    context = browser.new_context(base_url=address, viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    assert not scrolls_sideways(page)
    long_named = {"name": LONG_NAME, "mimeType": "application/pdf", "buffer": resume_pdf}
    page.get_by_label("The résumé as a file").set_input_files(long_named)
    assert not scrolls_sideways(page)
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", name="All roles")).to_be_visible()
    resume = page.url.rpartition("/")[2]
    for label in ("x" * 50, "a label of several words"):
        page.request.put(f"/api/v1/resumes/{resume}/labels/{label}")
    page.request.post(f"/api/v1/resumes/{resume}/notes", data={"text": "y" * 300})
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert not scrolls_sideways(page)
    ids = [
        page.request.post("/api/v1/resumes", data={"text": text}).json()["id"] for text in ("SQL", "Python")
    ]
    side_by_side = f"/roles/data-engineer/compare-candidates?ids={','.join(ids)}"
    roles = ("/roles", side_by_side, "/roles/data-engineer", "/roles/data-engineer/candidates")
    for path in (
        *roles,
        "/roles/data-engineer/comparison/data-scientist",
        "/compare",
        "/problems",
        "/nowhere",
        "/sign-in",
    ):
        page.goto(path)
        assert not scrolls_sideways(page), path
    context.close()
