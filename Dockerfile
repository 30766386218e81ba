# syntax=docker/dockerfile:1
# The web app is committed in web/dist and embedded by build.rs, so no Node stage is needed.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --release --package engawa \
    && cp target/release/engawa /usr/local/bin/engawa

# Debian 13, because `engawa backup` on Postgres runs pg_dump and pg_restore, which must not be older than the server (17).
FROM debian:trixie-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin engawa \
    && install -d -o engawa -g engawa -m 0700 /var/lib/engawa /etc/engawa
COPY --from=build /usr/local/bin/engawa /usr/local/bin/engawa
USER 10001:10001
ENV ENGAWA_DATA_DIR=/var/lib/engawa \
    ENGAWA_KEY_FILE=/etc/engawa/master.key \
    ENGAWA_LISTEN=0.0.0.0:8080
VOLUME ["/var/lib/engawa", "/etc/engawa"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["engawa", "health"]
ENTRYPOINT ["engawa"]
CMD ["serve"]
