# pfn as an image: Node, and the release folder that scripts/release/assemble.mjs makes. The last
# stage runs nothing, so an image for another CPU needs no emulation. Debian and not Alpine, because
# the lock on the data directory needs glibc. A release passes the base by its digest.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /src
ENV CI=true NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1
# The time of every file: that of the commit, in seconds since 1970.
ARG SOURCE_DATE_EPOCH
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile && npx -y pnpm@12.21.0 run build \
 && node scripts/release/assemble.mjs /out && mkdir /empty

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PFN_DATA_DIR=/data
COPY --from=build /out /app
COPY --from=build --chown=1000:1000 --chmod=0700 /empty /data
WORKDIR /app
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=4s --start-period=90s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["apps/web/dist/server.js"]
