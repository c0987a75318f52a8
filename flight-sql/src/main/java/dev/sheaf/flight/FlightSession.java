// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.engine.session.EngineSession;
import dev.sheaf.engine.session.StatementControl;
import dev.sheaf.engine.session.StatementResult;
import dev.sheaf.planner.PlannedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One client's conversation: its engine session, its prepared statements, and the statements of its that run. Safe
/// for use by many threads.
final class FlightSession {
    private static final int ANNOUNCED_MAX = 1_000;

    private final String id;
    private final String user;
    private final EngineSession engine;
    private final FlightLimits limits;
    private final boolean shared;
    private final long openedNanos;
    private final Map<String, PreparedSql> prepared = new LinkedHashMap<>();
    private final Map<Long, StatementControl> running = new HashMap<>();
    /// The newest of the statements that tickets were given for, and whether they were cancelled before they ran.
    private final Map<Long, Boolean> announced = new LinkedHashMap<>();
    private final Set<Long> connections = new HashSet<>();
    private long statementCount;
    private long lastUsedNanos;

    /// @param shared whether clients that don't log in have it together
    FlightSession(
            String id, String user, EngineSession engine, FlightLimits limits, boolean shared, long nowNanos) {
        this.id = id;
        this.user = user;
        this.engine = engine;
        this.limits = limits;
        this.shared = shared;
        this.openedNanos = nowNanos;
        this.lastUsedNanos = nowNanos;
    }

    /// Names it within the server; nothing that a client may know or say.
    String id() {
        return id;
    }

    String user() {
        return user;
    }

    EngineSession engine() {
        return engine;
    }

    boolean shared() {
        return shared;
    }

    /// Plans a statement. Clients that share a session share its settings, so none of them may change one.
    ///
    /// @throws SheafException what is wrong with it
    PlannedStatement plan(String sql, StatementControl control) {
        PlannedStatement planned = engine.plan(sql, control);
        boolean setting = planned instanceof PlannedStatement.Set || planned instanceof PlannedStatement.ResetAll;
        if (setting && shared) {
            throw new SheafException(
                    ErrorCode.PERMISSION_DENIED,
                    "clients that don't log in share their settings, so they can't change them");
        }
        return planned;
    }

    /// Runs a statement.
    ///
    /// @throws SheafException why it failed
    StatementResult execute(String sql, List<@Nullable Object> values, StatementControl control) {
        if (shared) {
            plan(sql, control);
        }
        return engine.execute(sql, values, control, Long.MAX_VALUE);
    }

    synchronized void touch(long nowNanos) {
        lastUsedNanos = nowNanos;
    }

    /// Whether its token is of no use any more.
    synchronized boolean expired(long nowNanos) {
        return !shared
                && (nowNanos - openedNanos > limits.tokenLifetime().toNanos()
                        || running.isEmpty() && nowNanos - lastUsedNanos > limits.idleTime().toNanos());
    }

    /// A call came in over that connection.
    synchronized void usedBy(long connection) {
        connections.add(connection);
    }

    /// That connection is gone.
    synchronized void leftBy(long connection) {
        connections.remove(connection);
    }

    /// Whether no client is connected that ever used it, so that it can make room for another.
    synchronized boolean abandoned() {
        return !shared && connections.isEmpty() && running.isEmpty();
    }

    /// A number for a statement that a ticket is given for.
    synchronized long announce() {
        long number = ++statementCount;
        announced.put(number, false);
        if (announced.size() > ANNOUNCED_MAX) {
            announced.remove(announced.keySet().iterator().next());
        }
        return number;
    }

    /// A statement begins.
    ///
    /// @throws SheafException TOO_MANY_CONNECTIONS when too many run, QUERY_CANCELLED when it was cancelled before
    synchronized StatementControl begin(long number) {
        if (Boolean.TRUE.equals(announced.get(number))) {
            throw cancelled();
        }
        if (running.containsKey(number)) {
            throw new SheafException(ErrorCode.INVALID_STATEMENT, "the rows of this ticket are being read already");
        }
        if (running.size() >= limits.statementsPerSession()) {
            throw new SheafException(
                    ErrorCode.TOO_MANY_CONNECTIONS,
                    limits.statementsPerSession() + " statements of the session run already");
        }
        StatementControl control = new StatementControl();
        running.put(number, control);
        return control;
    }

    synchronized void end(long number, long nowNanos) {
        running.remove(number);
        announced.remove(number);
        lastUsedNanos = nowNanos;
    }

    /// Cancels a statement.
    ///
    /// @return whether there was something to cancel
    boolean cancel(long number) {
        StatementControl control;
        synchronized (this) {
            control = running.get(number);
            if (control == null) {
                return announced.replace(number, true) != null;
            }
        }
        control.cancel(cancelled());
        return true;
    }

    /// Ends what runs and forgets what is prepared.
    void close(SheafException reason) {
        List<StatementControl> left;
        synchronized (this) {
            left = new ArrayList<>(running.values());
            prepared.clear();
        }
        left.forEach(control -> control.cancel(reason));
    }

    /// @throws SheafException TOO_MANY_CONNECTIONS when the session has too many prepared statements
    synchronized void addPrepared(String handle, PreparedSql statement, long nowNanos) {
        prepared.values().removeIf(
                old -> nowNanos - old.lastUsedNanos() > limits.idleTime().toNanos());
        if (prepared.size() >= limits.preparedPerSession()) {
            throw new SheafException(
                    ErrorCode.TOO_MANY_CONNECTIONS,
                    "the session has " + limits.preparedPerSession() + " prepared statements already");
        }
        prepared.put(handle, statement);
    }

    /// @throws SheafException UNDEFINED_OBJECT when there is none of that handle
    synchronized PreparedSql prepared(String handle, long nowNanos) {
        PreparedSql statement = prepared.get(handle);
        if (statement == null || nowNanos - statement.lastUsedNanos() > limits.idleTime().toNanos()) {
            prepared.remove(handle);
            throw new SheafException(
                    ErrorCode.UNDEFINED_OBJECT, "the prepared statement was closed, or has expired");
        }
        statement.touch(nowNanos);
        return statement;
    }

    synchronized void removePrepared(String handle) {
        prepared.remove(handle);
    }

    synchronized int preparedCount() {
        return prepared.size();
    }

    synchronized int runningCount() {
        return running.size();
    }

    private static SheafException cancelled() {
        return new SheafException(ErrorCode.QUERY_CANCELLED, "the statement was cancelled");
    }
}
