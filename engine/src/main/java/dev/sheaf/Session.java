// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.engine.session.EngineSession;
import dev.sheaf.engine.session.StatementControl;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// A conversation with an engine: statements one after another, under settings of its own. For one thread at a time,
/// but for [#cancel].
public final class Session implements AutoCloseable {
    private final EngineSession session;
    private final Set<Result> open = new HashSet<>();
    private volatile @Nullable StatementControl running;

    Session(EngineSession session) {
        this.session = session;
    }

    /// Runs a statement.
    ///
    /// @param text one statement
    /// @param parameters a value for each `?`: `Boolean`, `Number`, `String`, `byte[]`, the classes of `java.time`, or
    /// null
    /// @return its rows, or how many rows it wrote; to be closed
    /// @throws SheafException what is wrong with the statement, or why it failed
    public Result sql(String text, @Nullable Object... parameters) {
        StatementControl control = new StatementControl();
        running = control;
        Result result = Result.of(
                session.execute(text, Arrays.asList(parameters), control, Long.MAX_VALUE), session.memory(),
                open::remove);
        open.add(result);
        return result;
    }

    /// Runs a statement that writes or changes something.
    ///
    /// @return how many rows it wrote; 0 for a statement that writes none
    public long execute(String text, @Nullable Object... parameters) {
        try (Result result = sql(text, parameters)) {
            return result.updateCount();
        }
    }

    /// Makes a table of Arrow data, in the place of one of that name. The data is copied and stays the caller's; its
    /// allocator may be any.
    ///
    /// @return how many rows it has
    /// @throws SheafException NOT_SUPPORTED for a column of a type that Sheaf doesn't have
    public long register(String name, VectorSchemaRoot data) {
        return session.register(name, List.of(data));
    }

    /// Ends the statement that runs, if one does, with QUERY_CANCELLED. Any thread may call it.
    public void cancel() {
        StatementControl control = running;
        if (control != null) {
            control.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "the statement was cancelled"));
        }
    }

    /// How far the scans of the statement that runs had come when this was last asked; asking is what brings the next
    /// answer. Any thread may call it.
    public ScanProgress progress() {
        StatementControl control = running;
        return control == null ? ScanProgress.NONE : control.progress();
    }

    /// The session behind the facade, for Sheaf's other modules.
    public EngineSession engineSession() {
        return session;
    }

    /// Closes the results that are still open.
    @Override
    public void close() {
        List.copyOf(open).forEach(Result::close);
    }
}
