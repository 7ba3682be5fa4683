using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RetailOrleans.Storage.Registry;

/// <summary>Encrypts the key ring's keys with the configured master key: AES-256-GCM, with a name by which the key is found again.</summary>
internal sealed class MasterKeyEncryptor(byte[] key) : IXmlEncryptor
{
    internal const int TagBytes = 16;
    internal const int NonceBytes = 12;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return new EncryptedXmlInfo(
            new XElement("masterKey", new XAttribute("name", NameOf(key)), Convert.ToBase64String(sealedBytes)), typeof(MasterKeyDecryptor));
    }

    /// <summary>A key's name, which tells nothing of it.</summary>
    internal static string NameOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key))[..16];
}

/// <summary>The way back. The library makes it by its type's name, which is therefore kept in the database.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var options = services.GetRequiredService<IOptions<SecretOptions>>().Value;
        var name = encryptedElement.Attribute("name")?.Value;
        var key = options.PreviousMasterKeys.Append(options.MasterKey).OfType<string>().Select(SecretOptions.Bytes).OfType<byte[]>()
            .FirstOrDefault(one => MasterKeyEncryptor.NameOf(one) == name)
            ?? throw new InvalidOperationException(
                $"The keys of devices' passwords are protected by the master key named {name}, which is not configured. Set Secrets:MasterKey to it, or add it to Secrets:PreviousMasterKeys.");
        var sealedBytes = Convert.FromBase64String(encryptedElement.Value);
        var plain = new byte[sealedBytes.Length - MasterKeyEncryptor.NonceBytes - MasterKeyEncryptor.TagBytes];
        using var aes = new AesGcm(key, MasterKeyEncryptor.TagBytes);
        aes.Decrypt(
            sealedBytes.AsSpan(0, MasterKeyEncryptor.NonceBytes), sealedBytes.AsSpan(MasterKeyEncryptor.NonceBytes, plain.Length),
            sealedBytes.AsSpan(MasterKeyEncryptor.NonceBytes + plain.Length), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
