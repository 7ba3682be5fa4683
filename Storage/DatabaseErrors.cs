using Npgsql;

namespace RetailOrleans.Storage;

/// <summary>What an error of the database means for who asked.</summary>
public static class DatabaseErrors
{
    /// <summary>
    /// Whether PostgreSQL refused this statement, and would again; false when it can take none now: full, stopping (class 57), or
    /// read-only (25) after a failover.
    /// </summary>
    public static bool IsRefusal(PostgresException error) =>
        !error.IsTransient && !error.SqlState.StartsWith("57", StringComparison.Ordinal) && !error.SqlState.StartsWith("25", StringComparison.Ordinal);
}
