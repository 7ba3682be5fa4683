namespace RetailOrleans.Storage.Migrations;

/// <summary>The database could not be brought to this build's schema. The message is meant for the operator.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
