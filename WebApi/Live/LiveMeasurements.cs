using System.Diagnostics.Metrics;

namespace RetailOrleans.WebApi.Live;

/// <summary>What live clients cost.</summary>
public sealed class LiveMeasurements
{
    /// <summary>The meter, for the host to export.</summary>
    public const string MeterName = "RetailOrleans.Live";

    public LiveMeasurements(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Clients = meter.CreateUpDownCounter<long>("retail.live.clients", "{client}", "Clients of the hub and of streams");
        Refused = meter.CreateCounter<long>("retail.live.refused", "{client}", "Clients refused because there were as many as may be");
        Ended = meter.CreateCounter<long>("retail.live.ended", "{client}", "Clients whose connection we ended, by reason");
        Sent = meter.CreateCounter<long>("retail.live.sent", "{state}", "States handed to the transports of clients");
    }

    internal UpDownCounter<long> Clients { get; }

    internal Counter<long> Refused { get; }

    internal Counter<long> Ended { get; }

    internal Counter<long> Sent { get; }
}
