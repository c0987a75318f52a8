// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.planner.sql.parser.ParseException;
import dev.sheaf.planner.sql.parser.SheafParser;
import dev.sheaf.planner.sql.parser.TokenMgrError;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/// Parses one statement. Names keep the case in which they are written; a failure is a [SheafException] of SYNTAX_ERROR
/// (or NOT_SUPPORTED, where the grammar knows what was meant) at its line and column.
public final class StatementParser {
    /// Names longer than this are refused.
    private static final int IDENTIFIER_LENGTH_MAX = 255;

    private StatementParser() {}

    /// @param sql one statement, with or without a semicolon
    public static SqlNode parse(String sql) {
        if (StatementSplitter.split(sql).isEmpty()) {
            throw new SheafException(ErrorCode.SYNTAX_ERROR, "there is no statement", SourcePosition.at(1, 1));
        }
        SheafParser parser = (SheafParser) SheafParser.FACTORY.getParser(new StatementReader(sql));
        parser.setTabSize(1);
        parser.setQuotedCasing(Casing.UNCHANGED);
        parser.setUnquotedCasing(Casing.UNCHANGED);
        parser.setIdentifierMaxLength(IDENTIFIER_LENGTH_MAX);
        parser.setConformance(SheafConformance.INSTANCE);
        parser.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
        try {
            SqlNode statement = parser.parseSqlStmtEof();
            SyntaxDepth.check(statement, sql.length());
            return statement;
        } catch (ParseException failure) {
            throw SyntaxErrors.unexpectedToken(failure, sql);
        } catch (TokenMgrError failure) {
            throw SyntaxErrors.badCharacter(failure, sql);
        } catch (CalciteContextException failure) {
            throw SyntaxErrors.misplaced(failure, sql);
        } catch (SheafException | StackOverflowError failure) {
            throw SheafException.wrap(failure);
        } catch (Exception failure) {
            throw new SheafException(ErrorCode.SYNTAX_ERROR, String.valueOf(failure.getMessage()), failure);
        }
    }
}
