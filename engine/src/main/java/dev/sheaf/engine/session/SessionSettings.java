// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The settings of one session. Safe for use by many threads.
public final class SessionSettings {
    private final Map<SessionOption, String> values = new EnumMap<>(SessionOption.class);

    /// The value in force.
    public synchronized String get(SessionOption option) {
        return values.getOrDefault(option, option.defaultValue());
    }

    public synchronized void set(SessionOption option, String value) {
        values.put(option, option.check(value));
    }

    public synchronized void reset(SessionOption option) {
        values.remove(option);
    }

    public synchronized void resetAll() {
        values.clear();
    }

    public String schema() {
        return get(SessionOption.SCHEMA);
    }

    public String timeZone() {
        return get(SessionOption.TIME_ZONE);
    }

    /// After how long a statement is ended; [Long#MAX_VALUE] for never.
    public long statementTimeoutNanos() {
        long millis = Long.parseLong(get(SessionOption.STATEMENT_TIMEOUT));
        return millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    public long randomSeed() {
        return Long.parseLong(get(SessionOption.RANDOM_SEED));
    }

    public boolean planCache() {
        return Boolean.parseBoolean(get(SessionOption.PLAN_CACHE));
    }
}
