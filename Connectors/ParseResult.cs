namespace RetailOrleans.Connectors;

/// <summary>Why a parser refused a body. Line is 1-based; 0 when no line is to blame.</summary>
internal sealed record Rejection(FaultKind Kind, string Reason, int Line = 0)
{
    public override string ToString() => Line == 0 ? Reason : $"line {Line}: {Reason}";
}

/// <summary>What a parser made of a body: a value, or a rejection. Parsers never throw.</summary>
internal readonly struct ParseResult<T>
{
    private ParseResult(T? value, Rejection? rejection) => (Value, Rejection) = (value, rejection);

    public T? Value { get; }

    public Rejection? Rejection { get; }

    public static implicit operator ParseResult<T>(T value) => new(value, null);

    public static implicit operator ParseResult<T>(Rejection rejection) => new(default, rejection);
}
