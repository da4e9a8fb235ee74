# The image of the service and of its workers. Continuous integration does not build it: there is no Docker there.
# `docker build -t rolefit .` in a checkout; compose.yaml runs it with a database and a queue.

# A digest in its place, `--build-arg PYTHON=python@sha256:...`, holds it to the byte.
ARG PYTHON=python:3.11.15-slim-bookworm

# What installs stays behind in the stages before the last.
FROM ${PYTHON} AS dependencies
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_PYTHON=/opt/rolefit/bin/python
RUN apt-get update && apt-get install --yes --no-install-recommends binutils
RUN python -m venv --without-pip /opt/rolefit
COPY requirements.lock /source/
# Wheels only: nothing is compiled, and no code of a package runs while it is installed. What some of them carry for
# debuggers would be a fifth of the image.
RUN pip install --require-hashes --only-binary :all: --requirement /source/requirements.lock \
 && find /opt/rolefit -name '*.cpython-*.so' -exec strip --strip-unneeded {} +

FROM dependencies AS package
WORKDIR /source
COPY pyproject.toml README.md ./
COPY migrations migrations
COPY skill_taxonomy skill_taxonomy
COPY matcher matcher
RUN pip install --no-deps --no-build-isolation --prefix /package .

FROM ${PYTHON}
# tesseract reads scans, antiword legacy DOC; tini buries processes whose parents were killed. Their versions are
# those that Debian keeps mended.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends antiword tesseract-ocr tesseract-ocr-eng tini \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 rolefit \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/rolefit --shell /usr/sbin/nologin rolefit \
 && install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/rolefit
# Two layers: the large one lasts as long as the lock file.
COPY --from=dependencies /opt/rolefit /opt/rolefit
COPY --from=package /package /opt/rolefit
ENV PATH=/opt/rolefit/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OMP_THREAD_LIMIT=1 \
    MATCHER_LOG_FORMAT=json \
    MATCHER_DATABASE_URL=sqlite:////var/lib/rolefit/rolefit.sqlite3
# By number, which shows a cluster that it is not root.
USER 10001:10001
WORKDIR /var/lib/rolefit
VOLUME /var/lib/rolefit
EXPOSE 8000
# A server that is told to stop finishes the requests at hand.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["tini", "--"]
CMD ["matcher", "serve", "--host", "0.0.0.0"]
