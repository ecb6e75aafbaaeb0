-- Schema 1: clients, courses, one table per kind of record, drafts, undo journal, audit trail.

PRAGMA application_id = 1263096904;
PRAGMA user_version = 1;

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE client (
    id TEXT NOT NULL PRIMARY KEY,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    code TEXT NOT NULL GENERATED ALWAYS AS (body ->> '$.code') VIRTUAL
) STRICT;
CREATE UNIQUE INDEX client_code ON client (code);

CREATE TABLE course (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    -- What lists show of a course; derived from its records whenever one of them changes.
    glance TEXT NOT NULL CHECK (json_valid(glance)),
    salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;
CREATE UNIQUE INDEX course_ordinal ON course (client_id, ordinal);

CREATE TABLE origin (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE plan (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE therapist (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE contract (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE assessment (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE person (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE map_snapshot (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE working_map (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE event (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE formulation (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE focus (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE goal (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE slot (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE session (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    slot TEXT GENERATED ALWAYS AS (body ->> '$.slot') VIRTUAL,
    FOREIGN KEY (course_id, slot) REFERENCES slot (course_id, key) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (course_id, key)
) STRICT;
CREATE INDEX session_slot ON session (course_id, slot);

CREATE TABLE addendum (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    slot TEXT GENERATED ALWAYS AS (body ->> '$.slot') VIRTUAL,
    FOREIGN KEY (course_id, slot) REFERENCES slot (course_id, key) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (course_id, key)
) STRICT;
CREATE INDEX addendum_slot ON addendum (course_id, slot);

CREATE TABLE measure (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE own_measure (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE worksheets (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE risk_review (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE safety_plan (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE mid_review (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE ending_review (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE summary_letter (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE gp_letter (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE follow_up (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE task (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

CREATE TABLE gate (
    course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (course_id, key)
) STRICT;

-- Text in progress: overwritten in place, neither journalled nor audited.
CREATE TABLE draft (
    key TEXT NOT NULL PRIMARY KEY,
    client_id TEXT,
    body TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- What undo needs: for each change and client the records before and after, newest last. Capped.
CREATE TABLE journal (
    change INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    edit TEXT NOT NULL,
    about TEXT,
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'final')),
    images TEXT NOT NULL CHECK (json_valid(images)),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    -- Of the row but for its state, keyed by its salt.
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    PRIMARY KEY (client_id, change)
) STRICT, WITHOUT ROWID;

-- One row per touched record, and one per touched journal; mac = HMAC over the other columns and the mac
-- before. Never shortened.
CREATE TABLE audit (
    seq INTEGER NOT NULL PRIMARY KEY,
    change INTEGER NOT NULL,
    at INTEGER NOT NULL,
    edit TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    content BLOB NOT NULL,
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
