// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/// The test files of the `sql` resource folder, and a dynamic test for each:
/// ```java
/// @TestFactory
/// Stream<DynamicTest> sqlFiles(@TempDir Path temp) {
///     var configuration = SqlTestConfiguration.of("workers=3", "sheaf", () -> open("jdbc:sheaf:?workers=3"), temp);
///     return SqlTestFiles.tests(SqlTestFiles.withDataFolder(configuration));
/// }
/// ```
/// Files that need the folder of real data are aborted, visibly, where it is not there.
public final class SqlTestFiles {
    /// System property for the folder of real data files; without it the nearest `shared/data` beside one of the
    /// working directory's ancestors is taken.
    public static final String DATA_PROPERTY = "sheaf.test.data";

    private static final String ROOT = "/sql/";

    private SqlTestFiles() {}

    /// Reads and parses all files, in the order of their names.
    ///
    /// @throws SqlTestFormatException where one does not follow the format
    public static List<SqlTestFile> all() {
        URL marker = SqlTestFiles.class.getResource(ROOT + "README.md");
        if (marker == null) {
            throw new IllegalStateException("the test files are not on the class path");
        }
        return read(marker);
    }

    /// Reads all files beside a resource, in a folder or in a jar.
    static List<SqlTestFile> read(URL marker) {
        try {
            if (!(marker.openConnection() instanceof JarURLConnection connection)) {
                return read(Path.of(marker.toURI()).resolveSibling(""));
            }
            // By path, not by URI: a file system by URI is shared within the JVM and can be opened only once.
            Path jarFile = Path.of(connection.getJarFileURL().toURI());
            try (FileSystem jar = FileSystems.newFileSystem(jarFile)) {
                return read(jar.getPath("/" + connection.getEntryName()).resolveSibling(""));
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("cannot read the test files at " + marker, e);
        }
    }

    /// Reads and parses all files below a folder.
    public static List<SqlTestFile> read(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".slt"))
                    .map(path -> read(folder, path))
                    .sorted(Comparator.comparing(SqlTestFile::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /// Makes a test per file.
    public static Stream<DynamicTest> tests(SqlTestConfiguration configuration) {
        return tests(configuration, _ -> true);
    }

    /// Makes a test per file that the predicate accepts.
    public static Stream<DynamicTest> tests(SqlTestConfiguration configuration, Predicate<SqlTestFile> accepted) {
        return tests(configuration, accepted, SqlTestGaps.NONE);
    }

    /// Makes a test per file that the predicate accepts, in which exactly the known gaps fail.
    public static Stream<DynamicTest> tests(
            SqlTestConfiguration configuration, Predicate<SqlTestFile> accepted, SqlTestGaps gaps) {
        return all().stream()
                .filter(accepted)
                .map(file -> DynamicTest.dynamicTest(
                        file.name() + " [" + configuration.name() + "]", () -> run(configuration, file, gaps)));
    }

    /// Returns the configuration with `__DATA__` set, where the folder can be found.
    public static SqlTestConfiguration withDataFolder(SqlTestConfiguration configuration) {
        Optional<Path> folder = dataFolder();
        if (folder.isEmpty()) {
            return configuration;
        }
        Map<String, String> variables = new HashMap<>(configuration.variables());
        variables.put(SqlTestConfiguration.DATA, folder.get().toString());
        return configuration.withVariables(variables);
    }

    private static void run(SqlTestConfiguration configuration, SqlTestFile file, SqlTestGaps gaps) throws Exception {
        Assumptions.assumeTrue(
                configuration.variables().containsKey(SqlTestConfiguration.DATA)
                        || !file.uses(SqlTestConfiguration.DATA),
                "needs the folder of real data files: set -D" + DATA_PROPERTY);
        SqlTestReport report = SqlTestRunner.run(configuration, file);
        List<String> problems = gaps.problems(report);
        if (!problems.isEmpty()) {
            Assertions.fail(problems.size() + " of " + report.ranCount() + " records differ on "
                    + configuration.name() + "\n" + String.join("\n", problems));
        }
    }

    /// The folder of real data files, if it is there.
    public static Optional<Path> dataFolder() {
        String property = System.getProperty(DATA_PROPERTY);
        if (property != null) {
            return Optional.of(Path.of(property).toAbsolutePath());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolveSibling("shared").resolve("data");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static SqlTestFile read(Path folder, Path path) {
        try {
            String name = folder.relativize(path).toString().replace('\\', '/');
            return SqlTestFile.parse(name, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
