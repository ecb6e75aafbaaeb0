-- Schema 2: one table for every kind of record, and an index of the words in them.

PRAGMA user_version = 2;

CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    -- Notes and what was added to them belong to a slot of the same course.
    slot TEXT GENERATED ALWAYS AS (CASE WHEN kind IN ('session', 'addendum') THEN body ->> '$.slot' END) VIRTUAL,
    slot_kind TEXT GENERATED ALWAYS AS (CASE WHEN kind IN ('session', 'addendum') THEN 'slot' END) VIRTUAL,
    UNIQUE (course_id, kind, key),
    FOREIGN KEY (course_id, slot_kind, slot) REFERENCES record (course_id, kind, key) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'origin', key, position, body, salt FROM origin ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'plan', key, position, body, salt FROM plan ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'therapist', key, position, body, salt FROM therapist ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'contract', key, position, body, salt FROM contract ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'assessment', key, position, body, salt FROM assessment ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'person', key, position, body, salt FROM person ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'map_snapshot', key, position, body, salt FROM map_snapshot ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'working_map', key, position, body, salt FROM working_map ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'event', key, position, body, salt FROM event ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'formulation', key, position, body, salt FROM formulation ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'focus', key, position, body, salt FROM focus ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'goal', key, position, body, salt FROM goal ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'slot', key, position, body, salt FROM slot ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'session', key, position, body, salt FROM session ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'addendum', key, position, body, salt FROM addendum ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'measure', key, position, body, salt FROM measure ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'own_measure', key, position, body, salt FROM own_measure ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'worksheets', key, position, body, salt FROM worksheets ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'risk_review', key, position, body, salt FROM risk_review ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'safety_plan', key, position, body, salt FROM safety_plan ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'mid_review', key, position, body, salt FROM mid_review ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'ending_review', key, position, body, salt FROM ending_review ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'summary_letter', key, position, body, salt FROM summary_letter ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'gp_letter', key, position, body, salt FROM gp_letter ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'follow_up', key, position, body, salt FROM follow_up ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'task', key, position, body, salt FROM task ORDER BY rowid;
INSERT INTO record (course_id, kind, key, position, body, salt)
    SELECT course_id, 'gate', key, position, body, salt FROM gate ORDER BY rowid;

CREATE INDEX record_slot ON record (course_id, slot_kind, slot) WHERE slot_kind IS NOT NULL;

-- Before the table of slots, those that refer to it.
DROP TABLE session;
DROP TABLE addendum;
DROP TABLE origin;
DROP TABLE plan;
DROP TABLE therapist;
DROP TABLE contract;
DROP TABLE assessment;
DROP TABLE person;
DROP TABLE map_snapshot;
DROP TABLE working_map;
DROP TABLE event;
DROP TABLE formulation;
DROP TABLE focus;
DROP TABLE goal;
DROP TABLE slot;
DROP TABLE measure;
DROP TABLE own_measure;
DROP TABLE worksheets;
DROP TABLE risk_review;
DROP TABLE safety_plan;
DROP TABLE mid_review;
DROP TABLE ending_review;
DROP TABLE summary_letter;
DROP TABLE gp_letter;
DROP TABLE follow_up;
DROP TABLE task;
DROP TABLE gate;

-- Clients count downwards, so that they and the records are one row of numbers.
ALTER TABLE client ADD COLUMN number INTEGER;
UPDATE client SET number = -(SELECT count(*) FROM client AS earlier WHERE earlier.rowid <= client.rowid);
CREATE UNIQUE INDEX client_number ON client (number);

-- What can be found: prose, never ids, dates or choices. A struck note counts: it stays readable.
CREATE VIEW written (number, text) AS
SELECT number, (
    SELECT group_concat(field.atom, char(10)) FROM json_tree(record.body) AS field
    WHERE field.type = 'text' AND (
        field.key IN (
            'summary', 'event', 'text', 'previous_task_outcome', 'risk_note', 'client_words', 'struck_reason',
            'reason', 'label', 'relation', 'expectations_of_them', 'their_expectations', 'satisfying',
            'unsatisfying', 'wanted_change', 'change_around_onset', 'history', 'communication', 'title', 'quote',
            'supported_by', 'indicator', 'situation', 'secondary_noted', 'supervision_noted', 'evidence',
            'client_reply', 'working_diagnosis', 'medication', 'physical_health', 'alcohol', 'thoughts', 'plan',
            'intent', 'level_in_words', 'words', 'tone', 'feeling', 'meant', 'client_aim', 'alternative',
            'outcome', 'question', 'result', 'topic', 'i_expect', 'they_expect', 'can_move', 'period', 'did',
            'liked', 'hard', 'unsaid', 'what_brought_you', 'unfinished', 'map_change', 'feelings_about_ending',
            'first_step_if_signs', 'continuation', 'risk_at_end', 'sign', 'note', 'notes'
        )
        -- Lists of words; in other kinds, lists of ids.
        OR typeof(field.key) = 'integer'
        AND record.kind IN ('worksheets', 'risk_review', 'safety_plan', 'mid_review', 'ending_review')
        AND field.path NOT LIKE '%.who_helps' AND field.path <> '$.reviewed'
    )
)
FROM record
WHERE kind IN (
    'session', 'addendum', 'person', 'event', 'goal', 'focus', 'formulation', 'assessment', 'worksheets',
    'risk_review', 'safety_plan', 'map_snapshot', 'mid_review', 'ending_review', 'summary_letter', 'follow_up'
)
UNION ALL
SELECT number, concat_ws(char(10), body ->> '$.display_name', code) FROM client;

-- Holds no text of its own: words and where they stand in what the view says. Words that were written over stay
-- in it, as they do in the journal, until their segment is merged: with secure-delete every save of a note would
-- write 2 MB in place of 0.13. Erasing a client merges all of it.
CREATE VIRTUAL TABLE note_text USING fts5 (
    text, content = 'written', content_rowid = 'number', columnsize = 0, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO note_text (rowid, text) SELECT number, text FROM written;

CREATE TRIGGER record_added AFTER INSERT ON record BEGIN
    INSERT INTO note_text (rowid, text) SELECT number, text FROM written WHERE number = new.number;
END;
CREATE TRIGGER record_changing BEFORE UPDATE OF body ON record BEGIN
    INSERT INTO note_text (note_text, rowid, text) SELECT 'delete', number, text FROM written WHERE number = old.number;
END;
CREATE TRIGGER record_changed AFTER UPDATE OF body ON record BEGIN
    INSERT INTO note_text (rowid, text) SELECT number, text FROM written WHERE number = new.number;
END;
CREATE TRIGGER record_removing BEFORE DELETE ON record BEGIN
    INSERT INTO note_text (note_text, rowid, text) SELECT 'delete', number, text FROM written WHERE number = old.number;
END;
CREATE TRIGGER client_added AFTER INSERT ON client BEGIN
    INSERT INTO note_text (rowid, text) SELECT number, text FROM written WHERE number = new.number;
END;
CREATE TRIGGER client_changing BEFORE UPDATE OF body ON client BEGIN
    INSERT INTO note_text (note_text, rowid, text) SELECT 'delete', number, text FROM written WHERE number = old.number;
END;
CREATE TRIGGER client_changed AFTER UPDATE OF body ON client BEGIN
    INSERT INTO note_text (rowid, text) SELECT number, text FROM written WHERE number = new.number;
END;
CREATE TRIGGER client_removing BEFORE DELETE ON client BEGIN
    INSERT INTO note_text (note_text, rowid, text) SELECT 'delete', number, text FROM written WHERE number = old.number;
END;
