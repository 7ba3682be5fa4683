namespace RetailOrleans.Grains.Live;

/// <summary>
/// A slot for the newest state on its way to one receiver: a newer state replaces one that still waits, and one send is under way at
/// most. Lives within a grain: all of it runs on the grain's own scheduler, beside its turns, so that no turn waits for a receiver.
/// </summary>
internal sealed class Outbox<TState>(Func<TState, Task> send, Action<Exception> onFailure)
    where TState : class
{
    private TState? _waiting;
    private Task _pump = Task.CompletedTask;

    /// <summary>Sends a whole state as soon as the one before has arrived or failed.</summary>
    public void Put(TState state)
    {
        _waiting = state;
        if (_pump.IsCompleted)
        {
            _pump = PumpAsync();
        }
    }

    private async Task PumpAsync()
    {
        while (_waiting is { } state)
        {
            _waiting = null;
            try
            {
                await send(state);
            }
            catch (Exception exception)
            {
                // The receiver gets the next whole state, should it still be one.
                onFailure(exception);
            }
        }
    }
}
