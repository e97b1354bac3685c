# The portal's image: web, worker and beat are the same image with different commands (docker-compose.yml).
# The base is plain Debian, so that an office can also make it from a mirror of its own.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt ./
COPY backend/embedded/bootstrap.py backend/embedded/bootstrap.py
RUN python3 backend/embedded/bootstrap.py && .venv/bin/python -m pip uninstall -qy uv pip
COPY . .
RUN SECRET_KEY=build DATA=/tmp/build STATIC_ROOT=/app/staticfiles .venv/bin/python manage.py collectstatic --noinput -v0 \
    && .venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /app \
    && chmod -R a+rX /app \
    && rm -rf /tmp/build

FROM ${BASE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --home-dir /data --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 0700 /data
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DATA=/data STATIC_ROOT=/app/staticfiles
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "backend.wsgi:application", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "1", "--no-ws", "--respawn-failed-workers"]
