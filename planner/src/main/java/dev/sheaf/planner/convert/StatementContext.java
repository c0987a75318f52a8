// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.ParameterLookup;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What a statement's expressions know of the session: who asks, and when.
public final class StatementContext {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final String user;
    private final long localMicros;
    private final ParameterLookup parameters;
    private boolean clockRead;
    private boolean parametersRead;

    /// @param instantMicros microseconds since 1970 at which the statement began
    public StatementContext(String user, long instantMicros, ZoneId zone, ParameterLookup parameters) {
        this.user = user;
        this.parameters = parameters;
        Instant instant = Instant.EPOCH.plus(instantMicros, ChronoUnit.MICROS);
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        this.localMicros = local.toLocalDate().toEpochDay() * MICROS_PER_DAY + local.toLocalTime().toNanoOfDay() / 1000;
    }

    /// Whether the statement's plan holds its time, so that it can't serve another statement.
    public boolean clockRead() {
        return clockRead;
    }

    /// Whether the statement's plan holds values of parameters.
    public boolean parametersRead() {
        return parametersRead;
    }

    /// The value of a parameter, if it has one yet.
    Optional<Literal> parameter(int index, DataType type) {
        parametersRead = true;
        return parameters.value(index, type);
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
