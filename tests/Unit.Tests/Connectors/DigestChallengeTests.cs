using FsCheck.Xunit;
using RetailOrleans.Connectors;
using RetailOrleans.Connectors.Http;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class DigestChallengeTests
{
    // The example of RFC 7616, section 3.9.1.
    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_rfc_s_example(string algorithm, string response)
    {
        var challenge = DigestChallenge.Parse($"realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
        var answer = challenge!.Answer("Mufasa", "Circle of Life", "/dir/index.html", 1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        Assert.Contains($"response=\"{response}\"", answer);
        Assert.Contains("nc=00000001, cnonce=", answer);
        Assert.Contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"", answer);
    }

    // The example of RFC 2617's predecessor has no qop: the answer then has neither count nor client nonce.
    [Fact]
    public void Without_qop_the_old_form_is_used()
    {
        var answer = DigestChallenge.Parse("realm=\"r\", nonce=\"n\"")!.Answer("u", "p", "/", 1, "c");
        Assert.DoesNotContain("qop", answer);
        Assert.DoesNotContain("cnonce", answer);
    }

    [Theory]
    [InlineData("realm=\"r\"")]
    [InlineData("realm=\"r\", nonce=\"n\", algorithm=SHA-512-256")]
    [InlineData("realm=\"r\", nonce=\"n\", qop=\"auth-int\"")]
    [InlineData("realm=\"r\u0001\", nonce=\"n\"")]
    [InlineData("")]
    public void What_can_t_be_answered_is_no_challenge(string parameter) => Assert.Null(DigestChallenge.Parse(parameter));

    [Fact]
    public void The_stronger_challenge_is_answered() =>
        Assert.Equal("SHA-256", DigestChallenge.Strongest([
            new("Basic", "realm=\"r\""), new("Digest", "realm=\"r\", nonce=\"n\", algorithm=MD5"), new("Digest", "realm=\"r\", nonce=\"n\", algorithm=SHA-256")])?.Algorithm);

    [Property]
    public void Garbage_never_throws(string? parameter) => _ = DigestChallenge.Parse(parameter ?? "");

    [Fact]
    public void Credentials_never_show_their_secret()
    {
        var auth = new DeviceAuth("basic", "admin", "hunter2");
        Assert.DoesNotContain("hunter2", auth.ToString());
        Assert.DoesNotContain("hunter2", new DeviceConnection("http", true, TimeSpan.Zero, auth).ToString());
        Assert.Contains("admin", auth.ToString());
    }
}
