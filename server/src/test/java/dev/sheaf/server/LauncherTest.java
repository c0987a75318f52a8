// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs `bin/sheaf` with JDKs that only print their arguments, and the checkout's `sheaf` with a distribution that
/// only says that it was started.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final Path LAUNCHER = Path.of("src", "main", "distribution", "bin", "sheaf").toAbsolutePath();

    private static final Path SCRIPT = Path.of("..", "sheaf").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path distribution;

    @BeforeEach
    void install() throws IOException {
        distribution = folder.resolve("a folder");
        Files.createDirectories(distribution.resolve("bin"));
        Files.createDirectories(distribution.resolve("lib"));
        Files.copy(LAUNCHER, distribution.resolve("bin/sheaf"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(distribution.resolve("lib/b.jar"), "");
        Files.writeString(distribution.resolve("lib/a.jar"), "");
    }

    @Test
    void passesArgumentsToTheFirstJdkThatIsNewEnough() throws Exception {
        Path old = jdk("old jdk", "17.0.15");
        Path recent = jdk("recent jdk", "25.0.3");
        Path newer = jdk("newer", "26-ea");
        Run run = run(distribution.resolve("bin/sheaf"),
                Map.of("JAVA_HOME", recent.toString(), "PATH", newer + "/bin:/usr/bin:/bin"), "-c", "SELECT  1");
        assertEquals(recent.toString(), run.output.getFirst());
        assertEquals(List.of("dev.sheaf.server.SheafCommand", "-c", "SELECT  1"),
                run.output.subList(run.output.size() - 3, run.output.size()));
        String lib = distribution.toRealPath().resolve("lib").toString();
        assertTrue(run.output.contains(lib + "/a.jar:" + lib + "/b.jar"), run.output.toString());

        assertEquals(newer.toString(), run(distribution.resolve("bin/sheaf"),
                Map.of("JAVA_HOME", old.toString(), "PATH", newer + "/bin:/usr/bin:/bin")).output.getFirst());
        assertEquals(newer.toString(), run(distribution.resolve("bin/sheaf"),
                Map.of("SHEAF_JAVA_HOME", newer.toString(), "JAVA_HOME", recent.toString())).output.getFirst());
    }

    @Test
    void runsThroughSymbolicLinks() throws Exception {
        Path recent = jdk("recent", "25");
        Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), distribution.resolve("bin/sheaf"));
        Files.createDirectories(folder.resolve("links"));
        Path relative = Files.createSymbolicLink(folder.resolve("links/relative"), Path.of("../absolute"));
        for (Path link : List.of(absolute, relative)) {
            Run run = run(link, Map.of("SHEAF_JAVA_HOME", recent.toString()));
            assertEquals(0, run.exitCode, run.output.toString());
            assertTrue(run.output.stream().anyMatch(line -> line.contains("a folder/lib/a.jar")),
                    run.output.toString());
        }
    }

    @Test
    void addsTheUsersOptionsAndTheStartUpCache() throws Exception {
        Path recent = jdk("recent", "25");
        Map<String, String> environment =
                Map.of("SHEAF_JAVA_HOME", recent.toString(), "SHEAF_JAVA_OPTS", "-Xmx1g -Da=b");
        List<String> without = run(distribution.resolve("bin/sheaf"), environment).output;
        assertTrue(without.containsAll(List.of("-Xmx1g", "-Da=b")), without.toString());
        assertTrue(without.stream().noneMatch(line -> line.startsWith("-XX:AOTCache")), without.toString());
        Path cache = Files.writeString(distribution.resolve("lib/sheaf.aot"), "");
        assertTrue(run(distribution.resolve("bin/sheaf"), environment).output
                .contains("-XX:AOTCache=" + cache.toRealPath()));
    }

    @Test
    void tellsWhichStreamsAreTerminals() throws Exception {
        List<String> output = run(distribution.resolve("bin/sheaf"),
                Map.of("SHEAF_JAVA_HOME", jdk("recent", "25").toString())).output;
        assertTrue(output.contains("-Dsheaf.terminals="), output.toString());
    }

    @Test
    void theStartUpCacheIsRecordedAnewWhenTheDistributionWasBuiltAfterIt() throws Exception {
        Path root = Files.createDirectories(folder.resolve("checkout"));
        Path built = Files.createDirectories(root.resolve("server/target/sheaf"));
        Files.createDirectories(built.resolve("lib"));
        Files.createDirectories(built.resolve("bin"));
        Path script = Files.copy(SCRIPT, root.resolve("sheaf"));
        Path jar = built.resolve("lib/a.jar");
        Path cache = built.resolve("lib/sheaf.aot");
        Path[] inOrderOfTime = {root.resolve("pom.xml"), built.resolve(".built"), jar, cache};
        for (int i = 0; i < inOrderOfTime.length; i++) {
            Files.setLastModifiedTime(Files.writeString(inOrderOfTime[i], ""),
                    FileTime.fromMillis(1_000_000L * (i + 1)));
        }
        program(built.resolve("bin/sheaf"), "echo started");
        program(built.resolve("bin/sheaf-warmup"), "touch '" + cache + "'");
        assertEquals(List.of("started"), run(script, Map.of()).output);
        assertEquals(4_000_000L, Files.getLastModifiedTime(cache).toMillis(), "recorded without need");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(5_000_000L));
        assertEquals(List.of("started"), run(script, Map.of()).output);
        assertTrue(Files.getLastModifiedTime(cache).toMillis() > 5_000_000L, "not recorded anew");
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "printf '%s\\n' '" + home + "' \"$@\"");
        return home;
    }

    private record Run(int exitCode, List<String> output) {}

    private Run run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Run(process.exitValue(), Files.readAllLines(output));
    }
}
