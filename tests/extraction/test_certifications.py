import pytest

from matcher.domain.lexicon import Lexicon
from matcher.extraction.certifications import CertificateFinder
from matcher.extraction.sections import find_sections

HEADED = "Vera Lindqvist\n\nCertifications\n"


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> CertificateFinder:
    return CertificateFinder(lexicon.certificates, lexicon.job_words.dates)


def names(finder: CertificateFinder, lexicon: Lexicon, text: str) -> list[str]:
    return [each.name for each in finder.find(text, find_sections(text, lexicon.headings))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "AWS Certified Solutions Architect – Associate, 2022",
            "AWS Certified Solutions Architect – Associate",
        ),
        ("an aws certified solutions architect since May", "AWS Certified Solutions Architect"),
        ("Built it as an AWS Certified Quantum Engineer in Oslo.", "AWS Certified Quantum Engineer"),
        ("Google Professional Data Engineer (2021)", "Google Professional Data Engineer"),
        (
            "Microsoft Certified: Azure Administrator Associate",
            "Microsoft Certified: Azure Administrator Associate",
        ),
        ("Passed AZ-900 in May", "AZ-900"),
        ("HashiCorp Certified: Terraform Associate (003)", "HashiCorp Certified: Terraform Associate"),
        ("Salesforce Certified Administrator", "Salesforce Certified Administrator"),
        ("Network engineer with CCNA and ten years", "Cisco Certified Network Associate"),
        ("Certified Kubernetes Administrator (CKA)", "Certified Kubernetes Administrator"),
        ("ITIL v3 Foundation", "ITIL V3 Foundation"),
        ("PMP certified project manager", "Project Management Professional"),
        ("Scrum master (certification: PSM I)", "Professional Scrum Master I"),
        ("Certified Professional Loom Operator", "Certified Professional Loom Operator"),
    ],
)
def test_well_known_certificates_are_found_anywhere(
    finder: CertificateFinder, lexicon: Lexicon, text: str, expected: str
) -> None:
    assert names(finder, lexicon, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Wrote the PMP of the mill",  # also a project management plan
        "Ran OCP and OpenShift",  # also a platform
        "Talked to the CSM of a client",  # also a customer success manager
        "Worked with AWS, ITIL processes and Scrum masters",
        "An ISO 9001 certified company; renewed SSL certificates",
        "Hired a professional data engineer",
        "Preparing for the AWS Certified Developer exam",
        "Studying for CCNA",
        "CCNA (in progress)",
        "ccna",  # abbreviations keep their case
        "Certified copies of all papers",
    ],
)
def test_what_only_looks_like_one_is_left(finder: CertificateFinder, lexicon: Lexicon, text: str) -> None:
    assert names(finder, lexicon, text) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("• Weaving Master Class, Coursera, 2020", ["Weaving Master Class"]),
        ("2019 Loom Safety Licence from the Guild of Weavers", ["Loom Safety Licence"]),
        ("Machine Learning Specialization – Coursera (May 2021)", ["Machine Learning Specialization"]),
        ("CSM, CKS and OCP", ["Certified ScrumMaster", "Certified Kubernetes Security Specialist"]),
        ("Certificate: harbour pilot", ["harbour pilot"]),
        ("Certificate: Scrum, 2020", ["Scrum"]),
        ("harbour pilot", []),
        ("Certificate: In Progress", []),
        ("Issuer: Guild of Weavers", []),
        ("Credential ID: ABC 12345", []),
        ("Coursera", []),
        ("Learned to weave and to dye in three months of full-time training.", []),
        ("In Progress", []),
    ],
)
def test_a_section_names_others(
    finder: CertificateFinder, lexicon: Lexicon, line: str, expected: list[str]
) -> None:
    assert names(finder, lexicon, f"{HEADED}{line}\n")[: len(expected) or None] == expected


def test_each_counts_once_by_its_fullest_name(finder: CertificateFinder, lexicon: Lexicon) -> None:
    text = (
        "AWS Certified Developer with CKA\n\nCertifications\n"
        "AWS Certified Developer – Associate\nCertified Kubernetes Administrator\n"
    )
    assert names(finder, lexicon, text) == [
        "Certified Kubernetes Administrator",
        "AWS Certified Developer – Associate",
    ]


def test_offsets_quote_the_text(finder: CertificateFinder, lexicon: Lexicon) -> None:
    text = f"{HEADED}May 2020: Loom Safety Licence\nHolds CCNA\n"
    found = finder.find(text, find_sections(text, lexicon.headings))
    assert [(text[each.start : each.end], each.issuer) for each in found] == [
        ("Loom Safety Licence", None),
        ("CCNA", "Cisco"),
    ]
