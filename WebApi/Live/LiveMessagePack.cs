using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Live;

/// <summary>MessagePack that says what our JSON says: the same names, the same forms of instants and ids, made from the same description.</summary>
internal static class LiveMessagePack
{
    /// <summary>Options that write our responses as JSON has them, and everything else as <paramref name="options"/> do.</summary>
    public static MessagePackSerializerOptions Over(MessagePackSerializerOptions options) => options.WithResolver(new Resolver(options.Resolver));

    /// <summary>Writes a JSON value as MessagePack.</summary>
    internal static void Write(ref MessagePackWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(value.GetPropertyCount());
                foreach (var property in value.EnumerateObject())
                {
                    writer.Write(property.Name);
                    Write(ref writer, property.Value);
                }

                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    Write(ref writer, item);
                }

                break;
            case JsonValueKind.String:
                writer.Write(value.GetString());
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var whole):
                writer.Write(whole);
                break;
            case JsonValueKind.Number:
                writer.Write(value.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(value.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    private sealed class Resolver(IFormatterResolver others) : IFormatterResolver
    {
        public IMessagePackFormatter<T>? GetFormatter<T>() =>
            typeof(T).Assembly == typeof(Resolver).Assembly && ApiJson.Default.GetTypeInfo(typeof(T)) is not null
                ? JsonFormatter<T>.Instance
                : others.GetFormatter<T>();
    }

    private sealed class JsonFormatter<T> : IMessagePackFormatter<T>
    {
        public static readonly JsonFormatter<T> Instance = new();

        public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
            Write(ref writer, JsonSerializer.SerializeToElement(value, ApiJson.Default.GetTypeInfo(typeof(T))!));

        public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
            throw new MessagePackSerializationException($"{typeof(T).Name} is only ever sent.");
    }
}
