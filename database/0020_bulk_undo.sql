-- How a bulk act is undone as a whole, from its answer, and once.
alter table bulk_answer add column undo jsonb;
grant update (undo) on bulk_answer to seconde_vie_app;
