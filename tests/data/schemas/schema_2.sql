BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('2');
CREATE TABLE appointments (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    attempt_id BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    wall VARCHAR NOT NULL,
    timezone VARCHAR NOT NULL,
    firm BOOLEAN NOT NULL,
    for_interviewer VARCHAR,
    kept_at TEXT,
    cancelled_at TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT,
    FOREIGN KEY(attempt_id) REFERENCES call_attempts (id) ON DELETE RESTRICT,
    CHECK (firm IN (0, 1))
);
CREATE TABLE audit (
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor VARCHAR NOT NULL,
    verb VARCHAR NOT NULL,
    object VARCHAR NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT detail_is_json CHECK (json_valid(detail))
);
CREATE TABLE call_attempts (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    interviewer VARCHAR NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    disposition VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (case_id, number),
    CONSTRAINT number_counts_from_one CHECK (number >= 1),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT
);
INSERT INTO "call_attempts" VALUES(1,1,1,'I01','2027-03-01T12:00:00.123456Z','2027-03-01T12:01:00.123456Z','complete');
CREATE TABLE case_cells (
    case_id BIGINT NOT NULL,
    quota VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    PRIMARY KEY (case_id, quota),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT
);
CREATE TABLE case_history (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    state VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    because VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT state_is_known CHECK (state IN ('fresh', 'callback', 'soft', 'firm', 'resume', 'parked', 'closed')),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT
);
INSERT INTO "case_history" VALUES(1,1,'2027-03-01T12:01:00.123456Z','closed','1.1','complete');
CREATE TABLE case_notes (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    at TEXT NOT NULL,
    author VARCHAR NOT NULL,
    text TEXT NOT NULL,
    seen_at TEXT,
    seen_by VARCHAR,
    PRIMARY KEY (id),
    CONSTRAINT kind_is_known CHECK (kind IN ('note', 'reason', 'appointment', 'to_supervisor', 'to_interviewer')),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);
CREATE TABLE cases (
    id INTEGER NOT NULL,
    case_key VARCHAR NOT NULL,
    practice BOOLEAN NOT NULL,
    language VARCHAR,
    sample TEXT NOT NULL,
    state VARCHAR NOT NULL,
    current_code VARCHAR NOT NULL,
    queue INTEGER,
    due_at BIGINT NOT NULL,
    shuffle BIGINT NOT NULL,
    reserved_for VARCHAR,
    attempt_count INTEGER NOT NULL,
    lease_by VARCHAR,
    lease_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    lease_token VARCHAR, parked_because VARCHAR, not_by VARCHAR, enterprise_number VARCHAR, search_text VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (case_key),
    CONSTRAINT sample_is_json CHECK (json_valid(sample)),
    CONSTRAINT state_is_known CHECK (state IN ('fresh', 'callback', 'soft', 'firm', 'resume', 'parked', 'closed')),
    CONSTRAINT queue_is_known CHECK (queue BETWEEN 0 AND 4),
    CONSTRAINT only_open_cases_queue CHECK (queue IS NULL OR state NOT IN ('parked', 'closed')),
    CONSTRAINT attempts_are_counted CHECK (attempt_count >= 0),
    CONSTRAINT a_lease_has_a_holder CHECK ((lease_token IS NULL) = (lease_by IS NULL)),
    CHECK (practice IN (0, 1))
);
INSERT INTO "cases" VALUES(1,'K001',0,NULL,'{"company":"De Reiger 1"}','closed','1.1',NULL,0,1,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(2,'K002',0,NULL,'{"company":"De Reiger 2"}','fresh','3.11',4,0,2,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(3,'K003',0,NULL,'{"company":"De Reiger 3"}','fresh','3.11',4,0,3,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE contact_answers (
    interview_id BIGINT NOT NULL,
    sequence INTEGER NOT NULL,
    question_id VARCHAR,
    iteration VARCHAR,
    value TEXT NOT NULL,
    expires_on VARCHAR,
    PRIMARY KEY (interview_id, sequence),
    CONSTRAINT value_is_json CHECK (json_valid(value)),
    FOREIGN KEY(interview_id) REFERENCES interviews (id) ON DELETE CASCADE
);
INSERT INTO "contact_answers" VALUES(1,3,'EMAIL',NULL,'{"kind":"text","value":"an@example.be"}',NULL);
CREATE TABLE contacts (
    case_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    function VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    notes VARCHAR NOT NULL,
    expires_on VARCHAR,
    PRIMARY KEY (case_id),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);
INSERT INTO "contacts" VALUES(3,'An Peeters','','','',NULL);
INSERT INTO "contacts" VALUES(2,'An Peeters','','','',NULL);
INSERT INTO "contacts" VALUES(1,'An Peeters','','','',NULL);
CREATE TABLE dials (
    id INTEGER NOT NULL,
    attempt_id BIGINT NOT NULL,
    phone_id BIGINT,
    position INTEGER NOT NULL,
    dialled_at TEXT NOT NULL,
    ended_at TEXT,
    result VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(attempt_id) REFERENCES call_attempts (id) ON DELETE RESTRICT,
    FOREIGN KEY(phone_id) REFERENCES phone_numbers (id) ON DELETE SET NULL
);
CREATE TABLE do_not_call (
    kind VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    since VARCHAR NOT NULL,
    added_at TEXT NOT NULL,
    added_by VARCHAR NOT NULL,
    PRIMARY KEY (kind, value),
    CONSTRAINT kind_is_known CHECK (kind IN ('phone', 'enterprise_number'))
);
CREATE TABLE erasures (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    interview_id BIGINT,
    at TEXT NOT NULL,
    actor VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT
);
CREATE TABLE interview_events (
    interview_id BIGINT NOT NULL,
    sequence INTEGER NOT NULL,
    attempt_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    question_id VARCHAR,
    iteration VARCHAR,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    elapsed_ms INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (interview_id, sequence),
    CONSTRAINT sequence_counts_from_one CHECK (sequence >= 1),
    CONSTRAINT time_goes_on CHECK (elapsed_ms >= 0),
    CONSTRAINT digest_is_whole CHECK (length(digest) = 16),
    CONSTRAINT body_is_json CHECK (json_valid(body)),
    FOREIGN KEY(interview_id) REFERENCES interviews (id) ON DELETE RESTRICT,
    FOREIGN KEY(attempt_id) REFERENCES call_attempts (id) ON DELETE RESTRICT
)
 WITHOUT ROWID;
INSERT INTO "interview_events" VALUES(1,1,1,'interview_started',NULL,NULL,'{"interviewer":"I01","language":"nl","seed":"7","version":"v"}','2027-03-01T12:00:00.123456Z',0,X'C8450BC7733FBB63C4DAF0DD2DD70805');
INSERT INTO "interview_events" VALUES(1,2,1,'answer_recorded','V1',NULL,'{"answer":{"kind":"choice","option":"yes","other":null},"order":[],"unused_keys":0}','2027-03-01T12:00:01.123456Z',900,X'9BB44CA08DF4AA4BD8177129AC1AC040');
INSERT INTO "interview_events" VALUES(1,3,1,'answer_recorded','EMAIL',NULL,'{"answer":{"kept_apart":true},"order":[],"unused_keys":0}','2027-03-01T12:00:02.123456Z',900,X'2265C97FC01C6EC9430723779F146018');
INSERT INTO "interview_events" VALUES(1,4,1,'interview_ended',NULL,NULL,'{"disposition":"complete","end":"THANKS","reason":""}','2027-03-01T12:01:00.123456Z',0,X'9E4541FB619031011EE0DD77FBA3AD21');
CREATE TABLE interviewers (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    added_at TEXT NOT NULL, languages VARCHAR, role VARCHAR, keyboard VARCHAR,
    PRIMARY KEY (code),
    CONSTRAINT code_is_given CHECK (length(code) > 0)
);
CREATE TABLE interviews (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    version_id BIGINT NOT NULL,
    language VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    disposition VARCHAR,
    answers TEXT NOT NULL,
    last_sequence INTEGER NOT NULL,
    last_digest BLOB NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT, over_quota VARCHAR,
    PRIMARY KEY (id),
    CONSTRAINT answers_is_json CHECK (json_valid(answers)),
    CONSTRAINT state_is_known CHECK (state IN ('in_progress', 'suspended', 'ended')),
    CONSTRAINT digest_is_whole CHECK (length(last_digest) = 16),
    CONSTRAINT sequence_counts CHECK (last_sequence >= 0),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT,
    FOREIGN KEY(version_id) REFERENCES questionnaire_versions (id) ON DELETE RESTRICT
);
INSERT INTO "interviews" VALUES(1,1,1,'nl','ended','complete','{"EMAIL":{"kept_apart":true},"V1":{"kind":"choice","option":"yes","other":null}}',4,X'9E4541FB619031011EE0DD77FBA3AD21','2027-03-01T12:00:00.123456Z','2027-03-01T12:01:00.123456Z',NULL);
CREATE TABLE phone_numbers (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    e164 VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (case_id, e164),
    CONSTRAINT e164_is_international CHECK (e164 LIKE '+%'),
    CONSTRAINT state_is_known CHECK (state IN ('usable', 'bad', 'do_not_call')),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);
INSERT INTO "phone_numbers" VALUES(1,3,'+3224000003','',1,'usable');
INSERT INTO "phone_numbers" VALUES(2,2,'+3224000002','',1,'usable');
INSERT INTO "phone_numbers" VALUES(3,1,'+3224000001','',1,'usable');
CREATE TABLE questionnaire_versions (
    id INTEGER NOT NULL,
    content_hash VARCHAR NOT NULL,
    document TEXT NOT NULL,
    source TEXT NOT NULL,
    loaded_at TEXT NOT NULL,
    loaded_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (content_hash),
    CONSTRAINT content_hash_is_whole CHECK (length(content_hash) = 64),
    CONSTRAINT document_is_json CHECK (json_valid(document))
);
INSERT INTO "questionnaire_versions" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','{"questions":[]}','questions: []','2027-03-01T12:00:00.123456Z','supervisor');
CREATE TABLE quota_cells (
    quota VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    target INTEGER,
    closed_at TEXT,
    closed_by VARCHAR,
    PRIMARY KEY (quota, cell),
    CONSTRAINT target_counts CHECK (target >= 0)
);
CREATE TABLE review_marks (
    id INTEGER NOT NULL,
    interview_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    actor VARCHAR NOT NULL,
    mark VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT mark_is_known CHECK (mark IN ('listened', 'called_back')),
    FOREIGN KEY(interview_id) REFERENCES interviews (id) ON DELETE RESTRICT
);
CREATE TABLE settings (
    "key" VARCHAR NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key"),
    CONSTRAINT value_is_json CHECK (json_valid(value))
);
INSERT INTO "settings" VALUES('study_id','"ce79958b25d94cbbb09cbebf564d8c0e"');
CREATE TABLE sign_ins (
    id INTEGER NOT NULL,
    interviewer VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TRIGGER questionnaire_versions_no_update BEFORE UPDATE ON questionnaire_versions BEGIN SELECT RAISE(ABORT, 'questionnaire_versions is append-only'); END;
CREATE TRIGGER questionnaire_versions_no_delete BEFORE DELETE ON questionnaire_versions BEGIN SELECT RAISE(ABORT, 'questionnaire_versions is append-only'); END;
CREATE INDEX case_dispatch ON cases (practice, queue, due_at, shuffle, id) WHERE queue IS NOT NULL;
CREATE INDEX phone_by_number ON phone_numbers (e164);
CREATE INDEX interview_by_case ON interviews (case_id);
CREATE UNIQUE INDEX one_open_interview_a_case ON interviews (case_id) WHERE state IN ('in_progress', 'suspended');
CREATE TRIGGER interview_events_no_update BEFORE UPDATE ON interview_events BEGIN SELECT RAISE(ABORT, 'interview_events is append-only'); END;
CREATE UNIQUE INDEX one_open_appointment_a_case ON appointments (case_id) WHERE kept_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX appointment_by_time ON appointments (due_at)
;
CREATE INDEX appointment_by_case ON appointments (case_id);
CREATE INDEX case_dispatch_by_language ON cases (practice, language, queue, due_at, shuffle, id) WHERE queue IS NOT NULL;
CREATE INDEX case_by_enterprise_number ON cases (enterprise_number);
CREATE INDEX case_by_name ON cases (search_text);
CREATE INDEX case_by_state ON cases (practice, state, current_code, parked_because);
CREATE INDEX case_leased ON cases (lease_until) WHERE lease_by IS NOT NULL;
CREATE INDEX attempt_by_interviewer ON call_attempts (interviewer, started_at, ended_at);
CREATE INDEX attempt_by_end ON call_attempts (ended_at);
CREATE INDEX history_by_case ON case_history (case_id, id, at);
CREATE TRIGGER case_history_no_update BEFORE UPDATE ON case_history BEGIN SELECT RAISE(ABORT, 'case_history is append-only'); END;
CREATE TRIGGER case_history_no_delete BEFORE DELETE ON case_history BEGIN SELECT RAISE(ABORT, 'case_history is append-only'); END;
CREATE INDEX sign_in_by_interviewer ON sign_ins (interviewer, at);
CREATE INDEX note_by_case ON case_notes (case_id);
CREATE INDEX dial_by_attempt ON dials (attempt_id);
CREATE INDEX case_by_cell ON case_cells (quota, cell, case_id);
CREATE INDEX mark_by_interview ON review_marks (interview_id);
CREATE INDEX audit_by_verb ON audit (verb);
CREATE INDEX audit_by_object ON audit (object);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE INDEX erasure_by_case ON erasures (case_id);
CREATE INDEX erasure_by_interview ON erasures (interview_id);
CREATE TRIGGER erasures_no_update BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END;
CREATE TRIGGER erasures_no_delete BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END;
CREATE TRIGGER interview_events_no_delete BEFORE DELETE ON interview_events WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE interview_id = OLD.interview_id) BEGIN SELECT RAISE(ABORT, 'interview_events is append-only'); END;
COMMIT;
