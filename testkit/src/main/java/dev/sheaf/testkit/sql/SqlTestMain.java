// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Runs test files from the command line, on the reference engine or on a JDBC URL:
/// ```
/// SqlTestMain check   FOLDER [NAME-PREFIX...]                    compares with the reference engine
/// SqlTestMain rewrite FOLDER [NAME-PREFIX...]                    puts the reference engine's results into the files
/// SqlTestMain check   --url=URL --engine=NAME FOLDER [PREFIX...] compares with another engine
/// ```
/// Review what `rewrite` changed before keeping it. Exit code 0 when all agree, 1 when something differs, 2 on wrong
/// use.
public final class SqlTestMain {
    private SqlTestMain() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        List<String> plain = Arrays.stream(arguments).filter(argument -> !argument.startsWith("--")).toList();
        if (plain.size() < 2 || !List.of("check", "rewrite").contains(plain.getFirst())) {
            System.err.println("usage: check|rewrite [--url=URL --engine=NAME] FOLDER [NAME-PREFIX...]");
            System.exit(2);
        }
        Path temp = Files.createTempDirectory("sheaf-sql-tests");
        boolean clean;
        try {
            clean = run(configuration(arguments, temp), plain);
        } finally {
            delete(temp);
        }
        System.exit(clean ? 0 : 1);
    }

    private static SqlTestConfiguration configuration(String[] arguments, Path temp) {
        String url = option(arguments, "--url=", "");
        SqlTestConfiguration configuration = url.isEmpty()
                ? ReferenceEngine.configuration(temp)
                : SqlTestConfiguration.of(
                        url, option(arguments, "--engine=", "sheaf"), () -> DriverManager.getConnection(url), temp);
        return SqlTestFiles.withDataFolder(configuration);
    }

    private static String option(String[] arguments, String name, String otherwise) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(name))
                .map(argument -> argument.substring(name.length()))
                .findFirst()
                .orElse(otherwise);
    }

    private static boolean run(SqlTestConfiguration configuration, List<String> plain)
            throws SQLException, IOException {
        Path folder = Path.of(plain.get(1));
        List<String> prefixes = plain.subList(2, plain.size());
        int ranCount = 0;
        int differingCount = 0;
        for (SqlTestFile file : SqlTestFiles.read(folder)) {
            if (!prefixes.isEmpty() && prefixes.stream().noneMatch(file.name()::startsWith)) {
                continue;
            }
            SqlTestReport report = plain.getFirst().equals("rewrite")
                    ? rewrite(configuration, folder, file)
                    : SqlTestRunner.run(configuration, file);
            ranCount += report.ranCount();
            differingCount += report.mismatches().size();
            System.out.print(report.describe());
        }
        System.out.println(ranCount + " records checked, " + differingCount + " problems");
        return differingCount == 0;
    }

    private static SqlTestReport rewrite(SqlTestConfiguration configuration, Path folder, SqlTestFile file)
            throws SQLException, IOException {
        SqlTestRunner.Rewritten rewritten = SqlTestRunner.rewrite(configuration, file);
        Files.writeString(folder.resolve(file.name()), rewritten.text());
        return rewritten.report();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
