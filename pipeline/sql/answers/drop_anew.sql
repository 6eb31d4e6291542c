DELETE FROM answers WHERE key = :new;
