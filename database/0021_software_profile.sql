-- Which software profile a work order carries, as it stood: its id, name, version, and the names of its items.
alter table work_order add column software_profile jsonb;
