-- How far each reader of a topic has come; moved in the transaction that writes the rows it read.
CREATE TABLE reader_positions (
    reader text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    topic_id text NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (reader, topic, partition)
);
