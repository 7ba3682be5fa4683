using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>One sensor's readings of a request, each with the place that it had there.</summary>
internal sealed class BatchBuilder
{
    // Most requests have readings of one kind: what the others would need is not made.
    private readonly List<int>?[] _indexes = new List<int>?[4];
    private ImmutableArray<PeopleReading>.Builder? _people;
    private ImmutableArray<RegionReading>.Builder? _regions;
    private ImmutableArray<HeatReading>.Builder? _heat;
    private ImmutableArray<AlarmReading>.Builder? _alarms;
    private List<int>? _kindless;

    public int Count { get; private set; }

    public void Add(int index, PeopleReading reading)
    {
        (_people ??= ImmutableArray.CreateBuilder<PeopleReading>(1)).Add(reading);
        Note(ReadingKind.People, index);
    }

    public void Add(int index, RegionReading reading, bool kindIsGiven)
    {
        (_regions ??= ImmutableArray.CreateBuilder<RegionReading>(1)).Add(reading);
        if (!kindIsGiven)
        {
            (_kindless ??= []).Add(_regions.Count - 1);
        }

        Note(ReadingKind.Regions, index);
    }

    public void Add(int index, HeatReading reading)
    {
        (_heat ??= ImmutableArray.CreateBuilder<HeatReading>(1)).Add(reading);
        Note(ReadingKind.Heat, index);
    }

    public void Add(int index, AlarmReading reading)
    {
        (_alarms ??= ImmutableArray.CreateBuilder<AlarmReading>(1)).Add(reading);
        Note(ReadingKind.Alarms, index);
    }

    /// <summary>Where in the request a reading of the batch stood.</summary>
    public int IndexOf(ReadingRefusal refusal) => _indexes[(int)refusal.Kind]![refusal.Index];

    /// <param name="sensorType">Decides what a regional count means that does not say so: a Milesight camera counts visits.</param>
    /// <param name="allOrNothing">One refused reading refuses them all.</param>
    public ReadingBatch Build(string sensorType, bool allOrNothing)
    {
        if (sensorType.StartsWith("milesight", StringComparison.Ordinal))
        {
            foreach (var i in _kindless ?? [])
            {
                _regions![i] = _regions[i] with { Kind = RegionCountKind.Visits };
            }
        }

        return new ReadingBatch(_people?.DrainToImmutable() ?? [], _regions?.DrainToImmutable() ?? [], _heat?.DrainToImmutable() ?? [], _alarms?.DrainToImmutable() ?? [], allOrNothing);
    }

    private void Note(ReadingKind kind, int index)
    {
        (_indexes[(int)kind] ??= new List<int>(1)).Add(index);
        Count++;
    }
}
