namespace RetailOrleans.Grains.Sensors;

/// <summary>One at a time, in the order of arrival: <c>using var turn = await turns.TakeAsync()</c>. For work of one activation alone.</summary>
internal sealed class Turns
{
    private Queue<TaskCompletionSource>? _waiting;
    private bool _isTaken;

    public async ValueTask<Turn> TakeAsync()
    {
        if (_isTaken)
        {
            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_waiting ??= new()).Enqueue(place);
            await place.Task;
        }

        _isTaken = true;
        return new Turn(this);
    }

    private void Pass()
    {
        if (_waiting?.TryDequeue(out var next) == true)
        {
            next.SetResult();
        }
        else
        {
            (_isTaken, _waiting) = (false, null);
        }
    }

    /// <summary>Ends with its disposal, once.</summary>
    internal readonly struct Turn(Turns turns) : IDisposable
    {
        public void Dispose() => turns.Pass();
    }
}
