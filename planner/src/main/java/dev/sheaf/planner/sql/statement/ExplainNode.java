// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import dev.sheaf.planner.sql.StatementOptions;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `EXPLAIN [ANALYZE] [(options)] statement`.
public final class ExplainNode extends StatementNode {
    private final boolean analyze;
    private final String format;
    private final SqlNode statement;

    public ExplainNode(SqlParserPos position, boolean analyze, String format, SqlNode statement) {
        super("EXPLAIN", position, statement);
        this.analyze = analyze;
        this.format = format;
        this.statement = statement;
    }

    public boolean analyze() {
        return analyze;
    }

    public String format() {
        return format;
    }

    public SqlNode statement() {
        return statement;
    }

    /// Reads the options in parentheses: ANALYZE and FORMAT, of which TEXT is the only one.
    public static ExplainNode of(SqlParserPos position, boolean analyze, SqlNodeList options, SqlNode statement) {
        StatementOptions read = StatementOptions.of(options);
        boolean analyzed = read.booleanOption("analyze", analyze);
        String format = read.stringOption("format", "text");
        read.refuseOthers("EXPLAIN");
        return new ExplainNode(position, analyzed, format, statement);
    }
}
