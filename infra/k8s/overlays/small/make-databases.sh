#!/bin/sh
# Runs once, when the data folder is empty: a role and a database for each service, and the role that copies the server for
# backups, with the passwords of its secret.
set -eu
for name in bot tickets files; do
    password=$(cat "/run/secrets/fixline/$name")
    psql --set=ON_ERROR_STOP=1 --username=postgres --set=role="fixline_$name" --set=database="$name" --set=password="$password" <<'SQL'
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"role" ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
done
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres --set=password="$(cat /run/secrets/fixline/backup)" <<'SQL'
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE fixline_backup LOGIN REPLICATION PASSWORD :'password';
GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO fixline_backup;
SQL
echo "host replication fixline_backup all scram-sha-256" >>"$PGDATA/pg_hba.conf"
