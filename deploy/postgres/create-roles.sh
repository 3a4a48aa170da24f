#!/bin/sh
# Lays out the server: a database for each service, with an owner that migrates it and a runtime role that serves requests.
# The official postgres image runs this once, on an empty data directory. It is safe to repeat by hand, as a superuser:
#     PGHOST=… PGUSER=postgres PGPASSWORD=… COMMISSIONING_OWNER_PASSWORD=… (and the other five) sh create-roles.sh
set -eu

lay_out() {
    SERVICE=$1 OWNER_PASSWORD=$2 APP_PASSWORD=$3 psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
        --username "${POSTGRES_USER:-${PGUSER:-postgres}}" --dbname postgres <<'SQL'
\getenv service SERVICE
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
SELECT :'service' || '_owner' AS owner, :'service' || '_app' AS app \gset
SELECT format('CREATE ROLE %I', role) FROM unnest(ARRAY[:'owner', :'app']) AS role
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
ALTER ROLE :"owner" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION PASSWORD :'owner_password';
ALTER ROLE :"app" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION PASSWORD :'app_password';
SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"owner", :"app";
SQL
}

lay_out commissioning "$COMMISSIONING_OWNER_PASSWORD" "$COMMISSIONING_APP_PASSWORD"
lay_out offender_mgmt "$OFFENDER_MGMT_OWNER_PASSWORD" "$OFFENDER_MGMT_APP_PASSWORD"
lay_out interventions "$INTERVENTIONS_OWNER_PASSWORD" "$INTERVENTIONS_APP_PASSWORD"
