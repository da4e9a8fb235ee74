# The image of the service and of its workers. Continuous integration does not build it: there is no Docker there.
# `docker build -t rolefit .` in a checkout; compose.yaml runs it with a database and a queue.

# What installs stays behind in this stage.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/rolefit
WORKDIR /source
# The dependencies have a layer of their own, which lasts as long as the lock file.
COPY requirements.lock .
RUN /opt/rolefit/bin/pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md ./
COPY migrations migrations
COPY skill_taxonomy skill_taxonomy
COPY matcher matcher
RUN /opt/rolefit/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim
# tesseract reads scans, antiword legacy DOC.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends antiword tesseract-ocr tesseract-ocr-eng \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /var/lib/rolefit --uid 10001 rolefit
COPY --from=build /opt/rolefit /opt/rolefit
ENV PATH=/opt/rolefit/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OMP_THREAD_LIMIT=1 \
    MATCHER_LOG_FORMAT=json \
    MATCHER_DATABASE_URL=sqlite:////var/lib/rolefit/rolefit.sqlite3
USER rolefit
WORKDIR /var/lib/rolefit
VOLUME /var/lib/rolefit
EXPOSE 8000
# A server that is told to stop finishes the requests at hand.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["matcher", "serve", "--host", "0.0.0.0"]
