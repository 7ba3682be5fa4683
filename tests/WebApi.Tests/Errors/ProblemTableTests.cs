using Microsoft.AspNetCore.Http;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.WebApi.Errors;

namespace RetailOrleans.WebApi.Tests.Errors;

public sealed class ProblemTableTests
{
    public static TheoryData<Exception, int> Table => new()
    {
        { new StorageUnavailableException("full"), 503 },
        { new NpgsqlException("away", new IOException()), 503 },
        { new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown), 503 },
        { new PostgresException("no such column", "ERROR", "ERROR", PostgresErrorCodes.UndefinedColumn), 500 },
        { new SiloUnavailableException("gone"), 503 },
        { new TimeoutException(), 503 },
        { new BadHttpRequestException("large", 413), 413 },
        { new InvalidOperationException("bug"), 500 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_exception_has_its_problem(Exception exception, int status)
    {
        var problem = ProblemMiddleware.Of(exception);

        Assert.Equal(status, problem.StatusCode);
        Assert.Equal(status == 503, problem.RetryAfter > TimeSpan.Zero);
    }
}
