// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.schedule.CancellationScope;
import java.io.IOException;
import org.apache.calcite.util.SourceStringReader;

/// Gives a statement's text to the parser a little at a time, and ends the parse of a long one when it is cancelled.
final class StatementReader extends SourceStringReader {
    private static final int CHARACTERS_MAX = 1024;

    StatementReader(String sql) {
        super(sql);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        CancellationScope.check();
        return super.read(target, offset, Math.min(length, CHARACTERS_MAX));
    }
}
