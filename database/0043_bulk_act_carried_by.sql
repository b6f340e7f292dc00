-- Who started the phase that runs: the events of a bulk act, and of its undoing, are theirs. Null: who asked for it.
alter table bulk_act add column carried_by uuid;
