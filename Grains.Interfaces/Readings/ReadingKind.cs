namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>The four kinds of reading.</summary>
[GenerateSerializer, Alias("retail.ReadingKind")]
public enum ReadingKind
{
    /// <summary>Line crossings (<c>people_counting</c>).</summary>
    People = 0,

    /// <summary>Regional counts (<c>regional_counting</c>).</summary>
    Regions = 1,

    /// <summary>Heat values (<c>heatmap</c>).</summary>
    Heat = 2,

    /// <summary>Alarm flags (<c>vca_alarm</c>).</summary>
    Alarms = 3,
}
