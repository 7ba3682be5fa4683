using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace RetailOrleans.Storage.Registry;

/// <summary>Encrypts devices' passwords and tokens. All silos share the keys, which are in the database.</summary>
public sealed class SecretProtector(IDataProtectionProvider provider)
{
    internal const string ApplicationName = "RetailOrleans";
    private readonly IDataProtector _protector = provider.CreateProtector("RetailOrleans.DeviceSecrets.v1");

    /// <summary>Encrypts.</summary>
    public byte[] Protect(string secret) => _protector.Protect(Encoding.UTF8.GetBytes(secret));

    /// <summary>Decrypts.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was altered, or its key is gone.</exception>
    public string Unprotect(byte[] protectedSecret) => Encoding.UTF8.GetString(_protector.Unprotect(protectedSecret));
}
