-- The facts of thousands of devices are read at once: what stands beside each is found by its device.
create index return_check_device on return_check (organisation_id, device_id, checked_at);
create index second_look_device on second_look (organisation_id, device_id, about, answered_at);
