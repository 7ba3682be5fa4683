namespace RetailOrleans.Storage.Validation;

/// <summary>An input that can't be accepted; answered as 400 with every message.</summary>
public sealed class ValidationException(IReadOnlyDictionary<string, string[]> errors)
    : Exception(string.Join("; ", errors.Select(entry => $"{entry.Key}: {string.Join(" ", entry.Value)}").Take(20)))
{
    /// <summary>Messages by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
