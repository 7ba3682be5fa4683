using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Rows of less than an hour, made from readings when somebody asks; nothing of them is stored.</summary>
public interface IFineRollups
{
    /// <summary>
    /// The rows of parts of hours that start in [<paramref name="since"/>, <paramref name="until"/>), of the store (key 0) and of each of its
    /// sensors. A part within a longer reading has no row: nobody knows what of it belongs there.
    /// </summary>
    /// <param name="store">Whose.</param>
    /// <param name="since">UTC.</param>
    /// <param name="until">UTC, exclusive.</param>
    /// <param name="minutes">5, 10, 15, 20 or 30.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<HourRow>> ComputeAsync(
        StoreSettings store, DateTimeOffset since, DateTimeOffset until, int minutes, CancellationToken cancellationToken);
}
