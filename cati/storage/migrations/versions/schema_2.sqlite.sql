ALTER TABLE interviewers ADD COLUMN languages VARCHAR;;
ALTER TABLE interviewers ADD COLUMN role VARCHAR;;
ALTER TABLE interviewers ADD COLUMN keyboard VARCHAR;;
ALTER TABLE cases ADD COLUMN parked_because VARCHAR;;
ALTER TABLE cases ADD COLUMN not_by VARCHAR;;
ALTER TABLE cases ADD COLUMN enterprise_number VARCHAR;;
ALTER TABLE cases ADD COLUMN search_text VARCHAR;;
ALTER TABLE interviews ADD COLUMN over_quota VARCHAR;;
ALTER TABLE cases DROP COLUMN quota_cell;;
CREATE INDEX appointment_by_case ON appointments (case_id);;
CREATE INDEX case_dispatch_by_language ON cases (practice, language, queue, due_at, shuffle, id) WHERE queue IS NOT NULL;;
CREATE INDEX case_by_enterprise_number ON cases (enterprise_number);;
CREATE INDEX case_by_name ON cases (search_text);;
DROP INDEX case_by_state;;
CREATE INDEX case_by_state ON cases (practice, state, current_code, parked_because);;
CREATE INDEX case_leased ON cases (lease_until) WHERE lease_by IS NOT NULL;;
DROP INDEX attempt_by_interviewer;;
CREATE INDEX attempt_by_interviewer ON call_attempts (interviewer, started_at, ended_at);;
CREATE INDEX attempt_by_end ON call_attempts (ended_at);;
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
);;
CREATE INDEX history_by_case ON case_history (case_id, id, at);;
CREATE TRIGGER case_history_no_update BEFORE UPDATE ON case_history BEGIN SELECT RAISE(ABORT, 'case_history is append-only'); END;;
CREATE TRIGGER case_history_no_delete BEFORE DELETE ON case_history BEGIN SELECT RAISE(ABORT, 'case_history is append-only'); END;;
CREATE TABLE sign_ins (
    id INTEGER NOT NULL,
    interviewer VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    PRIMARY KEY (id)
);;
CREATE INDEX sign_in_by_interviewer ON sign_ins (interviewer, at);;
CREATE TABLE do_not_call (
    kind VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    since VARCHAR NOT NULL,
    added_at TEXT NOT NULL,
    added_by VARCHAR NOT NULL,
    PRIMARY KEY (kind, value),
    CONSTRAINT kind_is_known CHECK (kind IN ('phone', 'enterprise_number'))
);;
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
);;
CREATE INDEX note_by_case ON case_notes (case_id);;
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
);;
CREATE INDEX dial_by_attempt ON dials (attempt_id);;
CREATE TABLE quota_cells (
    quota VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    target INTEGER,
    closed_at TEXT,
    closed_by VARCHAR,
    PRIMARY KEY (quota, cell),
    CONSTRAINT target_counts CHECK (target >= 0)
);;
CREATE TABLE case_cells (
    case_id BIGINT NOT NULL,
    quota VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    PRIMARY KEY (case_id, quota),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT
);;
CREATE INDEX case_by_cell ON case_cells (quota, cell, case_id);;
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
);;
CREATE INDEX mark_by_interview ON review_marks (interview_id);;
CREATE TABLE audit (
    id INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor VARCHAR NOT NULL,
    verb VARCHAR NOT NULL,
    object VARCHAR NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT detail_is_json CHECK (json_valid(detail))
);;
CREATE INDEX audit_by_verb ON audit (verb);;
CREATE INDEX audit_by_object ON audit (object);;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;;
CREATE TABLE erasures (
    id INTEGER NOT NULL,
    case_id BIGINT NOT NULL,
    interview_id BIGINT,
    at TEXT NOT NULL,
    actor VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE RESTRICT
);;
CREATE INDEX erasure_by_case ON erasures (case_id);;
CREATE INDEX erasure_by_interview ON erasures (interview_id);;
CREATE TRIGGER erasures_no_update BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END;;
CREATE TRIGGER erasures_no_delete BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END;;
DROP TRIGGER interview_events_no_delete;;
CREATE TRIGGER interview_events_no_delete BEFORE DELETE ON interview_events WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE interview_id = OLD.interview_id) BEGIN SELECT RAISE(ABORT, 'interview_events is append-only'); END
