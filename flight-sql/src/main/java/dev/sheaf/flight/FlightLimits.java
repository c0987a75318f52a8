// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.time.Duration;

/// What bounds the clients of a server.
///
/// @param sessionsPerUser how many sessions a user may have at once
/// @param sessions how many all users may have together
/// @param preparedPerSession how many prepared statements a session may have
/// @param statementsPerSession how many statements of a session may run at once
/// @param idleTime after how long without a call or a running statement a session, its token and its prepared
/// statements end; and how long a statement waits for a client that takes no rows
/// @param tokenLifetime after how long a token ends whatever its session does
/// @param requestBytes how large a message of a client may be
/// @param sendBufferBytes how many bytes of a result may wait for one client before its statement pauses
record FlightLimits(
        int sessionsPerUser,
        int sessions,
        int preparedPerSession,
        int statementsPerSession,
        Duration idleTime,
        Duration tokenLifetime,
        int requestBytes,
        int sendBufferBytes) {
    static final FlightLimits DEFAULT = new FlightLimits(
            250, 1_000, 1_000, 32, Duration.ofMinutes(30), Duration.ofHours(12), 64 << 20, 1 << 20);

    FlightLimits {
        if (sessionsPerUser < 1 || sessions < 1 || preparedPerSession < 1 || statementsPerSession < 1
                || requestBytes < 1 || sendBufferBytes < 1) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "limits of a Flight server are 1 or more");
        }
        if (!idleTime.isPositive() || !tokenLifetime.isPositive()) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "times of a Flight server are more than 0");
        }
    }
}
