namespace RetailOrleans.Storage.Registry;

/// <summary>How the first tokens of a new installation come to their owner.</summary>
public sealed class BootstrapOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Bootstrap";

    /// <summary>
    /// <value>Where <c>admin.token</c> (tenant_admin of the default organization) and <c>platform.token</c> (platform_admin) are written, mode
    /// 600. Default: none, no token is made.</value>
    /// </summary>
    public string? TokenDirectory { get; init; }
}
