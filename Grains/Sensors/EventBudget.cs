namespace RetailOrleans.Grains.Sensors;

/// <summary>Bounds the history of a device that comes and goes all the time: a dozen events at once, then one every five minutes.</summary>
internal sealed class EventBudget
{
    private const int Most = 12;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private double _left = Most;
    private DateTimeOffset _countedAt = DateTimeOffset.MinValue;

    /// <summary>Events that were left out since the last one that was not.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Whether one more event may be written; tells how many were left out before it.</summary>
    public bool TryTake(DateTimeOffset now, out int leftOut)
    {
        if (now > _countedAt)
        {
            _left = Math.Min(Most, _left + ((now - _countedAt) / Refill));
            _countedAt = now;
        }

        leftOut = LeftOut;
        if (_left < 1)
        {
            LeftOut++;
            return false;
        }

        _left--;
        LeftOut = 0;
        return true;
    }
}
