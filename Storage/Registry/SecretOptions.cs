namespace RetailOrleans.Storage.Registry;

/// <summary>
/// The key that protects the keys. Devices' passwords are encrypted with keys that are in the database; with this one set, those keys are
/// encrypted themselves, so that a copy of the database alone opens nothing.
/// </summary>
public sealed class SecretOptions
{
    public const string Section = "Secrets";

    /// <summary>The size of a key.</summary>
    public const int KeyBytes = 32;

    /// <summary>The same for all silos of a database; keep it outside of its backups.</summary>
    /// <value>32 random bytes in base64, e.g. from <c>openssl rand -base64 32</c>. Default: none.</value>
    public string? MasterKey { get; init; }

    /// <summary>Keys that were the master key before, so that what they protected can still be read.</summary>
    /// <value>Default: none.</value>
    public string[] PreviousMasterKeys { get; init; } = [];

    internal bool IsValid => PreviousMasterKeys.Append(MasterKey).OfType<string>().All(key => Bytes(key) is not null);

    internal static byte[]? Bytes(string key)
    {
        var bytes = new byte[KeyBytes];
        return key.Length < 100 && Convert.TryFromBase64String(key, bytes, out var length) && length == KeyBytes ? bytes : null;
    }
}
