namespace RetailOrleans.Storage.Validation;

/// <summary>What is wrong with an input, by field. Collects everything, so that a caller can mend all of it at once.</summary>
public sealed class ValidationErrors
{
    private const int MaxFields = 1_000;
    private readonly SortedDictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _messages.Count > 0;

    /// <summary>Adds a message: what was expected, what came, what to do. Beyond 1,000 fields it is dropped.</summary>
    public void Add(string field, string message)
    {
        if (_messages.TryGetValue(field, out var messages))
        {
            messages.Add(message);
        }
        else if (_messages.Count < MaxFields)
        {
            _messages.Add(field, [message]);
        }
    }

    /// <summary>The messages by field.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        new SortedDictionary<string, string[]>(_messages.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray()), StringComparer.Ordinal);

    /// <summary>Refuses the input when anything is wrong with it.</summary>
    /// <exception cref="ValidationException">Something was added.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new ValidationException(ToDictionary());
        }
    }

    /// <summary>Refuses an input for one reason.</summary>
    public static ValidationException Of(string field, string message) =>
        new(new Dictionary<string, string[]> { [field] = [message] });
}
