// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.comparison.AnswerMatrix;
import dev.sheaf.benchmarks.comparison.EngineShape;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Holds the rows of the 22 TPC-H queries on engines of many shapes against DuckDB's: nothing is measured here, but
/// what is measured elsewhere must be right first. Ends with status 1 when an answer was wrong or missing.
public final class Answers {
    private static final String USAGE =
            """
            answers [--scale=0.01] [--sources=generator,parquet,memory] [--workers=1,2,3,7] [--exchanges=direct,framed]
                [--rows=0,1,7,1024] [--credits=default,frame] [--memory=2GB] [--data=data]""";

    private Answers() {}

    public static void main(String... arguments) throws IOException, SQLException {
        List<EngineShape> shapes;
        AnswerMatrix matrix;
        try {
            CommandLine line = CommandLine.parse(arguments);
            String scale = line.value("scale", "0.01");
            Double.parseDouble(scale);
            matrix = new AnswerMatrix(
                    scale, line.value("memory", "2GB"), Path.of(line.value("data", "data")), System.out::println);
            shapes = shapes(line);
            line.expectAllUsed();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        int wrong = matrix.run(shapes);
        System.out.println(shapes.size() + " shapes, " + wrong + " answers wrong or missing");
        System.exit(wrong == 0 ? 0 : 1);
    }

    /// Every combination of what the options list.
    static List<EngineShape> shapes(CommandLine line) {
        List<String> sources = list(line.value("sources", "generator,parquet,memory"));
        List<String> workers = list(line.value("workers", "1,2,3,7"));
        List<String> exchanges = list(line.value("exchanges", "direct,framed"));
        List<String> rows = list(line.value("rows", "0,1,7,1024"));
        List<String> credits = list(line.value("credits", "default,frame"));
        List<EngineShape> shapes = new ArrayList<>();
        for (String source : sources) {
            for (String workerCount : workers) {
                for (String exchange : exchanges) {
                    for (String rowCount : rows) {
                        for (String credit : credits) {
                            shapes.add(new EngineShape(
                                    EngineShape.Source.valueOf(source.toUpperCase(Locale.ROOT)),
                                    Integer.parseInt(workerCount),
                                    oneOf(exchange, "framed", "direct"),
                                    Integer.parseInt(rowCount),
                                    oneOf(credit, "frame", "default")));
                        }
                    }
                }
            }
        }
        return shapes;
    }

    private static boolean oneOf(String text, String yes, String no) {
        if (!text.equals(yes) && !text.equals(no)) {
            throw new IllegalArgumentException("'" + text + "' is neither " + no + " nor " + yes);
        }
        return text.equals(yes);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
