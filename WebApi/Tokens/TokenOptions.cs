using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.WebApi.Tokens;

/// <summary>How API tokens live.</summary>
public sealed class TokenOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tokens";

    /// <summary><value>How long a rotated token stays valid beside its successor. Default 24 hours, 0 to 30 days.</value></summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ErrorMessage = "Tokens:RotationGrace must be 00:00:00 to 30.00:00:00, written as d.hh:mm:ss.")]
    public TimeSpan RotationGrace { get; init; } = TimeSpan.FromHours(24);
}
