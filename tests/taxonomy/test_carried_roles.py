import pytest

from matcher.domain.role import Catalogue, Importance, Role
from matcher.fitting import resolve_title
from matcher.taxonomy import load_lexicon

ML = "machine-learning-engineer"
DE = "data-engineer"
DS = "data-scientist"
ROLES = (ML, DE, DS)
TOOL_KINDS = {
    "languages",
    "frameworks",
    "databases",
    "big data",
    "warehouses",
    "cloud services",
    "notebooks and orchestration",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_lexicon().catalogue


def tools_of(role: Role) -> set[str]:
    return {skill for group in role.tools for skill in group.skills}


def shares(title: str, catalogue: Catalogue) -> dict[str, int]:
    return {named.role: named.share for named in resolve_title(title, catalogue)}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("AI Engineer & Analyst", {ML: 50, DS: 50}),
        ("Data engineer and machine learning specialist", {DE: 50, ML: 50}),
        ("AI and data engineer", {ML: 50, DE: 50}),
        ("Data Scientist / Machine Learning Expert", {DS: 50, ML: 50}),
        ("Software Development Engineer – Deep Learning AWS AI", {ML: 100}),
        ("Machine Learning Developer", {ML: 100}),
        ("Data Scientist / Machine Learning", {DS: 50, ML: 50}),
        ("Data / Machine Learning Engineer", {DE: 50, ML: 50}),
        ("Data Engineer & AI Expert", {DE: 50, ML: 50}),
        ("Applied Machine Learning Engineer", {ML: 100}),
        ("Software Engineer: Machine Intelligence", {ML: 100}),
    ],
)
def test_the_titles_of_the_first_article_mean_a_role_or_a_blend(
    title: str, expected: dict[str, int], catalogue: Catalogue
) -> None:
    assert shares(title, catalogue) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Sr. Big Data Engineer", {DE: 100}),
        ("Sr. Hadoop/Spark Developer", {DE: 100}),
        ("ETL/Informatica Developer", {DE: 100}),
        ("Data Analytics Engineer", {DE: 100}),
        ("ML Ops / Data Platform Engineer", {ML: 50, DE: 50}),
        ("Data & AI Engineer", {DE: 50, ML: 50}),
        ("AI/ML Engineer", {ML: 100}),
        ("Software Engineer, AI", {ML: 100}),
        ("Staff ML Platform Engineer", {ML: 100}),
        ("Machine Learning Scientist", {DS: 100}),
        ("Applied Scientist II", {DS: 100}),
        ("NLP Data Scientist", {DS: 100}),  # of a field, not half an engineer
        ("Data Scientist - NLP", {DS: 100}),
        ("Big Data Scientist", {DS: 100}),
        ("Machine Learning Engineer and Data Scientist", {ML: 50, DS: 50}),
        ("AI Product Manager", {"product-manager": 100}),
        ("Business Analyst", {"business-analyst": 100}),
        ("Data Analyst", {"data-analyst": 100}),
        ("Database Administrator", {"database-administrator": 100}),
        ("DevOps Engineer", {"devops-engineer": 100}),
        ("ETL Tester", {"qa-engineer": 100}),
        ("Java Developer", {"backend-developer": 100}),
        ("Python Developer", {"backend-developer": 100}),
        ("Research Scientist", {"research-scientist": 100}),
    ],
)
def test_other_titles_that_people_write(title: str, expected: dict[str, int], catalogue: Catalogue) -> None:
    assert shares(title, catalogue) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Accountant",
        "Data Center Technician",
        "Data Entry Operator",
        "Financial Analyst",
        "LLM Graduate",  # of laws
        "Master Data Specialist",
    ],
)
def test_titles_that_share_words_with_a_role_mean_none(title: str, catalogue: Catalogue) -> None:
    assert resolve_title(title, catalogue) == ()


def test_the_three_roles_are_carried(catalogue: Catalogue) -> None:
    assert set(ROLES) <= set(catalogue.roles)


@pytest.mark.parametrize("name", ROLES)
def test_every_part_of_a_role_is_filled(name: str, catalogue: Catalogue) -> None:
    role = catalogue.roles[name]
    assert all((role.definition, role.outlook, role.education.note, role.education.fields))
    assert min(map(len, (role.responsibilities, role.industries, role.tips))) >= 5
    assert {group.kind for group in role.tools} >= TOOL_KINDS
    assert all(group.skills for group in role.tools)
    assert 20 <= len(role.titles) <= 50
    assert 18 <= len(role.requirements) <= 28
    assert 8 <= len(role.interview) <= 14
    assert all(question.skills for question in role.interview)
    assert {requirement.importance for requirement in role.requirements} == set(Importance)


@pytest.mark.parametrize("name", ROLES)
def test_titles_are_lower_case_in_order_and_one_role_s_own(name: str, catalogue: Catalogue) -> None:
    titles = catalogue.roles[name].titles
    assert [title.lower() for title in titles] == list(titles)
    assert len(set(titles)) == len(titles)
    others = {title for other in ROLES if other != name for title in catalogue.roles[other].titles}
    assert not others & set(titles)


@pytest.mark.parametrize("name", ROLES)
def test_levels_rise(name: str, catalogue: Catalogue) -> None:
    months = [level.months for level in catalogue.roles[name].levels]
    assert len(months) >= 3
    assert months == sorted(set(months))


@pytest.mark.parametrize(
    ("name", "group"),
    [
        (ML, {"python", "r-language", "java"}),
        (ML, {"tensorflow", "pytorch"}),
        (ML, {"aws", "google-cloud"}),
        (ML, {"cpp", "java"}),
        (ML, {"scikit-learn", "tensorflow", "apache-spark"}),
        (ML, {"docker", "kubernetes"}),
        (ML, {"apache-spark", "pyspark", "apache-hadoop"}),
        (ML, {"apache-kafka", "google-pub-sub"}),
        (ML, {"mysql", "redis"}),
        (ML, {"linear-regression", "random-forest"}),
        (DE, {"python", "java", "scala"}),
        (DE, {"mysql", "postgresql"}),
        (DE, {"apache-hadoop", "apache-spark"}),
        (DE, {"amazon-redshift", "snowflake"}),
        (DE, {"apache-hadoop", "elasticsearch", "nosql"}),
        (DS, {"python", "r-language", "scala"}),
        (DS, {"linear-regression", "logistic-regression", "random-forest"}),
    ],
)
def test_the_articles_choices_are_one_requirement_each(
    name: str, group: set[str], catalogue: Catalogue
) -> None:
    assert group in [set(requirement.any_of) for requirement in catalogue.roles[name].requirements]


@pytest.mark.parametrize(
    ("name", "skills"),
    [
        (ML, {"machine-learning"}),
        (ML, {"data-preprocessing", "feature-engineering", "model-evaluation"}),
        (ML, {"rest-api", "microservices", "serverless"}),
        (ML, {"amazon-machine-learning", "azure-machine-learning", "google-ml"}),
        (ML, {"gpu-acceleration", "model-deployment"}),
        (DE, {"sql", "etl", "data-warehousing", "data-lake", "data-pipelines"}),
        (DE, {"data-quality", "data-validation", "database-security"}),
        (DS, {"machine-learning", "statistics", "mathematics", "exploratory-data-analysis"}),
        (DS, {"data-collection", "data-cleaning", "feature-extraction", "feature-selection"}),
        (DS, {"hypothesis-testing", "loss-functions", "model-selection", "data-visualization"}),
    ],
)
def test_what_else_the_articles_require_is_asked_for(
    name: str, skills: set[str], catalogue: Catalogue
) -> None:
    asked = {skill for requirement in catalogue.roles[name].requirements for skill in requirement.any_of}
    assert skills <= asked


@pytest.mark.parametrize(
    ("name", "skills"),
    [
        (ML, {"python", "r-language", "java", "cpp"}),
        (ML, {"tensorflow", "pytorch", "scikit-learn"}),
        (ML, {"jupyter", "apache-airflow", "mlflow"}),
        (ML, {"amazon-sagemaker", "google-ai-platform", "azure-machine-learning"}),
        (ML, {"amazon-sagemaker-studio", "amazon-machine-learning", "google-ml"}),
        (ML, {"amazon-comprehend", "amazon-textract", "amazon-forecast", "amazon-transcribe"}),
        (ML, {"apache-spark", "pyspark", "apache-hadoop", "apache-kafka", "google-pub-sub"}),
        (ML, {"mysql", "redis", "docker", "kubernetes"}),
        (DE, {"python", "java", "scala"}),
        (DE, {"mysql", "postgresql", "mongodb", "elasticsearch", "nosql"}),
        (DE, {"apache-hadoop", "apache-spark"}),
        (DE, {"amazon-redshift", "google-bigquery", "snowflake"}),
        (DS, {"python", "r-language", "scala", "amazon-sagemaker-studio"}),
    ],
)
def test_the_tools_that_the_articles_name_are_among_the_role_s(
    name: str, skills: set[str], catalogue: Catalogue
) -> None:
    assert skills <= tools_of(catalogue.roles[name])


@pytest.mark.parametrize(("name", "axis"), [(DE, "infrastructure"), (DS, "statistics"), (ML, "software")])
def test_each_role_stands_closest_to_the_corner_that_the_article_draws(
    name: str, axis: str, catalogue: Catalogue
) -> None:
    places = {each: catalogue.roles[each].place for each in ROLES}
    assert max(ROLES, key=lambda each: getattr(places[each], axis)) == name
    own = places[name]
    assert getattr(own, axis) == max(own.infrastructure, own.statistics, own.software)


def test_languages_weigh_the_same_for_all_three(catalogue: Catalogue) -> None:
    firsts = [catalogue.roles[name].requirements[0] for name in ROLES]
    assert {first.importance for first in firsts} == {Importance.IMPORTANT}
    assert all("python" in first.any_of for first in firsts)
