"""The dated jobs of a résumé.

Conventions, as the labelled documents have them: months are inclusive at both ends; a year alone is January
where a job starts and December where it ends; internships are jobs and count in the total; the total is what
all intervals cover together (`covered_months`), so that overlapping jobs count once.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from matcher.domain.extraction import Job, Section, SectionName
from matcher.domain.month import Month
from matcher.domain.words import JobWords
from matcher.extraction.job_entries import Entry, block_starts, find_entries
from matcher.extraction.job_lines import parts, work_patterns

_WORK = frozenset({SectionName.EXPERIENCE})
_CONTRACTS = frozenset({SectionName.PROJECTS})
_UNHEADED = frozenset({SectionName.HEADER, SectionName.SUMMARY, SectionName.OTHER})


def find_jobs(text: str, sections: Sequence[Section], as_of: Month, words: JobWords) -> tuple[Job, ...]:
    """The dated jobs in order of appearance, none beginning after `as_of` and none reaching beyond it.

    They are looked for under headings of experience; failing that among projects that name a client and a
    role, as contractors list them; failing that in the unheaded text where a title and an employer stand
    beside the dates. Dates of education, training, unpaid work and of projects within a job are left out.
    `start_offset` and `end_offset` bound all that is said of a job, up to the next one or to the end of its
    part of the résumé.
    """
    for names, strict in ((_WORK, False), (_CONTRACTS, True), (_UNHEADED, True)):
        parted = [section for section in sections if section.name in names]
        jobs = [job for section in parted for job in _jobs_in(text, section, as_of, words, strict=strict)]
        if jobs:
            return _with_headlines(text, sections, jobs)
    return ()


def _jobs_in(text: str, section: Section, as_of: Month, words: JobWords, *, strict: bool) -> list[Job]:
    entries = find_entries(text, (section.body_start, section.end), as_of, words, strict=strict)
    heading = text[section.start : section.body_start]
    internships = work_patterns(words.work).internship.search(heading) is not None
    blocks = block_starts(text, section.body_start, section.end)
    jobs = []
    for position, entry in enumerate(entries):
        following = entries[position + 1].start if position + 1 < len(entries) else section.end
        block = bisect_right(blocks, entry.period.end)
        end = min(following, blocks[block]) if block < len(blocks) else following
        jobs.append(_job(entry, end, is_internship=internships or entry.internship))
    return jobs


def _job(entry: Entry, end: int, *, is_internship: bool) -> Job:
    return Job(
        title=entry.names.title,
        employer=entry.names.employer,
        interval=entry.period.interval,
        current=entry.period.current,
        internship=is_internship,
        start_offset=entry.start,
        end_offset=max(end, entry.period.end),
    )


def _with_headlines(text: str, sections: Sequence[Section], jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Exports name the title of the present job in their header only: 'Data Analyst - Some Bank'."""
    if all(job.title or not job.employer for job in jobs):
        return tuple(jobs)
    titles = _headline_titles(text, sections)
    return tuple(
        replace(job, title=job.title or titles.get(job.employer.casefold())) if job.employer else job
        for job in jobs
    )


def _headline_titles(text: str, sections: Sequence[Section]) -> dict[str, str]:
    """The first title that a header names by each employer."""
    titles: dict[str, str] = {}
    for section in sections:
        if section.name is SectionName.HEADER:
            for line in text[section.start : section.end].splitlines():
                pieces = parts(line)
                if len(pieces) > 1:
                    titles.setdefault(pieces[-1].casefold(), pieces[0])
    return titles
