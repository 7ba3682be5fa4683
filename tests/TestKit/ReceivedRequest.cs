namespace RetailOrleans.TestKit;

/// <summary>What a receiver was sent.</summary>
/// <param name="Headers">By name, whatever the case.</param>
/// <param name="Body">As text.</param>
/// <param name="Answered">The status; 0 = it was left without an answer.</param>
public sealed record ReceivedRequest(IReadOnlyDictionary<string, string> Headers, string Body, int Answered);
