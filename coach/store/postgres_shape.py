"""What PostgreSQL says of its tables."""

from coach.store.store import Column, Reference, Source

_TYPES = {"text": "TEXT", "int8": "INTEGER", "float8": "REAL"}


class PostgresShape(Source):
    """The tables of the schema that an address leads to."""

    joined = "string_agg({}, ',')"

    def tables(self) -> set[str]:
        rows = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        return {row["tablename"] for row in rows if not row["tablename"].startswith("_")}

    def columns_of(self, table: str) -> tuple[Column, ...]:
        rows = self.rows(
            "SELECT a.attname, t.typname, a.attnotnull, pg_get_expr(d.adbin, d.adrelid) AS given "
            "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
            "JOIN pg_type t ON t.oid = a.atttypid "
            "LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
            "WHERE n.nspname = current_schema() AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped "
            "ORDER BY a.attnum",
            [table],
        )
        return tuple(
            Column(
                row["attname"],
                _TYPES[row["typname"]],
                row["attnotnull"],
                row["given"] is not None,
                None if row["given"] is None else self.rows(f"SELECT {row['given']} AS value")[0]["value"],
            )
            for row in rows
        )

    def keys_of(self, table: str) -> tuple[str, ...]:
        rows = self.rows(
            "SELECT a.attname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey) "
            "WHERE k.contype = 'p' AND n.nspname = current_schema() AND c.relname = ? "
            "ORDER BY array_position(k.conkey, a.attnum)",
            [table],
        )
        return tuple(row["attname"] for row in rows)

    def references(self) -> tuple[Reference, ...]:
        rows = self.rows(
            "SELECT c.relname, a.attname, o.relname AS other FROM pg_constraint k "
            "JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] "
            "WHERE k.contype = 'f' AND n.nspname = current_schema() ORDER BY 1, 2"
        )
        return tuple(Reference(row["relname"], row["attname"], row["other"]) for row in rows)
