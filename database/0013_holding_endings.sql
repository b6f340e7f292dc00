-- A holding ends for the reason of the act that ended it; null where what is told from before the system does not say.
alter table holding drop constraint holding_ending_check;
alter table holding add constraint holding_ending_check check (ending in
  ('returned', 'decommissioned', 'donated', 'scrapped', 'replaced', 'lost', 'recovered', 'writtenOff', 'corrected'));
