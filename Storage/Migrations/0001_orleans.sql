-- What Orleans keeps in PostgreSQL: cluster membership, grain state, reminders.
-- Orleans reads the texts of OrleansQuery at start and calls them by key. Keys, parameter names and result names are
-- its contract; tables and functions are ours. OrleansQuery is looked up without a schema, so all of it is in public.

create table public.orleansquery (
    querykey  text primary key,
    querytext text not null
);

-- Membership ------------------------------------------------------------------------------------------------------

-- One row per deployment. Every change of membership raises the version, and only the caller that names the present
-- version may make it: the row is the compare-and-set cell on which the membership protocol's safety rests.
create table public.orleans_membership_version (
    deployment_id text primary key,
    version       integer not null
);

create table public.orleans_membership (
    deployment_id   text        not null references public.orleans_membership_version,
    address         text        not null,
    port            integer     not null,
    generation      integer     not null,
    silo_name       text        not null,
    host_name       text        not null,
    status          integer     not null,
    proxy_port      integer     not null,
    suspect_times   text,
    start_time      timestamptz not null,
    i_am_alive_time timestamptz not null,
    primary key (deployment_id, address, port, generation)
) with (fillfactor = 50); -- room for heartbeats to stay on their page

-- The lock that stands for one silo's right to commit: shared by its transactions, exclusive for whoever declares it dead.
-- Two silos with equal hashes share a lock, which costs a wait and never a wrong answer.
create function public.silo_lock_class() returns integer
    language sql immutable parallel safe
    return 1380929107;

create function public.silo_lock_key(p_address text, p_port integer, p_generation integer) returns integer
    language sql immutable parallel safe
    return hashtext(p_address || ':' || p_port::text || ':' || p_generation::text);

create function public.orleans_insert_silo(
    p_deployment text, p_address text, p_port integer, p_generation integer, p_silo_name text, p_host_name text,
    p_status integer, p_proxy_port integer, p_start_time timestamptz, p_i_am_alive_time timestamptz, p_version integer)
returns boolean
language plpgsql as $$
begin
    perform 1 from public.orleans_membership_version
     where deployment_id = p_deployment and version = p_version
       for no key update;
    if not found then
        return false;
    end if;

    insert into public.orleans_membership (
        deployment_id, address, port, generation, silo_name, host_name,
        status, proxy_port, start_time, i_am_alive_time)
    values (
        p_deployment, p_address, p_port, p_generation, p_silo_name, p_host_name,
        p_status, p_proxy_port, p_start_time, p_i_am_alive_time)
    on conflict do nothing;
    if not found then
        return false;
    end if;

    update public.orleans_membership_version set version = version + 1 where deployment_id = p_deployment;
    return true;
end
$$;

-- Waits for the dead silo's commits under way, at most a second. A silo that hangs inside a transaction would hold the
-- cluster's decision up for as long as it hangs: its sessions are ended, which rolls back what was never acknowledged.
create function public.end_commits_of_silo(p_address text, p_port integer, p_generation integer) returns void
language plpgsql as $$
declare
    v_class   constant integer := public.silo_lock_class();
    v_key     constant integer := public.silo_lock_key(p_address, p_port, p_generation);
    v_timeout constant text := current_setting('lock_timeout');
begin
    perform set_config('lock_timeout', '1s', true);
    begin
        perform pg_advisory_xact_lock(v_class, v_key);
    exception when lock_not_available then
        -- pg_locks shows the two signed halves as unsigned oids
        perform pg_terminate_backend(l.pid)
           from pg_locks l
          where l.locktype = 'advisory' and l.objsubid = 2 and l.granted
            and l.database = (select oid from pg_database where datname = current_database())
            and l.classid = v_class::bigint::oid
            and l.objid = (v_key::bigint & 4294967295)::oid
            and l.pid <> pg_backend_pid();
        perform set_config('lock_timeout', '5s', true);
        perform pg_advisory_xact_lock(v_class, v_key);
    end;
    perform set_config('lock_timeout', v_timeout, true);
end
$$;

create function public.orleans_update_silo(
    p_deployment text, p_address text, p_port integer, p_generation integer,
    p_status integer, p_suspect_times text, p_i_am_alive_time timestamptz, p_version integer)
returns boolean
language plpgsql as $$
declare
    c_dead constant integer := 6;
begin
    if p_status = c_dead then
        -- Looked at before it is locked: a stale vote must not end anybody's sessions, and the wait for the silo's
        -- commits must not hold the version row against the rest of the cluster.
        if not exists (select 1 from public.orleans_membership_version
                        where deployment_id = p_deployment and version = p_version) then
            return false;
        end if;
        perform public.end_commits_of_silo(p_address, p_port, p_generation);
    end if;

    perform 1 from public.orleans_membership_version
     where deployment_id = p_deployment and version = p_version
       for no key update;
    if not found then
        return false;
    end if;

    -- A heartbeat may have come since the caller read the row: time does not go back.
    update public.orleans_membership
       set status = p_status,
           suspect_times = p_suspect_times,
           i_am_alive_time = greatest(i_am_alive_time, p_i_am_alive_time)
     where deployment_id = p_deployment and address = p_address and port = p_port and generation = p_generation;
    if not found then
        return false;
    end if;

    update public.orleans_membership_version set version = version + 1 where deployment_id = p_deployment;
    return true;
end
$$;

-- The guard of every commit: a silo that was declared dead (it hung, and woke) must not write over its successors.
-- Called first in a transaction: it takes the silo's lock until the end of that transaction, and only then looks.
-- Raises RO001 where the silo is dead or unknown. An empty deployment means "no cluster" and always passes.
create function public.assert_silo_alive(p_deployment text, p_address text, p_port integer, p_generation integer)
returns void
language plpgsql volatile as $$
declare
    c_dead   constant integer := 6;
    v_status integer;
begin
    if p_deployment = '' then
        return;
    end if;
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'assert_silo_alive needs a transaction at READ COMMITTED, this one is at %: its snapshot is older than the lock',
            upper(current_setting('transaction_isolation'))
            using errcode = 'RO002';
    end if;

    perform pg_advisory_xact_lock_shared(
        public.silo_lock_class(), public.silo_lock_key(p_address, p_port, p_generation));

    -- A statement of its own: its snapshot is taken after the lock was granted, so it sees who was declared dead meanwhile.
    select status into v_status
      from public.orleans_membership
     where deployment_id = p_deployment and address = p_address and port = p_port and generation = p_generation;
    if v_status is null or v_status = c_dead then
        raise exception 'silo %:%@% of deployment "%" is %: it may not commit',
            p_address, p_port, p_generation, p_deployment,
            case when v_status is null then 'not a member' else 'declared dead' end
            using errcode = 'RO001', hint = 'Stop this process and start it anew; the callers of its open requests may send them again.';
    end if;
end
$$;

insert into public.orleansquery (querykey, querytext) values
('InsertMembershipVersionKey', $$
    with created as (
        insert into public.orleans_membership_version (deployment_id, version)
        values (@DeploymentId, 0)
        on conflict do nothing
        returning 1)
    select exists (select from created)
$$),
('InsertMembershipKey', $$
    select public.orleans_insert_silo(
        @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName,
        @Status, @ProxyPort, @StartTime, @IAmAliveTime, @Version)
$$),
('UpdateMembershipKey', $$
    select public.orleans_update_silo(
        @DeploymentId, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime, @Version)
$$),
('UpdateIAmAlivetimeKey', $$
    update public.orleans_membership
       set i_am_alive_time = greatest(i_am_alive_time, @IAmAliveTime)
     where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$$),
('MembershipReadRowKey', $$
    select v.deployment_id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation,
           m.silo_name as SiloName, m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort,
           m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime,
           v.version as Version
      from public.orleans_membership_version v
      left join public.orleans_membership m
        on m.deployment_id = v.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
     where v.deployment_id = @DeploymentId
$$),
('MembershipReadAllKey', $$
    select v.deployment_id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation,
           m.silo_name as SiloName, m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort,
           m.suspect_times as SuspectTimes, m.start_time as StartTime, m.i_am_alive_time as IAmAliveTime,
           v.version as Version
      from public.orleans_membership_version v
      left join public.orleans_membership m on m.deployment_id = v.deployment_id
     where v.deployment_id = @DeploymentId
$$),
('DeleteMembershipTableEntriesKey', $$
    with silos as (delete from public.orleans_membership where deployment_id = @DeploymentId)
    delete from public.orleans_membership_version where deployment_id = @DeploymentId
$$),
('GatewaysQueryKey', $$
    select address as Address, proxy_port as ProxyPort, generation as Generation
      from public.orleans_membership
     where deployment_id = @DeploymentId and status = @Status and proxy_port > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
    delete from public.orleans_membership
     where deployment_id = @DeploymentId and status <> 3
       and i_am_alive_time < @IAmAliveTime and start_time < @IAmAliveTime
$$),
('CleanupDefunctSiloEntryKey', $$
    delete from public.orleans_membership
     where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
       and status = 6
       and suspect_times is not distinct from @SuspectTimes::text
       and start_time = @StartTime and i_am_alive_time = @IAmAliveTime
$$);

-- Grain state -----------------------------------------------------------------------------------------------------

-- The hashes that Orleans also passes are not kept: the primary key finds the row by what it is, and makes two first
-- writers safe. "No extension" is the empty text, so that one plain key serves integer, Guid and text keys alike.
create table public.orleans_grain_state (
    service_id    text        not null,
    state_name    text        not null,
    key_n0        bigint      not null,
    key_n1        bigint      not null,
    key_extension text        not null,
    payload       bytea,      -- null after a clear: the version goes on
    version       integer     not null,
    modified_at   timestamptz not null default now(),
    primary key (service_id, state_name, key_n0, key_n1, key_extension)
) with (fillfactor = 70);

-- The new version; or, where the row is not at p_version, p_version itself, which Orleans reads as a conflict.
create function public.orleans_write_state(
    p_service text, p_state text, p_n0 bigint, p_n1 bigint, p_extension text, p_version integer, p_payload bytea)
returns integer
language plpgsql as $$
declare
    v_version integer;
begin
    if p_version is null then
        insert into public.orleans_grain_state (service_id, state_name, key_n0, key_n1, key_extension, payload, version)
        values (p_service, p_state, p_n0, p_n1, coalesce(p_extension, ''), p_payload, 1)
        on conflict do nothing
        returning version into v_version;
    else
        update public.orleans_grain_state
           set payload = p_payload, version = version + 1, modified_at = now()
         where service_id = p_service and state_name = p_state
           and key_n0 = p_n0 and key_n1 = p_n1 and key_extension = coalesce(p_extension, '')
           and version = p_version
        returning version into v_version;
    end if;
    return coalesce(v_version, p_version);
end
$$;

create function public.orleans_delete_state(
    p_service text, p_state text, p_n0 bigint, p_n1 bigint, p_extension text, p_version integer)
returns integer
language plpgsql as $$
begin
    delete from public.orleans_grain_state
     where service_id = p_service and state_name = p_state
       and key_n0 = p_n0 and key_n1 = p_n1 and key_extension = coalesce(p_extension, '')
       and version = p_version;
    return case when found then p_version + 1 else p_version end;
end
$$;

insert into public.orleansquery (querykey, querytext) values
('ReadFromStorageKey', $$
    select payload as PayloadBinary, version as Version
      from public.orleans_grain_state
     where service_id = @ServiceId and state_name = @GrainTypeString
       and key_n0 = @GrainIdN0 and key_n1 = @GrainIdN1 and key_extension = coalesce(@GrainIdExtensionString::text, '')
$$),
('WriteToStorageKey', $$
    select public.orleans_write_state(
        @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString,
        @GrainStateVersion, @PayloadBinary) as NewGrainStateVersion
$$),
('ClearStorageKey', $$
    select public.orleans_write_state(
        @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString,
        @GrainStateVersion, null) as NewGrainStateVersion
$$),
('DeleteStorageKey', $$
    select public.orleans_delete_state(
        @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString,
        @GrainStateVersion) as NewGrainStateVersion
$$);

-- Reminders -------------------------------------------------------------------------------------------------------

create table public.orleans_reminder (
    service_id    text        not null,
    grain_id      text        not null,
    reminder_name text        not null,
    start_time    timestamptz not null,
    period_ms     bigint      not null,
    grain_hash    integer     not null,
    version       integer     not null,
    primary key (service_id, grain_id, reminder_name)
);

-- Each silo re-reads its ranges of the hash ring every few minutes and at every change of membership.
create index orleans_reminder_hash on public.orleans_reminder (service_id, grain_hash);

insert into public.orleansquery (querykey, querytext) values
('UpsertReminderRowKey', $$
    insert into public.orleans_reminder as r
        (service_id, grain_id, reminder_name, start_time, period_ms, grain_hash, version)
    values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    on conflict (service_id, grain_id, reminder_name) do update
       set start_time = excluded.start_time, period_ms = excluded.period_ms,
           grain_hash = excluded.grain_hash, version = r.version + 1
    returning version as Version
$$),
('ReadReminderRowsKey', $$
    select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period_ms as Period, version as Version
      from public.orleans_reminder
     where service_id = @ServiceId and grain_id = @GrainId
$$),
('ReadReminderRowKey', $$
    select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period_ms as Period, version as Version
      from public.orleans_reminder
     where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName
$$),
('ReadRangeRows1Key', $$
    select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period_ms as Period, version as Version
      from public.orleans_reminder
     where service_id = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
$$),
('ReadRangeRows2Key', $$
    select grain_id as GrainId, reminder_name as ReminderName, start_time as StartTime, period_ms as Period, version as Version
      from public.orleans_reminder
     where service_id = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
    with gone as (
        delete from public.orleans_reminder
         where service_id = @ServiceId and grain_id = @GrainId and reminder_name = @ReminderName and version = @Version
        returning 1)
    select exists (select from gone)
$$),
('DeleteReminderRowsKey', $$
    delete from public.orleans_reminder where service_id = @ServiceId
$$);
