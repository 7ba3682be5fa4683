namespace RetailOrleans.Grains.Live;

/// <summary>Compares this silo's live state with what is stored.</summary>
public interface ILiveAudit
{
    /// <summary>The meter of the audit.</summary>
    const string MeterName = "RetailOrleans.Audit";

    /// <summary>Has everything compared in a moment. To be called when silos come or go.</summary>
    void RunSoon();
}
