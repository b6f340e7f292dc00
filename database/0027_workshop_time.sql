-- The workshop at work: who spent which time on what and under whose eye, who checked, where, and what was learnt of a model.

-- One row for each stretch of work on a device, timed or typed. `ended_at` null: the timer runs. `minutes` null and ended: a timer
-- forgotten, whose time nobody has said yet; `counted` keeps what the clock said where a person corrected it.
create table work_time (
  organisation_id uuid not null references organisation,
  id uuid not null,
  device_id uuid not null,
  work_order_id uuid,
  step text check (length(step) between 1 and 40),
  person_id uuid not null,
  supervisor_id uuid check (supervisor_id <> person_id),
  team text check (length(team) between 1 and 80),
  -- The life that the work serves: the next one on the bench, the running one for a repair.
  life integer not null check (life >= 0),
  worked_on date not null,
  started_at timestamptz,
  ended_at timestamptz,
  minutes integer check (minutes between 0 and 6000),
  counted integer check (counted >= 0),
  corrected_by uuid,
  corrected_at timestamptz,
  note_id uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, device_id) references device,
  foreign key (organisation_id, work_order_id) references work_order,
  check (ended_at is not null or (started_at is not null and minutes is null))
);
create unique index work_time_running on work_time (organisation_id, person_id) where ended_at is null;
create index work_time_order on work_time (organisation_id, work_order_id, id);
create index work_time_device on work_time (organisation_id, device_id, id);
create index work_time_day on work_time (organisation_id, worked_on, id);
create index work_time_forgotten on work_time (organisation_id, person_id, id) where ended_at is not null and minutes is null;
select tenant_table('work_time', 'select, insert, update');

-- What the steps held moves there: minutes as typed, and the timer of each person that was begun last.
insert into work_time (organisation_id, id, device_id, work_order_id, step, person_id, life, worked_on, started_at, ended_at, minutes)
  select s.organisation_id, gen_random_uuid(), w.device_id, s.work_order_id, s.step, s.done_by,
    coalesce((select min(h.life) from holding h where h.organisation_id = w.organisation_id and h.device_id = w.device_id
      and w.closed_at is not null and h.started_at >= w.closed_at), d.life + 1),
    (s.done_at at time zone o.time_zone)::date, s.started_at, s.done_at, s.minutes
  from work_step s
    join work_order w on w.organisation_id = s.organisation_id and w.id = s.work_order_id
    join device d on d.organisation_id = w.organisation_id and d.id = w.device_id
    join organisation o on o.organisation_id = s.organisation_id
  where s.minutes is not null and s.done_at is not null and s.done_by is not null;
insert into work_time (organisation_id, id, device_id, work_order_id, step, person_id, life, worked_on, started_at)
  select distinct on (s.organisation_id, s.done_by) s.organisation_id, gen_random_uuid(), w.device_id, s.work_order_id, s.step, s.done_by,
    d.life + 1, (s.started_at at time zone o.time_zone)::date, s.started_at
  from work_step s
    join work_order w on w.organisation_id = s.organisation_id and w.id = s.work_order_id and w.closed_at is null
    join device d on d.organisation_id = w.organisation_id and d.id = w.device_id
    join organisation o on o.organisation_id = s.organisation_id
  where s.started_at is not null and s.done_at is null and s.done_by is not null
  order by s.organisation_id, s.done_by, s.started_at desc;
delete from work_step where done_at is null;
alter table work_step drop column started_at;
alter table work_step drop column minutes;
alter table work_step alter column done_at set not null;

-- The team and the time of each person at the benches.
create table workshop_person (
  organisation_id uuid not null references organisation,
  person_id uuid not null,
  team text check (length(team) between 1 and 80),
  weekly_minutes integer check (weekly_minutes between 0 and 6000),
  primary key (organisation_id, person_id)
);
select tenant_table('workshop_person');

-- Benches, where the orders are; tools, with the checks they are due.
create table equipment (
  organisation_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind in ('bench', 'tool')),
  name text not null check (length(name) between 1 and 120),
  place_id uuid,
  state text not null default 'working' check (state in ('working', 'outOfOrder', 'retired')),
  check_months integer check (check_months between 1 and 120),
  checked_on date,
  primary key (organisation_id, id),
  foreign key (organisation_id, place_id) references place
);
select tenant_table('equipment', 'select, insert, update');

-- Who watches over the order, on which bench it is, what it waits for; the lives before and after, once it is ready.
alter table work_order add column supervisor_id uuid;
alter table work_order add column bench_id uuid;
alter table work_order add foreign key (organisation_id, bench_id) references equipment;
alter table work_order add column waits_for text check (waits_for in ('part', 'licence', 'proof', 'person', 'decision'));
alter table work_order add column life_before integer check (life_before >= 0);
-- The grade with the words of its criterion on that day.
alter table work_order add column grading jsonb;
create index work_order_closed on work_order (organisation_id, closed_at, id) where closed_at is not null;
update work_order w set life_before = coalesce((select min(h.life) - 1 from holding h where h.organisation_id = w.organisation_id
    and h.device_id = w.device_id and h.started_at >= w.closed_at),
    (select d.life from device d where d.organisation_id = w.organisation_id and d.id = w.device_id))
  where w.closed_at is not null;

-- What was measured or seen beside the result: « 78 % », « port de gauche ».
alter table functional_test add column remark text check (length(remark) between 1 and 200);

-- A second person's check of the work; refused by the program where the person worked on the order.
create table work_check (
  organisation_id uuid not null references organisation,
  id uuid not null,
  work_order_id uuid not null,
  answer text not null check (answer in ('agreed', 'redo')),
  checked_at timestamptz not null default now(),
  checked_by uuid not null,
  note_id uuid,
  primary key (organisation_id, id),
  foreign key (organisation_id, work_order_id) references work_order
);
create index work_check_order on work_check (organisation_id, work_order_id, checked_at);
select tenant_table('work_check', 'select, insert');
