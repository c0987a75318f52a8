// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import dev.sheaf.testkit.sql.SqlTestRecord.Expected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Puts an engine's results into the text of a file.
final class SqlTestRewriter {
    private SqlTestRewriter() {}

    static String replaceResults(SqlTestFile file, Map<SqlTestRecord, List<String>> actualByRecord) {
        record Replacement(Expected place, List<String> lines) {}
        List<Replacement> replacements = new ArrayList<>();
        actualByRecord.forEach((record, lines) -> {
            switch (record) {
                case SqlTestRecord.Query query -> replacements.add(new Replacement(query.expected(), lines));
                case SqlTestRecord.Types types -> replacements.add(new Replacement(types.expected(), lines));
                case SqlTestRecord.Statement _, SqlTestRecord.Loop _, SqlTestRecord.TextFile _,
                        SqlTestRecord.HashThreshold _, SqlTestRecord.Halt _ ->
                        {}
            }
        });
        replacements.sort(Comparator.comparingInt(replacement -> replacement.place().start()));
        List<String> text = new ArrayList<>();
        int next = 0;
        for (Replacement replacement : replacements) {
            text.addAll(file.lines().subList(next, replacement.place().start()));
            if (!replacement.place().present()) {
                text.add("----");
            }
            text.addAll(replacement.lines());
            next = replacement.place().end();
        }
        text.addAll(file.lines().subList(next, file.lines().size()));
        return String.join("\n", text) + "\n";
    }
}
