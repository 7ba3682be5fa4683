using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>How long readings are kept; older ones are not accepted.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Of people counts, regional counts and alarms.</summary>
    /// <value>1 to 240 months, default 24.</value>
    [Range(1, 240)]
    public int ReadingMonths { get; set; } = 24;

    /// <summary>Of heat values.</summary>
    /// <value>1 to 240 months, default 6.</value>
    [Range(1, 240)]
    public int HeatMonths { get; set; } = 6;
}
