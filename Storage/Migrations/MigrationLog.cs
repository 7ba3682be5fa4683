using System.Globalization;
using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;

namespace RetailOrleans.Storage.Migrations;

/// <summary>What the migrations say, DbUp's lines included.</summary>
internal sealed partial class MigrationLog(ILogger logger) : IUpgradeLog
{
    public void LogTrace(string format, params object[] args) => Detail(logger, Text(format, args));

    public void LogDebug(string format, params object[] args) => Detail(logger, Text(format, args));

    public void LogInformation(string format, params object[] args) => Step(logger, Text(format, args));

    public void LogWarning(string format, params object[] args) => Warn(logger, Text(format, args));

    public void LogError(string format, params object[] args) => Fail(logger, null, Text(format, args));

    public void LogError(Exception ex, string format, params object[] args) => Fail(logger, ex, Text(format, args));

    [LoggerMessage(1, LogLevel.Warning, "PostgreSQL at {Where} is not ready ({Reason}); trying again in {PauseMs} ms")]
    internal static partial void DatabaseNotReady(ILogger logger, string where, string reason, double pauseMs);

    [LoggerMessage(2, LogLevel.Debug, "Migration: {Text}")]
    private static partial void Detail(ILogger logger, string text);

    [LoggerMessage(3, LogLevel.Information, "Migration: {Text}")]
    private static partial void Step(ILogger logger, string text);

    [LoggerMessage(4, LogLevel.Warning, "Migration: {Text}")]
    private static partial void Warn(ILogger logger, string text);

    [LoggerMessage(5, LogLevel.Error, "Migration: {Text}")]
    private static partial void Fail(ILogger logger, Exception? failure, string text);

    private static string Text(string format, object[] args) =>
        args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
}
