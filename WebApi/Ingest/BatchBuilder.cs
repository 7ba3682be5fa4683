using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>One sensor's readings of a request, each with the place that it had there.</summary>
internal sealed class BatchBuilder
{
    private readonly ImmutableArray<PeopleReading>.Builder _people = ImmutableArray.CreateBuilder<PeopleReading>(1);
    private readonly ImmutableArray<RegionReading>.Builder _regions = ImmutableArray.CreateBuilder<RegionReading>(0);
    private readonly ImmutableArray<HeatReading>.Builder _heat = ImmutableArray.CreateBuilder<HeatReading>(0);
    private readonly ImmutableArray<AlarmReading>.Builder _alarms = ImmutableArray.CreateBuilder<AlarmReading>(0);
    private readonly List<int> _kindless = [];
    private readonly List<int>[] _indexes = [[], [], [], []];

    public void Add(int index, PeopleReading reading)
    {
        _people.Add(reading);
        _indexes[(int)ReadingKind.People].Add(index);
    }

    public void Add(int index, RegionReading reading, bool kindIsGiven)
    {
        _regions.Add(reading);
        if (!kindIsGiven)
        {
            _kindless.Add(_regions.Count - 1);
        }

        _indexes[(int)ReadingKind.Regions].Add(index);
    }

    public void Add(int index, HeatReading reading)
    {
        _heat.Add(reading);
        _indexes[(int)ReadingKind.Heat].Add(index);
    }

    public void Add(int index, AlarmReading reading)
    {
        _alarms.Add(reading);
        _indexes[(int)ReadingKind.Alarms].Add(index);
    }

    /// <summary>Where in the request a reading of the batch stood.</summary>
    public int IndexOf(ReadingRefusal refusal) => _indexes[(int)refusal.Kind][refusal.Index];

    public int Count => _people.Count + _regions.Count + _heat.Count + _alarms.Count;

    /// <param name="sensorType">Decides what a regional count means that does not say so: a Milesight camera counts visits.</param>
    /// <param name="allOrNothing">One refused reading refuses them all.</param>
    public ReadingBatch Build(string sensorType, bool allOrNothing)
    {
        if (sensorType.StartsWith("milesight", StringComparison.Ordinal))
        {
            foreach (var i in _kindless)
            {
                _regions[i] = _regions[i] with { Kind = RegionCountKind.Visits };
            }
        }

        return new ReadingBatch(_people.DrainToImmutable(), _regions.DrainToImmutable(), _heat.DrainToImmutable(), _alarms.DrainToImmutable(), allOrNothing);
    }
}
