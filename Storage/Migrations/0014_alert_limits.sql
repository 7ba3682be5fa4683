-- Alerts that are about no store, and what an organization has open of them is counted before one more is stored.

create index alerts_open_of on alerts (organization_id) where status <> 'resolved';
create index alerts_without_store on alerts (organization_id, triggered_at) where store_id is null;
create index alert_rules_platform on alert_rules (organization_id) where type = 'platform';
