namespace RetailOrleans.WebApi.Analytics;

/// <summary>A store's visitors at two times, and how much of each is known.</summary>
internal readonly record struct TwoTimes(StoreClock Clock, long Visitors, double Completeness, long VisitorsThen, double CompletenessThen);

/// <summary>Compares two times over the stores alone that were counted well at both, and names the others.</summary>
internal static class LikeForLike
{
    /// <summary>A store with less of its data is left out.</summary>
    public const double LeastCompleteness = 0.9;

    public static LikeForLikeResponse Of(string compare, IReadOnlyCollection<TwoTimes> stores)
    {
        var alike = stores.Where(store => store.Completeness >= LeastCompleteness && store.CompletenessThen >= LeastCompleteness).ToArray();
        var (visitors, then) = (alike.Sum(store => store.Visitors), alike.Sum(store => store.VisitorsThen));
        return new LikeForLikeResponse(
            compare, visitors, then, Figures.Change(visitors, then), alike.Length,
            [.. stores.Except(alike).Select(store => new LeftOutStore(
                store.Clock.Store.StoreId, store.Clock.Store.Name, store.Completeness, store.CompletenessThen))]);
    }
}
