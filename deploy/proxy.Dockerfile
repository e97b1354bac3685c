# Caddy with the portal's configuration, as a user of its own instead of root.
FROM caddy:2-alpine
RUN adduser -D -H -u 10002 proxy && mkdir -p /data /config && chown -R proxy:proxy /data /config
COPY Caddyfile /etc/caddy/Caddyfile
USER 10002:10002
