using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.Storage.Retention;

/// <summary>How long data is kept; older readings are not accepted either.</summary>
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

    /// <summary>Of hour rows.</summary>
    /// <value>1 to 50 years, default 5.</value>
    [Range(1, 50)]
    public int HourlyYears { get; set; } = 5;
}
