"""Invented sentences: what must be held stands in {braces}, what must not in <angles>.

Anything else that is held counts as wrongly held too. A sentence with a question mark at its head is a known
weakness: it counts in the shares and may fail by itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from matcher.domain.extraction import Extraction
from matcher.domain.skill import Assertion

SEAMS_AND_PLACES = """
Took an event-driven <approachMake> sure that decisions last
Met in <San> <Mateo> with the auditors
An office in Cary, <NC> and one in Irvine, <CA>.
Wrote {Java}, {C}, and lived in Salem, <MA>.
Raised by the <Modis> Bharat fund
Spent the year <manging> four warehouses
Read the report of <ELSTIC> on wages
Moved the nightly load into {RedShift} without a pause
The <redshift> of far galaxies fascinates me
Adapted large models with {LoRA} on borrowed machines
Answered messages from <Lora> in accounts
Rewrote the gateway and moved its services to {Go} within a year
Whoever wants to <go> may leave
Introduced {Feast} as the place where features live
Prepared a <feast> for the whole village
Ran a cluster with tools of many kinds that nobody there knew any more ({hive}, {pig}, {sqoop}, etc)
Built with many tools of the trade like {hive}, {pig}, {sqoop} and {oozie} for a bank
Kept a <pig>, two goats and a {python} script
Strong knowledge in {snowflake}, {snowpipe}, {snowpark} and much of what a warehouse needs
Reports in {Power BI} and {Excel}; some {R}
Some <swift> replies and some rest
Worked with data scientists who trained models in <TensorFlow>
Worked with engineers who loved <Rust>, I wrote {Go} services
Supported <Elastic>'s customers after I had joined <Elastic>
"""

IDIOMS = """
Willing to <go> wherever the customer needs me
Helped the team <go> live in three months
The <go>-to person for all things payroll
Ready to <go> the extra mile
Led the <go>-to-market plan for two products
Worked in <R>&<D> for a maker of pumps
Nine years in <R> & <D>, four of them in Lyon
Presented the roadmap to <C>-level executives
Raised a series <C> round with two founders
Known to <spark> interest in dull subjects
A <spark> of humour helps in long meetings
Changed the <spark> plugs of every van in the fleet
I <excel> at explaining numbers to anybody
She <excels> in team sports
Always eager to <excel> under pressure
Quick to <react> when plans change
The ability to <react> calmly to complaints
Gave a <swift> response to every complaint
<Swift> resolution of disputes with suppliers
I can <express> ideas in three languages
Took the night <express> train to the fair
Put the kettle and the minds at <rest>
Spent the <rest> of the budget on training
In the <spring> semester I taught evening classes
Organised the <spring> fair of the village
Every <word> of the manual was checked twice
Spread by <word> of mouth alone
A positive <outlook> on life
Prepared the market <outlook> for the board
Cut some <slack> in the schedule
The <notion> of fairness in pricing
Built the shop from <scratch>
A sense of <unity> among the volunteers
Served as sous <chef> in a small bistro
Staged a <puppet> show for children
Fixed <rust> on old tractors and prevented more of it
Sold a string of <ruby> and pearl rings
Worked on the <assembly> line for two summers
Drew <assembly> instructions for flat-pack shelves
Ran <flash> sales every Friday
Weathered the <storm> of the merger
Held the <helm> of the sailing club
Took the <helm> when the owner fell ill
Ran the bank <vault> on night shifts
Lived as a digital <nomad> for a year
Had full <access> to the building
Gave patients easy <access> to their records
Managed the <salt> and sugar stores of a bakery
A quick <scratch> on the paint cost a bonus
Set up a <hive> of bees on the roof
Kept a <pig> and forty hens
Won the <dart> league of our pub twice
Tuned the <beam> of the lighthouse
Put a <lean> meat counter in every shop
Added <boost> to morale in a hard year
Helped <boost> sales by a fifth
A <solid> record and a <solid> team
Brought <order> into the archive
Ate an <apple> a day
A <chef> by training and a <baker> by heart
Wrote in plain <basic> English
Has a <basic> understanding of first aid
Put the <shell> of the hall up in a week
<Shell> Oil was our largest customer
Cleaned the <oracle> of Delphi exhibition hall
Set the <scene> and the <stage> for the play
Did the <make>-up for the school play
Could <make> ends meet on a small budget
Looked after a <python> at the zoo for one season
Ran a <ray> of hope charity shop
Took <notes> and sent them round
A <flask> of tea and a <sketch> pad are all I need
We had a good <relay> of messages between shifts
Had to <dash> between two sites
Kept the <pulse> of the market
A healthy <appetite> for <risk>
Our <team> of five won the prize
The <teams> in both offices met weekly
Gave every customer a <fair> <deal>
Handled the <cash> and the <keys>
Never afraid to <ask> and to <query> a decision
The <bootstrap> phase of the company was hard
Worked under a <tight> <sprint> to the deadline
Got the message <across> in <plain> <language>
Owner of a <bamboo> furniture shop
Served <mocha> and <java> in a coffee bar
Put a <cap> on costs
Good <karma> all around
"""
NAMES = """
My referees are <Ruby> Smith and <Julia> Brandt
Reported to <Jasmine> Keller for two years
Dr <Julia> Hartwig supervised my thesis
Mr <Perl> and Mrs <Pascal> ran the shop
Trained by <Elm> Street's best barber
Worked at <Oracle> as a receptionist
Joined <Amazon> as a picker in 2019
Sold shoes at <Salesforce> Tower in the lobby shop
<Tableau> Software Inc sponsored the event
Bought shares of <Microsoft> Corp in 2015
Was employed by <Red Hat> Ltd in accounts
Interned at <Snowflake> in facilities
Three years at <Databricks> as an office manager
Read about <Palantir> Technologies Inc on our site
Lives at 12 <Tableau> Court, Leeds
Grew up in <Ruby> Lane, Dover
Studied music at <Pascal> College
Went to <Ada> High School
Born on <Java>, <Indonesia>
Spent a year in Central <Java>
Spoke with <Jenkins> as head of the union
Founder of <Elastic> Bands Ltd
Friends with <Scala> Milan for years
A trip along the <Amazon> river
My daughter <Ruby> plays chess
Photographed <Julia> Roberts once
Sang at <La Scala> in the choir
Visited the <Rust> Belt for a report
Client: <Adobe>
Company: <Atlassian>
Dear <Chef>, thank you for the meal
<Oracle> Corporation, night porter
Cleaner at <Google> headquarters
Receptionist at <Splunk>, 2018 to 2020
Our competitors such as <Zendesk> grew faster
"""
NEGATED = """
No experience with <Kafka>
I have no experience with <Kafka> or <RabbitMQ>
I have never used <Terraform>
Never worked with <Kubernetes> so far
I have not worked with <Angular>, <React> or <Vue> but know {Svelte}
I do not know <Java>
Does not use <Windows>
Not familiar with <PHP>, yet fluent in {Python}
Unfamiliar with <Azure>
<Kafka>: none
<COBOL>: no experience
No <Kafka> experience
Without any <Salesforce> knowledge
Lack of <MATLAB> skills was no hindrance
I don't know <Scala>; I write {Kotlin}
I haven't used <MongoDB> in earnest
Little to no <AWS> experience
Not proficient in <C++>
Zero experience with <Hadoop>
Inexperienced with <Docker>, although I use {Podman}
Migrated to {PostgreSQL} instead of <MySQL>
We chose {GitLab} rather than <Bitbucket>
I no longer use <jQuery>
<Perl> is not something I use
<Fortran> has never been used in my work
We moved away from <Subversion> and now use {Git}
Cannot program in <Haskell>
Have had no exposure to <SAP>
Yet to work with <Snowflake>
Not skilled in <Photoshop>
Have never touched <Ruby on Rails>
I never learnt <Lisp>
<Power BI>: never used
Without knowledge of <Linux> nobody could follow
No hands-on <Spark> experience
Not trained in <Selenium> but used {Cypress} daily
<Kotlin> (none)
I have no background in <machine learning>
Didn't use <Jira> there; used {Trello}
Not only {Python} but also {Java}
No doubt {Python} is my best language
There was no downtime during the {PostgreSQL} upgrade
"""
WISHED = """
Keen to learn <Go>
Keen to learn <Golang> and <Rust>
Currently learning <Rust>
Hope to work with <Kubernetes>
I would like to learn <Swift>
I would love to work with <Elixir>
Willing to learn <Salesforce>
Eager to learn <TypeScript>, but strong in {JavaScript}
Planning to learn <Terraform> next year
Interested in learning <Scala>
Want to learn <Docker>
Looking to learn <machine learning>
My goal is to learn <Kafka>
Aspiring to learn <Haskell>
Teaching myself <Clojure>
In the process of learning <Ansible>
Just started learning <Flutter>
Hoping to use <Snowflake> one day
I plan to learn <GraphQL> while I maintain {REST APIs}
Enrolled in a <Python> course
<Rust> (learning)
<Elm> is next on my list
<Kubernetes>: in progress
<Julia> is on my list to learn
I am learning <Svelte>
Looking forward to learning <Vue.js>
Open to learning <C#>
Excited to learn <Spark>
Wish to work with <TensorFlow>
Want to get into <blockchain>
Curious about <quantum computing>
Preparing for an <AWS> certificate
Learned {Python} at school
I have been learning from mistakes in {Java} projects
Taught {Python} to beginners
Keen reader of code, mostly {Ruby on Rails}
"""
OTHERS = """
Worked alongside the <React> team
My wife teaches <Python>
My brother is a <Java> developer
My colleague knew <Kafka> well
Reporting to the <SAP> manager
Liaised with the <Oracle> team
Collaborated with <Salesforce> consultants on training days
Sat next to the <DevOps> engineers
Coordinated with <AWS> architects
Recruited <Java> developers for banks
Interviewed <Python> programmers
Hired <Angular> engineers for six clients
My friend writes <Rust>, I write {Go}
Supported by the <Linux> admins
Partnered with the <machine learning> team
Handed over to the <Kubernetes> squad
My flatmate uses <Arduino>
My boss loved <Excel>, I preferred {Python}
Worked closely with <iOS> developers
Another team maintained <Jenkins>
Led a team of {Java} developers
Managed {Python} developers and reviewed their code
Collaborated with clients using {Jira}
Coordinated with suppliers through {SAP}
Worked closely with nurses on {Tableau} dashboards
Reported to the board with {Power BI} dashboards
"""
HITS = """
Wrote services in {Go} and {Rust}
Built the backend in {Go}
Five years of {Java} and {Spring}
{Spark} jobs on {Hadoop} clusters
Tuned {Apache Spark} jobs
Programming in {R}
Languages: {C}, {C++}, {R}
Built {dashboards} in {Tableau} and {Power BI}
Developed {React} components with {TypeScript}
Used {Excel} macros to close the books
Proficient in {Excel}, {Word} and {Outlook}
Advanced {Excel} user
Deployed on {AWS} with {Terraform}
{Automated builds} with {Jenkins}
Wrote {Chef} recipes and {Puppet} manifests
Containers with {Docker} and {Kubernetes}
Set up {CI/CD} in {GitLab}
Designed {REST APIs} with {FastAPI}
Moved {MySQL} to {PostgreSQL}
Trained models in {PyTorch}
Experience with {scikit-learn}, {pandas} and {NumPy}
Wrote {Swift} apps for {iOS}
Messaging with {Kafka} and {RabbitMQ}
Queries in {SQL} and {PL/SQL}
Administered {Oracle 11g} and {SQL Server 2016}
Wrote {Perl} scripts for reports
Experience in {Ruby} and {Ruby on Rails}
Data stored in {Hive} and {HBase}
Scheduled with {Airflow}
Pages in {HTML5}, {CSS3} and {JavaScript}
Wrote {unit tests} with {JUnit}
Tested with {Selenium} and {Cucumber}
Analysis in {MATLAB} and {SAS}
{Version control} with {Git}
Tickets in {Jira}, notes in {Confluence}
Practised {machine learning} on sensor data
Improved recall with {natural language processing}
Ran {regression testing} before each release
Led {root cause analysis} of outages
Built {data warehouses} on {Snowflake}
Applied {deep learning} to X-ray images
{Time series} forecasts for energy demand
{Topic modelling} of customer letters
Used {sentiment analysis} on reviews
Models built with {XGBoost} and {random forests}
Migrated from {Java} to {Kotlin}
Experienced in {Node.js}, {Express} and {MongoDB}
State kept with {Redux} in {React Native}
Wrote {Bash} and {Python} scripts
Managed {Active Directory} and {Windows Server}
Monitoring by {Prometheus} and {Grafana}
Searches over {Elasticsearch}
Secrets held in {HashiCorp Vault}
Styled with {Bootstrap} and {Sass}
Drew mock-ups in {Figma} and {Sketch}
Games built in {Unity} with {C#}
Wrote {Scala} for {Akka} services
Ported {COBOL} programs to {Java}
Used {Ansible} playbooks to patch {Linux} servers
Reports by {Crystal Reports} and {SSRS}
Streamed events with {Apache Flink}
Deployed {Vue.js} and {Nuxt} front ends
Backed by {DynamoDB} and {Lambda}
Wrote {GraphQL} schemas
Modelled with {dbt} on {BigQuery}
{Agile} and {Scrum} in teams of eight
Wrote {Pythn} tools for {Kubernetse}
Skilled in {Pyhton} and {Javscript}
Built features in {Django} and {Flask}
Kept the {VMware} cluster alive
"""
HEADERS = r"""
<Ruby> Smith\n4 <Jasmine> Street, Hull\nruby@example.org
<Julia> <Pascal>\nAccountant\nOslo
<Jasmine> Rivers\nNurse\n7 <Oracle> Road, York
<Dart> Vermeulen\nTeacher\nGhent
<Scala> Conti\nTranslator\nMilan
<Perl> Abrams\n12 <Maven> Avenue, Denver
Maya Lind\n{Java} Developer\nOslo
Tom Berg\nSenior {Python} Engineer\nBergen
Iris Holm\n{Go} Developer\nMalmö
Nils Falk\n{Ruby} Developer\nTurku
"""


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks, and where they stood."""

    text: str
    held: tuple[tuple[int, int], ...]
    left: tuple[tuple[int, int], ...]
    weak: bool


@dataclass(frozen=True)
class Reading:
    """What went wrong with a sentence."""

    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def unmarked(line: str, opening: str) -> Sentence:
    text, spans, marks = (
        opening,
        dict[str, list[tuple[int, int]]]({"{": [], "<": []}),
        re.split(r"([{<].+?[}>])", line.removeprefix("? ")),
    )
    for part in marks:
        if part[:1] not in spans:
            text += part
            continue
        spans[part[0]].append((len(text), len(text) + len(part) - 2))
        text += part[1:-1]
    return Sentence(text, tuple(spans["{"]), tuple(spans["<"]), line.startswith("? "))


def sentences() -> Iterator[Sentence]:
    for table in (SEAMS_AND_PLACES, IDIOMS, NAMES, NEGATED, WISHED, OTHERS, HITS):
        for line in table.strip().splitlines():
            yield unmarked(line, "Summary\n")
    for line in HEADERS.strip().split("\n"):
        yield unmarked(line.replace("\\n", "\n"), "")


SENTENCES = tuple(sentences())


def read(sentence: Sentence, extraction: Extraction) -> Reading:
    held = [m for m in extraction.mentions if m.assertion is Assertion.HELD]
    missed = [
        sentence.text[start:end]
        for start, end in sentence.held
        if not any(m.start < end and start < m.end for m in held)
    ]
    wrong = [
        m.surface for m in held if not any(m.start < end and start < m.end for start, end in sentence.held)
    ]
    return Reading(tuple(missed), tuple(wrong))


@pytest.mark.parametrize(
    "sentence",
    [pytest.param(each, marks=[pytest.mark.xfail] if each.weak else []) for each in SENTENCES],
    ids=lambda sentence: sentence.text.removeprefix("Summary\n")[:60],
)
def test_a_sentence_is_read_as_a_person_reads_it(
    extract: Callable[[str], Extraction], sentence: Sentence
) -> None:
    assert read(sentence, extract(sentence.text)) == Reading((), ())


def test_the_table_as_a_whole(extract: Callable[[str], Extraction]) -> None:
    readings = [read(sentence, extract(sentence.text)) for sentence in SENTENCES]
    to_hold = sum(len(sentence.held) for sentence in SENTENCES)
    to_leave = sum(len(sentence.left) for sentence in SENTENCES)
    assert len(SENTENCES) >= 230
    assert sum(len(reading.missed) for reading in readings) <= 0.05 * to_hold
    assert sum(len(reading.wrong) for reading in readings) <= 0.05 * to_leave
