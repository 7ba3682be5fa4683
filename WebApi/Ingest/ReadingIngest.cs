using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Retention;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>From a body to the grains of its sensors and back to an answer.</summary>
internal sealed class ReadingIngest(
    SensorDirectory directory, ISensorDoor door, OverlapQueries overlaps, TimeProvider time, IOptionsMonitor<RetentionOptions> retention)
{
    public const int DataLimit = 1 << 20;
    public const int BulkLimit = 10 << 20;

    public async Task<IResult> PostDataAsync(HttpContext http, bool? dry_run, CancellationToken cancellationToken)
    {
        DataRequest request;
        using (var body = await RequestBytes.ReadAsync(http.Request, DataLimit, cancellationToken))
        {
            request = DataRequest.Read(body.Span, IngestRules.At(time, retention.CurrentValue));
        }

        var caller = http.GetCaller();
        var batches = new List<(SensorEntry Sensor, BatchBuilder Builder, ReadingBatch Batch)>(request.Sensors.Count);
        foreach (var (sensorId, builder) in request.Sensors)
        {
            if (await FindWritableAsync(caller, sensorId, cancellationToken) is not { } sensor)
            {
                return UnknownSensor(sensorId);
            }

            batches.Add((sensor, builder, builder.Build(sensor.Type, allOrNothing: true)));
        }

        if (dry_run == true)
        {
            return TypedResults.Json(new IngestResponse("Valid; nothing was stored", request.Count, 0, 0, 0), ApiJson.Default.IngestResponse);
        }

        if (batches.Count > 1)
        {
            // Each sensor stores its own all or none; several of them need a look before the first stores anything.
            var found = await overlaps.FindAsync([.. batches.Select(b => (b.Sensor.SensorKey, b.Batch))], cancellationToken);
            if (!found.IsEmpty)
            {
                return Refused(request, found.Select(f => (batches.First(b => b.Sensor.SensorKey == f.SensorKey).Builder, f.Refusal)));
            }
        }

        // A caller that goes away does not take its readings back.
        var outcomes = batches.Count == 1
            ? [await door.RecordAsync(batches[0].Sensor.SensorId, batches[0].Batch)]
            : await Task.WhenAll(batches.Select(b => door.RecordAsync(b.Sensor.SensorId, b.Batch).AsTask()));
        var total = default(RecordTally);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!outcomes[i].SensorFound)
            {
                return UnknownSensor(batches[i].Sensor.SensorId);
            }

            if (!outcomes[i].Refusals.IsEmpty)
            {
                return Refused(request, outcomes[i].Refusals.Select(refusal => (batches[i].Builder, refusal)));
            }

            foreach (var tally in (ReadOnlySpan<RecordTally>)[outcomes[i].People, outcomes[i].Regions, outcomes[i].Heat, outcomes[i].Alarms])
            {
                total = new RecordTally(total.Inserted + tally.Inserted, total.Updated + tally.Updated, total.Unchanged + tally.Unchanged);
            }
        }

        return new SmallJsonResult<IngestResponse>(
            new IngestResponse("Data ingested successfully", request.Count, total.Inserted, total.Updated, total.Unchanged),
            ApiJson.Default.IngestResponse, StatusCodes.Status201Created);
    }

    public async Task<IResult> PostBulkAsync(HttpContext http, bool? dry_run, CancellationToken cancellationToken)
    {
        BulkRequest request;
        using (var body = await RequestBytes.ReadAsync(http.Request, BulkLimit, cancellationToken))
        {
            request = BulkRequest.Read(body.Span, IngestRules.At(time, retention.CurrentValue));
        }

        if (await FindWritableAsync(http.GetCaller(), request.SensorId, cancellationToken) is not { } sensor)
        {
            return UnknownSensor(request.SensorId);
        }

        var outcome = RecordOutcome.UnknownSensor with { SensorFound = true };
        if (dry_run == true)
        {
            return Answer(request, outcome, "Checked; nothing was stored");
        }

        if (request.Readings.Count > 0)
        {
            var batch = request.Readings.Build(sensor.Type, allOrNothing: false);
            outcome = await door.RecordAsync(request.SensorId, batch);
            if (!outcome.SensorFound)
            {
                return UnknownSensor(request.SensorId);
            }

            foreach (var refusal in outcome.Refusals)
            {
                request.Refuse(DataTypes.Of(refusal.Kind), request.Readings.IndexOf(refusal), refusal.Field, refusal.Message);
            }
        }

        return Answer(request, outcome);
    }

    private static JsonHttpResult<BulkIngestResponse> Answer(BulkRequest request, RecordOutcome outcome, string? message = null)
    {
        var results = new Dictionary<string, BulkTypeResult>();
        foreach (var dataType in request.Records.Keys)
        {
            var tally = DataTypes.Parse(dataType) is { } kind ? outcome.Of(kind) : default;
            results.Add(dataType, new BulkTypeResult(tally.Inserted, tally.Updated, tally.Unchanged, request.BadRecords(dataType)));
        }

        var errors = results.Values.Sum(r => r.Errors);
        var good = request.Records.Values.Sum() - errors;
        var status = errors == 0 ? message is null ? StatusCodes.Status201Created : StatusCodes.Status200OK : good > 0 ? StatusCodes.Status207MultiStatus : StatusCodes.Status422UnprocessableEntity;
        return TypedResults.Json(
            new BulkIngestResponse(
                message ?? (errors == 0 ? "Bulk data ingestion completed" : $"{good} of {good + errors} records were accepted"), results,
                results.Values.Sum(r => r.Inserted), errors, request.Errors),
            ApiJson.Default.BulkIngestResponse, statusCode: status);
    }

    /// <summary>The sensor, when it exists and the caller may write its data; one cannot tell which of the two failed.</summary>
    private async ValueTask<SensorEntry?> FindWritableAsync(Caller caller, Guid sensorId, CancellationToken cancellationToken) =>
        await directory.FindAsync(sensorId, cancellationToken) is { } sensor
        && sensor.OrganizationId == caller.OrganizationId && caller.MaySeeStore(sensor.StoreId) && (caller.SensorId is null || caller.SensorId == sensorId)
            ? sensor
            : null;

    private static ProblemResult UnknownSensor(Guid sensorId) => Problems.NotFound($"There is no sensor {sensorId}. GET /api/sensors lists those there are.");

    private static ProblemResult Refused(DataRequest request, IEnumerable<(BatchBuilder Builder, ReadingRefusal Refusal)> refusals)
    {
        var errors = new ValidationErrors();
        foreach (var (builder, refusal) in refusals)
        {
            errors.Add(request.Path(builder.IndexOf(refusal), refusal.Field), refusal.Message);
        }

        return Problems.Validation(errors.ToDictionary());
    }
}
