# Keycloak with the pack, the theme and the realm, built for PostgreSQL.
#   docker build -t keycloak-api-auth .

ARG KEYCLOAK_IMAGE=quay.io/keycloak/keycloak:26.7.0
ARG MAVEN_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-21

# The jars: those of the checkout if it has been built, else built here.
FROM ${MAVEN_IMAGE} AS jars
USER root
WORKDIR /pack
COPY . .
RUN test -f providers/target/keycloak-api-auth.jar -a -f themes/target/keycloak-api-auth-themes.jar \
    || mvn -B -ntp -q package -DskipTests -pl providers,themes -am

FROM ${KEYCLOAK_IMAGE} AS build
COPY --from=jars --chown=keycloak:0 /pack/providers/target/keycloak-api-auth.jar /opt/keycloak/providers/
COPY --from=jars --chown=keycloak:0 /pack/themes/target/keycloak-api-auth-themes.jar /opt/keycloak/providers/
ENV KC_DB=postgres KC_HEALTH_ENABLED=true KC_METRICS_ENABLED=true KC_EVENT_METRICS_USER_ENABLED=true
RUN /opt/keycloak/bin/kc.sh build

# Only what the build changed: copying all of /opt/keycloak would store Keycloak twice.
FROM ${KEYCLOAK_IMAGE}
COPY --from=build --chown=keycloak:0 /opt/keycloak/providers/ /opt/keycloak/providers/
COPY --from=build --chown=keycloak:0 /opt/keycloak/lib/quarkus/ /opt/keycloak/lib/quarkus/
COPY --chown=keycloak:0 realm-config/api-realm.json /opt/keycloak/data/import/
# Measured: docs/performance.md.
ENV KC_SPI_CLIENT_POLICY_MANAGER__DEFAULT__SKIP_IDLE=true KC_SPI_USER_SESSION_PERSISTER__JPA__SKIP_TRANSIENT=true
# Else panels of docs/operations are empty.
ENV KC_EVENT_METRICS_USER_TAGS=realm,clientId KC_HTTP_METRICS_HISTOGRAMS_ENABLED=true
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
CMD ["start", "--optimized", "--import-realm"]
