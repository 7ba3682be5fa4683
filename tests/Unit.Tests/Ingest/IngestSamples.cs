using System.Text;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Ingest;

namespace RetailOrleans.Unit.Tests.Ingest;

/// <summary>Bodies at a fixed present: 2026-07-15 12:00 UTC.</summary>
internal static class IngestSamples
{
    public const string Sensor = "11111111-1111-1111-1111-111111111111";

    private static readonly DateTimeOffset Now = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    public static IngestRules Rules { get; } = new(Now, Now.AddMonths(-24), Now.AddMonths(-6));

    public static DataRequest Data(string dataType, string records) =>
        DataRequest.Read(Encoding.UTF8.GetBytes($$"""{"data_type": "{{dataType}}", "data": {{records}}}"""), Rules);

    /// <summary>The body of a record with a sensor, a start and an end; a property that is given again replaces them.</summary>
    public static string Record(string properties) =>
        $$"""{"sensor_id": "{{Sensor}}", "timestamp": "2026-07-15T10:00:00Z", "end_time": "2026-07-15T10:05:00Z"{{(properties.Length == 0 ? "" : ", " + properties)}}}""";

    public static IReadOnlyDictionary<string, string[]> Refusals(string dataType, string records) =>
        Assert.Throws<ValidationException>(() => Data(dataType, records)).Errors;
}
