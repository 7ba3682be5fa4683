using System.Security.Cryptography;
using RetailOrleans.WebApi.FloorPlans;

namespace RetailOrleans.Unit.Tests.FloorPlans;

/// <summary>The pictures are the first bytes of real ones of 300 × 200 pixels.</summary>
public sealed class PictureHeaderTests
{
    public static TheoryData<string, string> Pictures => new()
    {
        { "89504E470D0A1A0A0000000D494844520000012C000000C80806000000", "image/png" },
        // A JPEG with an APP0 segment, a quantization table cut short to two bytes, then SOF0.
        { "FFD8FFE000104A46494600010100000100010000FFDB00040011FFC00011080" + "0C8012C03012200021101031101", "image/jpeg" },
        // Progressive, with filling before the marker.
        { "FFD8FFFFFFC20011080" + "0C8012C03012200021101031101", "image/jpeg" },
        { "524946462400000057454250565038201800000030010" + "09D012A2C01C8000000000000", "image/webp" },
        { "52494646240000005745425056503" + "84C0D0000002F2BC1310000000000000000", "image/webp" },
        { "52494646240000005745425056503858" + "0A000000100000002B0100C70000", "image/webp" },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_is_told_by_its_first_bytes(string hex, string type)
    {
        Assert.True(PictureHeader.TryRead([.. Convert.FromHexString(hex), .. new byte[40]], out var header), hex);
        Assert.Equal(new PictureHeader(type, 300, 200), header);
    }

    [Theory]
    [InlineData("3C73766720786D6C6E733D22687474703A2F2F7777772E77332E6F72672F323030302F737667223E")]
    [InlineData("474946383961012C00C8000000000000000000000000000000000000000000000000")]
    [InlineData("89504E470D0A1A0A0000000D4948445200000000000000C80806000000AAAAAAAAAA")]
    [InlineData("FFD8FFE0FFFF")]
    [InlineData("")]
    public void Anything_else_is_none(string hex) => Assert.False(PictureHeader.TryRead(Convert.FromHexString(hex), out _));

    [Fact]
    public void A_picture_that_ends_anywhere_is_told_or_is_none_and_never_throws()
    {
        foreach (var row in Pictures)
        {
            var whole = Convert.FromHexString(row.Data.Item1);
            for (var length = 0; length <= whole.Length; length++)
            {
                PictureHeader.TryRead(whole.AsSpan(0, length), out _);
                PictureHeader.TryRead([.. whole.AsSpan(0, length), .. RandomNumberGenerator.GetBytes(40)], out _);
            }
        }
    }
}
