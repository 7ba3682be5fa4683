using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>The roles' names on the wire and in the database.</summary>
public static class RoleNames
{
    private static readonly ImmutableArray<string> Names =
        ["ingest", "viewer", "store_staff", "analyst", "store_manager", "regional_manager", "tenant_admin", "platform_admin"];

    /// <summary>Every name, lowest role first.</summary>
    public static ImmutableArray<string> All => Names;

    /// <summary>The name of a role.</summary>
    public static string NameOf(this Role role) => Names[(int)role];

    /// <summary>The role of a name; null when there is none.</summary>
    public static Role? Find(string name) => Names.IndexOf(name) is var index and >= 0 ? (Role)index : null;
}
