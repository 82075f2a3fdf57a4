# The bot as an image: a wheel and its locked dependencies on a slim Python, run by a user without rights.
# Runs on a read-only root file system; what it remembers lies in /data.

FROM python:3.13-slim AS build
WORKDIR /source
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements.lock requirements-build.lock ./
# The bot's environment has no pip of its own: the one of the builder fills it.
RUN python -m venv /opt/builder \
    && /opt/builder/bin/pip install --require-hashes --requirement requirements-build.lock \
    && python -m venv --without-pip /opt/k8s-bot \
    && /opt/builder/bin/pip --python /opt/k8s-bot/bin/python install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN /opt/builder/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/builder/bin/pip --python /opt/k8s-bot/bin/python install --no-deps /wheels/*.whl \
    && /opt/k8s-bot/bin/python -m compileall -q /opt/k8s-bot/lib

FROM python:3.13-slim
# A number, since Kubernetes can check `runAsNonRoot` only for numbers.
RUN groupadd --gid 10001 bot \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin bot \
    && install --directory --owner 10001 --group 10001 --mode 0750 /data
COPY --from=build /opt/k8s-bot /opt/k8s-bot
ENV PATH=/opt/k8s-bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    K8S_BOT_HOST=0.0.0.0 \
    K8S_BOT_PORT=3000 \
    K8S_BOT_DATABASE_URL=sqlite+aiosqlite:////data/k8s-bot.sqlite3
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# Without urllib, which would send the request to the proxy of an environment that has one.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-c", "import http.client, os, sys; connection = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('K8S_BOT_PORT') or 3000), timeout=4); connection.request('GET', '/livez'); sys.exit(connection.getresponse().status != 200)"]
ENTRYPOINT ["k8s-bot"]
CMD ["serve"]
