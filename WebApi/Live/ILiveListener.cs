namespace RetailOrleans.WebApi.Live;

/// <summary>Whoever wants to hear of something.</summary>
internal interface ILiveListener
{
    /// <summary>Takes news and returns at once, however slow the listener is.</summary>
    void Offer(LiveNews news);

    /// <summary>What it listened to does not exist any more.</summary>
    void Lose(Guid id);
}
