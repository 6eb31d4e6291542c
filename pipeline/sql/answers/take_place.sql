UPDATE OR IGNORE answers SET key = :old WHERE key = :new;
