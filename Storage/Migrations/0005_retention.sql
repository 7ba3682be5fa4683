-- Hour rows go by age, whatever their store. Rows lie about in the order of time, so a summary of each stretch of blocks suffices.
create index hourly_rollups_age on hourly_rollups using brin (hour_start) with (pages_per_range = 32, autosummarize = on);
