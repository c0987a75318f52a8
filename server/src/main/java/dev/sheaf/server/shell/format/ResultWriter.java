// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;

/// Writes one result in one format.
public interface ResultWriter {
    /// Reads all rows and writes them; memory is bounded whatever the number of rows. Does not flush.
    ///
    /// @throws SQLException when reading a row fails; what was written before stands
    /// @throws IOException  when writing fails
    ResultSummary write(RowCursor rows, Writer out) throws SQLException, IOException;
}
