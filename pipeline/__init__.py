"""From news articles to a database in which every row shows the words it rests on."""
