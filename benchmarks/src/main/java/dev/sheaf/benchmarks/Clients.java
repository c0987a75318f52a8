// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.clients.ClientsRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// Many clients of one engine beside as many of DuckDB: statements per second over TPC-H, and what a short statement
/// waits for beside long ones. Writes a page and a chart.
public final class Clients {
    private static final String USAGE =
            "clients [--clients=8] [--threads=2] [--scale=1] [--rounds=5] [--warmups=2] [--short-runs=2000]"
                    + "\n    [--memory=8GB] [--data=data] [--output=docs/benchmarks]";

    private Clients() {}

    public static void main(String... arguments) throws IOException, SQLException, InterruptedException {
        ClientsRun run;
        try {
            CommandLine line = CommandLine.parse(arguments);
            run = new ClientsRun(
                    (int) line.number("clients", 8),
                    (int) line.number("threads", 2),
                    line.value("scale", "1"),
                    (int) line.number("rounds", 5),
                    (int) line.number("warmups", 2),
                    (int) line.number("short-runs", 2000),
                    line.value("memory", "8GB"),
                    Path.of(line.value("data", "data")),
                    Path.of(line.value("output", "docs/benchmarks")));
            line.expectAllUsed();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        System.out.println("written: " + run.run(System.out::println));
    }
}
