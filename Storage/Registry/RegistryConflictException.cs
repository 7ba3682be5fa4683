namespace RetailOrleans.Storage.Registry;

/// <summary>A name or address is taken; answered as 409.</summary>
public sealed class RegistryConflictException(string field, string message) : Exception(message)
{
    /// <summary>The contract's field.</summary>
    public string Field { get; } = field;
}
