using System.Globalization;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator;

/// <summary>What the simulator was asked to do.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        Simulator: a fleet of pretend people counting cameras on 127.1.0.0/16.
          --stores N             stores; default 3
          --sensors-per-store N  cameras in each; default 4
          --seed N               the same seed gives the same visitors; default 7
          --port N               the cameras' port; 0 = a free one; default 0
          --control-port N       port of /truth and /health on 127.0.0.1; 0 = a free one; default 0
          --register URL         create the stores and sensors through this API; default: do not
          --token-file FILE      the API's bearer token; needed with --register
          --interval-seconds N   how often the registered sensors are polled, at least 5; default 10
          --counts-only true     register the cameras for one question a poll, people counts, and no history; default false
          --faults LIST          what is wrong with how many cameras, e.g. silent=1000,clock:-90=3; also POST /faults at the control port
          --start INSTANT        what the cameras' clock shows first, e.g. 2026-10-25T00:00:00Z; default now
          --speed FACTOR         how fast it goes, 0.01 to 10000; default 1
          --state FILE           write the control URL, the number of cameras and the process id here when serving
        """;

    public int Stores { get; private init; } = 3;

    public int SensorsPerStore { get; private init; } = 4;

    public long Seed { get; private init; } = 7;

    public int Port { get; private init; }

    public int ControlPort { get; private init; }

    public Uri? Register { get; private init; }

    public string? TokenFile { get; private init; }

    public int IntervalSeconds { get; private init; } = 10;

    public bool CountsOnly { get; private init; }

    public string Faults { get; private init; } = "";

    public DateTimeOffset? Start { get; private init; }

    public double Speed { get; private init; } = 1;

    public string? State { get; private init; }

    /// <summary>Null, with the problem, when an option is unknown or its value unusable.</summary>
    public static CommandLine? Parse(IReadOnlyList<string> arguments, out string problem)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var (name, value) = (arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : null);
            if (value is null)
            {
                problem = $"{name} has no value.";
                return null;
            }

            var next = name switch
            {
                "--stores" => Number(value, 1, PretendFleet.MostStores) is { } n ? line with { Stores = n } : null,
                "--sensors-per-store" => Number(value, 1, PretendFleet.MostSensorsPerStore) is { } n ? line with { SensorsPerStore = n } : null,
                "--seed" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? line with { Seed = seed } : null,
                "--port" => Number(value, 0, 65_535) is { } n ? line with { Port = n } : null,
                "--control-port" => Number(value, 0, 65_535) is { } n ? line with { ControlPort = n } : null,
                "--interval-seconds" => Number(value, 5, 86_400) is { } n ? line with { IntervalSeconds = n } : null,
                "--register" => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? line with { Register = uri } : null,
                "--token-file" => line with { TokenFile = value },
                "--counts-only" => bool.TryParse(value, out var countsOnly) ? line with { CountsOnly = countsOnly } : null,
                "--faults" => line with { Faults = value },
                "--start" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
                    ? line with { Start = start } : null,
                "--speed" => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is >= 0.01 and <= 10_000
                    ? line with { Speed = speed } : null,
                "--state" => line with { State = value },
                _ => line with { State = null, Port = -1 },
            };
            if (next is null || next.Port < 0)
            {
                problem = next is null ? $"{name} can't be '{value}'." : $"{name} is not an option.";
                return null;
            }

            line = next;
        }

        problem = line.Register is not null && line.TokenFile is null ? "--register needs --token-file." : "";
        return problem.Length == 0 ? line : null;
    }

    private static int? Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
