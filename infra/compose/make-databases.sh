#!/bin/sh
# Runs once, when the data folder is empty: the roles and databases that the settings speak of, each with its own password.
set -eu
for url in "$BOT_DATABASE_URL" "$TICKETS_DATABASE_URL" "$FILES_DATABASE_URL"; do
    rest=${url#*://}
    role=${rest%%:*}
    rest=${rest#*:}
    password=${rest%%@*}
    database=${rest##*/}
    psql --set=ON_ERROR_STOP=1 --username=postgres --set=role="$role" --set=database="$database" --set=password="$password" <<'SQL'
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"role" ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
done

# And the role that copies the server for backups: it enters none of these databases.
rest=${BACKUP_DATABASE_URL#*://}
role=${rest%%:*}
rest=${rest#*:}
password=${rest%%@*}
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres --set=role="$role" --set=password="$password" <<'SQL'
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
CREATE ROLE :"role" LOGIN REPLICATION PASSWORD :'password';
GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO :"role";
SQL
