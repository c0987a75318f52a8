// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// What a statement's expressions know of the session: who asks, and when.
public final class StatementContext {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final String user;
    private final long localMicros;
    private boolean clockRead;

    /// @param instantMicros microseconds since 1970 at which the statement began
    public StatementContext(String user, long instantMicros, ZoneId zone) {
        this.user = user;
        Instant instant = Instant.EPOCH.plus(instantMicros, ChronoUnit.MICROS);
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        this.localMicros = local.toLocalDate().toEpochDay() * MICROS_PER_DAY + local.toLocalTime().toNanoOfDay() / 1000;
    }

    /// Whether the statement's plan holds its time, so that it can't serve another statement.
    public boolean clockRead() {
        return clockRead;
    }

    Literal user() {
        clockRead = true;
        return Literal.of(user);
    }

    Literal date() {
        clockRead = true;
        return new Literal(Math.floorDiv(localMicros, MICROS_PER_DAY), DataType.DATE);
    }

    Literal time() {
        clockRead = true;
        return new Literal(Math.floorMod(localMicros, MICROS_PER_DAY), DataType.TIME);
    }

    Literal timestamp() {
        clockRead = true;
        return new Literal(localMicros, DataType.TIMESTAMP);
    }
}
