// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.cluster.coordinator.QueryHandle;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.engine.query.QueryResult;
import dev.sheaf.testkit.data.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the result of a query, as a program would, and closes it at the end or before.
final class QueryClient implements Activity {
    private final SimulatedQuery query;
    private final QueryResult result;
    private final int rowsMax;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private @Nullable SheafException error;
    private boolean complete;

    /// @param rowsMax after how many rows it has enough
    QueryClient(SimulatedQuery query, QueryResult result, int rowsMax) {
        this.query = query;
        this.result = result;
        this.rowsMax = rowsMax;
    }

    SimulatedQuery query() {
        return query;
    }

    QueryResult result() {
        return result;
    }

    List<List<@Nullable Object>> rows() {
        return rows;
    }

    @Nullable SheafException error() {
        return error;
    }

    /// Whether all rows came.
    boolean complete() {
        return complete;
    }

    /// Whether nothing of the query is left anywhere.
    boolean gone() {
        return result.handle().state() == QueryHandle.State.RELEASED;
    }

    @Override
    public Outcome step(Waker waker) {
        try {
            if (readOne()) {
                return rows.size() < rowsMax ? Outcome.AGAIN : end();
            }
            if (!result.finished()) {
                result.waitForChange(waker);
                // Something may have come before the waker was in place.
                if (readOne()) {
                    return rows.size() < rowsMax ? Outcome.AGAIN : end();
                }
                if (!result.finished()) {
                    return Outcome.BLOCKED;
                }
            }
            complete = true;
        } catch (SheafException failure) {
            error = failure;
        }
        return end();
    }

    private boolean readOne() {
        Batch batch = result.poll();
        if (batch == null) {
            return false;
        }
        RowSet.read(batch, rows);
        batch.release();
        return true;
    }

    private Outcome end() {
        result.close();
        return Outcome.DONE;
    }
}
