using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.TestKit;

namespace RetailOrleans.Storage.Tests.Readings;

/// <summary>A database of its own with a running writer: what a silo has.</summary>
internal sealed class WriterDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly PostgresDatabase _postgres;
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<ReadingWriter> _writers = [];

    private WriterDatabase(PostgresDatabase postgres)
    {
        _postgres = postgres;

        // What a silo asks of its connections: see StorageServices.
        Database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Timeout = 2, MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 });
    }

    public NpgsqlDataSource Database { get; }

    /// <summary>The writer of the first silo.</summary>
    public ReadingWriter Writer => _writers[0];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<WriterDatabase> CreateAsync(PostgresServer? server = null, Action<WriterOptions>? configure = null)
    {
        var database = new WriterDatabase(await PostgresDatabase.CreateAsync(server: server, cancellationToken: Cancellation));
        await database.StartWriterAsync(configure);
        return database;
    }

    /// <summary>Another silo's writer on the same database.</summary>
    public async Task<ReadingWriter> StartWriterAsync(Action<WriterOptions>? configure = null, bool isStarted = true, WriterIdentity? identity = null)
    {
        var options = new WriterOptions();
        configure?.Invoke(options);
        var writer = new ReadingWriter(
            Database, Options.Create(options), identity ?? WriterIdentity.None, TimeProvider.System, _meters.GetRequiredService<IMeterFactory>(),
            NullLogger<ReadingWriter>.Instance);
        _writers.Add(writer);
        if (isStarted)
        {
            await writer.StartAsync(Cancellation);
        }

        return writer;
    }

    /// <summary>Stores a batch through the first silo's writer.</summary>
    public Task<WriteResult> WriteAsync(int sensorKey, ReadingBatch batch) => Writer.WriteAsync(sensorKey, batch, DateTimeOffset.MinValue, Cancellation);

    public async Task<ImmutableArray<ReadingRow>> RowsAsync(int sensorKey, ReadingKind kind = ReadingKind.People)
    {
        var readings = await new ReadingQueries(Database).LoadAsync([sensorKey], Noon.AddYears(-3), Noon.AddYears(3), false, Cancellation);
        return [.. readings[0].Of(kind)];
    }

    /// <summary>What is stored of a sensor's line crossings, as minutes after noon, length in minutes and counts.</summary>
    public async Task<IEnumerable<(double Start, double Length, string Counts)>> PeopleAsync(int sensorKey) =>
        (await RowsAsync(sensorKey)).Select(row => ((row.Start - Noon.UtcDateTime).TotalMinutes, row.DurationSeconds / 60.0, string.Join(' ', row.Counts)));

    /// <summary>A sensor's marks as minutes after noon, oldest first.</summary>
    public async Task<List<(double From, double To)>> MarksAsync(int sensorKey)
    {
        await using var command = Database.CreateCommand(
            """
            select m.from_at, m.to_at from dirty_commits c
            cross join lateral unnest(c.sensor_keys, c.from_at, c.to_at) with ordinality as m (sensor_key, from_at, to_at, place)
            where m.sensor_key = $1 order by c.id, m.place
            """);
        command.Parameters.Add(new() { Value = sensorKey });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var marks = new List<(double, double)>();
        while (await reader.ReadAsync(Cancellation))
        {
            marks.Add(((reader.GetDateTime(0) - Noon.UtcDateTime).TotalMinutes, (reader.GetDateTime(1) - Noon.UtcDateTime).TotalMinutes));
        }

        return marks;
    }

    /// <summary>How many marks there are, of all sensors.</summary>
    public Task<long> CountMarksAsync() => CountAsync("select coalesce(sum(cardinality(sensor_keys)), 0) from dirty_commits");

    /// <summary>The texts that a query answers.</summary>
    public async Task<List<string>> ListAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var texts = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Line crossings from some minutes after noon, of some length in minutes.</summary>
    public static PeopleReading People(double start, double length, params int[] counts) =>
        new(Noon.AddMinutes(start), Noon.AddMinutes(start + length), [.. counts]);

    public static ReadingBatch Batch(params PeopleReading[] people) => ReadingBatch.Empty with { People = [.. people] };

    public static ReadingBatch AllOrNothing(params PeopleReading[] people) => Batch(people) with { AllOrNothing = true };

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.StopAsync(CancellationToken.None);
            writer.Dispose();
        }

        await Database.DisposeAsync();
        await _meters.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
