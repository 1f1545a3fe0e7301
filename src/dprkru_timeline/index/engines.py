"""The engines that others have, and what they read of ours."""

from enum import StrEnum


class Dialect(StrEnum):
    """An engine: whose SQL it is."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    TRINO = "trino"
    POSTGRES = "postgres"
    SQLITE = "sqlite"


class Tables(StrEnum):
    """What the SELECT reads: the one table of our Parquet export, or the tables of our SQLite export."""

    PARQUET = "parquet"
    SQLITE = "sqlite"
