"""Whole invented résumés with the tools of today, marked by hand before they were read."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from matcher.domain.extraction import Extraction
from matcher.domain.skill import Assertion


@dataclass(frozen=True)
class Marked:
    """`held` are surfaces that a recruiter takes for skills, `left` ones that no skill may be read from."""

    text: str
    held: tuple[str, ...]
    left: tuple[str, ...]
    jobs: tuple[tuple[str, str, str, str], ...]
    education: tuple[tuple[str, str], ...]


PLATFORM_NARRATIVE = Marked(
    text="""Freya Oakhurst
Platform Engineer
Leeds, United Kingdom

About me

I look after the platforms other engineers build on. Most of my days go into Terraform, Kubernetes and
arguing kindly about YAML. I have written modules in Terraform and Pulumi (TypeScript), and I keep
clusters in order with Argo CD and Crossplane. I would like to learn Rust. No experience with Nomad or
OpenStack.

Employment

June 2021 to date
Lead Platform Engineer
Thistlewick Ltd, Leeds
I run 40 EKS clusters over three AWS regions. Cluster lifecycle is done with Cluster API, networking with
Cilium and Istio, secrets with HashiCorp Vault and the External Secrets Operator. Policy is written in
Open Policy Agent's Rego. We observe all this with Prometheus, Grafana, Loki, Tempo and OpenTelemetry. I
worked closely with the Salesforce team on identity federation through Okta.

January 2018 to May 2021
DevOps Engineer
Bramble & Stoke plc, York
Moved a Jenkins farm to GitHub Actions; packaged services with Helm; Ansible and Packer for the golden
images on vSphere. Go for small command-line tools.

September 2014 to December 2017
Systems Administrator
Ridings Health Trust, Bradford
Windows Server, Active Directory, PowerShell, VMware and a little Linux.

Education

BSc (Hons) Computer Networks, Sheffield Hallam University, 2011 - 2014
""",
    held=(
        "Terraform",
        "Kubernetes",
        "YAML",
        "Pulumi",
        "TypeScript",
        "Argo CD",
        "Crossplane",
        "EKS",
        "AWS",
        "Cluster API",
        "Cilium",
        "Istio",
        "HashiCorp Vault",
        "External Secrets Operator",
        "Open Policy Agent",
        "Rego",
        "Prometheus",
        "Grafana",
        "Loki",
        "Tempo",
        "OpenTelemetry",
        "Okta",
        "Jenkins",
        "GitHub Actions",
        "Helm",
        "Ansible",
        "Packer",
        "vSphere",
        "Windows Server",
        "Active Directory",
        "PowerShell",
        "VMware",
    ),
    left=("Rust", "Nomad", "OpenStack", "Salesforce"),
    jobs=(
        ("Lead Platform Engineer", "Thistlewick Ltd", "2021-06", "now"),
        ("DevOps Engineer", "Bramble & Stoke plc", "2018-01", "2021-05"),
        ("Systems Administrator", "Ridings Health Trust", "2014-09", "2017-12"),
    ),
    education=(("bachelor", "Computer Networks"),),
)
GRADUATE = Marked(
    text="""Mateo Brightwater
San Mateo, CA 94401 | mateo@example.edu

EDUCATION
California Polytechnic State University                          San Luis Obispo, CA
B.S. in Computer Science, Minor in Statistics                    Expected June 2025
GPA 3.8. Coursework: Operating Systems, Databases, Natural Language Processing, Linear Algebra

EXPERIENCE
Roblox                                                            San Mateo, CA
Software Engineering Intern                                       Jun 2023 - Sep 2023
- Added vector search to the creator docs with Weaviate and OpenAI embeddings, in Python and FastAPI
- Wrote integration tests in pytest; deployed by Docker on AWS ECS

Comscore                                                          Reston, VA
Data Science Intern                                               Jun 2022 - Aug 2022
- Audience models in scikit-learn and XGBoost; SQL on Snowflake; Streamlit demo

PROJECTS
Recipe Chatbot (Jan 2023 - Apr 2023)
- Chatbot with LangGraph, Claude and ChromaDB; front end in Next.js and Tailwind CSS, deployed to Vercel
Bird Song Classifier (Sep 2022 - Dec 2022)
- Trained CNNs in PyTorch and torchaudio on Kaggle recordings, logged to Weights & Biases

SKILLS
Proficient: Python, Java, SQL, Git
Familiar: C++, Rust, React, Docker, Kubernetes
Currently learning: Go, CUDA
""",
    held=(
        "Natural Language Processing",
        "vector search",
        "Weaviate",
        "OpenAI",
        "Python",
        "FastAPI",
        "integration tests",
        "pytest",
        "Docker",
        "AWS ECS",
        "scikit-learn",
        "XGBoost",
        "SQL",
        "Snowflake",
        "Streamlit",
        "LangGraph",
        "Claude",
        "ChromaDB",
        "Next.js",
        "Tailwind CSS",
        "Vercel",
        "CNN",
        "PyTorch",
        "torchaudio",
        "Weights & Biases",
        "Java",
        "Git",
        "C++",
        "Rust",
        "React",
        "Kubernetes",
    ),
    left=("Mateo", "CA", "Roblox", "Comscore", "CUDA", "Go"),
    jobs=(
        ("Software Engineering Intern", "Roblox", "2023-06", "2023-09"),
        ("Data Science Intern", "Comscore", "2022-06", "2022-08"),
    ),
    education=(("bachelor", "Computer Science"),),
)
SRE_EMPLOYERS = Marked(
    text="""TOBIAS LINDQVIST
Site Reliability Engineer
Austin, TX 78701

PROFESSIONAL EXPERIENCE

Elastic — Senior Site Reliability Engineer                     Austin, TX
October 2020 – Present
- Run multi-cloud fleet (AWS, Azure, GCP) of 900 Kubernetes nodes with Cluster Autoscaler and Karpenter.
- SLOs in Nobl9 and Datadog; incident response through PagerDuty and incident.io.
- Rewrote the provisioning service in Go with gRPC; CDK (TypeScript) for accounts.

MongoDB, Inc. — Technical Services Engineer                    Round Rock, TX
August 2017 – September 2020
- Supported sharded clusters of customers; performance tuning, Linux internals, WiredTiger.
- Python and Bash tooling, Splunk.

Cohere Health Clinic — IT Support                              Cary, NC
March 2015 – July 2017
- Office 365, Windows 10, ServiceNow tickets. No programming.

EDUCATION
Associate of Applied Science, Network Administration — Wake Tech, 2014

SKILLS
Kubernetes • Terraform • Ansible • Go • Python • Bash • gRPC • eBPF • Envoy • Prometheus • Thanos •
Datadog • Splunk • PagerDuty • AWS (EC2, S3, RDS, Lambda) • Azure • GCP • Chaos engineering • Incident
management
""",
    held=(
        "AWS",
        "Azure",
        "GCP",
        "Kubernetes",
        "Karpenter",
        "SLO",
        "Datadog",
        "PagerDuty",
        "incident.io",
        "gRPC",
        "CDK",
        "TypeScript",
        "performance tuning",
        "Python",
        "Bash",
        "Splunk",
        "Office 365",
        "Windows 10",
        "ServiceNow",
        "Terraform",
        "Ansible",
        "eBPF",
        "Envoy",
        "Prometheus",
        "Thanos",
        "EC2",
        "S3",
        "RDS",
        "Lambda",
        "Chaos engineering",
    ),
    left=("Elastic", "Cohere", "NC", "TX"),
    jobs=(
        ("Senior Site Reliability Engineer", "Elastic", "2020-10", "now"),
        ("Technical Services Engineer", "MongoDB, Inc.", "2017-08", "2020-09"),
        ("IT Support", "Cohere Health Clinic", "2015-03", "2017-07"),
    ),
    education=(("diploma", "Network Administration"),),
)


@pytest.fixture(
    params=[PLATFORM_NARRATIVE, GRADUATE, SRE_EMPLOYERS],
    ids=["platform_narrative", "graduate", "sre_employers"],
)
def marked(request: pytest.FixtureRequest) -> Marked:
    found: Marked = request.param
    return found


@pytest.fixture
def found(marked: Marked, extract: Callable[[str], Extraction]) -> Extraction:
    return extract(marked.text)


def test_what_a_recruiter_takes_for_skills_is_held(marked: Marked, found: Extraction) -> None:
    held = {each.surface for each in found.mentions if each.assertion is Assertion.HELD}
    assert [
        surface for surface in marked.held if not any(surface.lower() in each.lower() for each in held)
    ] == []


def test_places_employers_and_what_is_denied_or_wished_for_are_not(marked: Marked, found: Extraction) -> None:
    held = {each.surface for each in found.mentions if each.assertion is Assertion.HELD}
    assert held.isdisjoint(marked.left)


def test_jobs_are_read_with_their_months(marked: Marked, found: Extraction) -> None:
    jobs = [
        (job.title, job.employer, str(job.interval.start), "now" if job.current else str(job.interval.end))
        for job in found.jobs
    ]
    assert jobs == list(marked.jobs)


def test_degrees_are_read_with_their_fields(marked: Marked, found: Extraction) -> None:
    assert [(each.level.value, each.field) for each in found.schooling] == list(marked.education)
