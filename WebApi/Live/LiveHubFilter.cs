using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace RetailOrleans.WebApi.Live;

/// <summary>Logs what went wrong in the hub. Refusals are answers, and no client may fill the log with them; the framework's own log of both is off.</summary>
internal sealed partial class LiveHubFilter(ILogger<LiveHubFilter> logger) : IHubFilter
{
    public const string FrameworkLog = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (HubException exception) when (exception.InnerException is { } reason)
        {
            LogUnavailable(logger, invocationContext.HubMethodName, reason);
            throw;
        }
        catch (Exception exception) when (exception is not HubException)
        {
            LogFailed(logger, invocationContext.HubMethodName, exception);
            throw;
        }
    }

    [LoggerMessage(4113, LogLevel.Warning, "{Method} could not be served; the client was told to try again")]
    private static partial void LogUnavailable(ILogger logger, string method, Exception exception);

    [LoggerMessage(4114, LogLevel.Error, "{Method} failed")]
    private static partial void LogFailed(ILogger logger, string method, Exception exception);
}
