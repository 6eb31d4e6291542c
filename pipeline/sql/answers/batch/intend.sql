INSERT INTO batches (name, terms, status, requests, begun_at)
VALUES (:name, :terms, 'about to be made', :requests, :at);
