-- The outbox of Holdfast, version 1, for MySQL 8.0.17 and later.
-- A line that ends with a semicolon ends a statement. Safe to repeat. To be run in the home database of the login.
-- All times are UTC. The collation tells texts apart by their bytes, blanks at the end included.

-- due_at is the one clock: delay, end of the lease, or next attempt.
CREATE TABLE IF NOT EXISTS holdfast_outbox (
    id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    message_id   BINARY(16)   NOT NULL UNIQUE,
    tenant_id    VARCHAR(64)  NOT NULL,
    channel      VARCHAR(100) NOT NULL,
    msg_type     VARCHAR(200) NOT NULL,
    msg_key      VARCHAR(200),
    content_type VARCHAR(200) NOT NULL,
    payload      LONGBLOB     NOT NULL,
    headers      MEDIUMTEXT   NOT NULL,
    attempts     INT          NOT NULL DEFAULT 0,
    due_at       DATETIME(6)  NOT NULL,
    lease_token  BIGINT       NOT NULL DEFAULT 0,
    lease_node   VARCHAR(100),
    created_at   DATETIME(6)  NOT NULL,
    last_error   VARCHAR(1000),
    INDEX outbox_due (due_at, id),
    INDEX outbox_by_key (tenant_id, channel, msg_key, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

-- Rows that could not be delivered and wait for a decision. They keep their id, and with it their place.
CREATE TABLE IF NOT EXISTS holdfast_outbox_parked (
    id            BIGINT       NOT NULL PRIMARY KEY,
    message_id    BINARY(16)   NOT NULL,
    tenant_id     VARCHAR(64)  NOT NULL,
    channel       VARCHAR(100) NOT NULL,
    msg_type      VARCHAR(200) NOT NULL,
    msg_key       VARCHAR(200),
    content_type  VARCHAR(200) NOT NULL,
    payload       LONGBLOB     NOT NULL,
    headers       MEDIUMTEXT   NOT NULL,
    attempts      INT          NOT NULL,
    created_at    DATETIME(6)  NOT NULL,
    last_error    VARCHAR(1000),
    parked_at     DATETIME(6)  NOT NULL,
    reason        VARCHAR(1000) NOT NULL,
    failure_class VARCHAR(20)  NOT NULL,
    INDEX parked_id (message_id),
    INDEX parked_age (parked_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

-- What a parked row holds up: its key, or without msg_key the whole channel of its tenant.
CREATE TABLE IF NOT EXISTS holdfast_outbox_block (
    parked_id BIGINT       NOT NULL PRIMARY KEY,
    tenant_id VARCHAR(64)  NOT NULL,
    channel   VARCHAR(100) NOT NULL,
    msg_key   VARCHAR(200),
    since     DATETIME(6)  NOT NULL,
    INDEX block_scope (tenant_id, channel, msg_key)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

-- Messages that were processed, and deduplication keys of this outbox under the consumer outbox/<channel>.
CREATE TABLE IF NOT EXISTS holdfast_inbox (
    tenant_id    VARCHAR(64)  NOT NULL,
    consumer     VARCHAR(200) NOT NULL,
    message_id   VARCHAR(200) NOT NULL,
    processed_at DATETIME(6)  NOT NULL,
    repetitions  INT          NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, consumer, message_id),
    INDEX inbox_age (processed_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

-- compatible_from: the oldest version that a library may know and still work with these tables.
CREATE TABLE IF NOT EXISTS holdfast_outbox_version (
    single_row      SMALLINT    NOT NULL PRIMARY KEY,
    version         INT         NOT NULL,
    compatible_from INT         NOT NULL,
    changed_at      DATETIME(6) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

INSERT INTO holdfast_outbox_version (single_row, version, compatible_from, changed_at) VALUES (1, 1, 1, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE version = version;
