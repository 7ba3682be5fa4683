namespace RetailOrleans.Calendar;

/// <summary>Into what business days are grouped.</summary>
public enum PeriodLength
{
    /// <summary>A business day.</summary>
    Day,

    /// <summary>Seven of them.</summary>
    Week,

    /// <summary>A month, or four or five weeks.</summary>
    Month,
}
