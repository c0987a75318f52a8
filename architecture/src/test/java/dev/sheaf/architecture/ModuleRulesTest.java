// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may know whom: between the modules, and from the modules to libraries.
class ModuleRulesTest {

    /// A module, the packages that are its, and the modules whose classes it may name.
    record Module(String name, Set<String> packages, Set<String> mayUse) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A family of packages and the only packages of Sheaf that may name them.
    record Library(String packages, Set<String> home) {
        @Override
        public String toString() {
            return packages;
        }
    }

    private static final List<Module> MODULES = List.of(
            new Module("core", Set.of("dev.sheaf.core"), Set.of()),
            new Module("planner", Set.of("dev.sheaf.planner"), Set.of("core")),
            new Module("exec-vectorized", Set.of("dev.sheaf.exec"), Set.of("core")),
            new Module("transport-inproc", Set.of("dev.sheaf.transport.inproc"), Set.of("core")),
            new Module("transport-aeron", Set.of("dev.sheaf.transport.aeron"), Set.of("core")),
            new Module("storage", Set.of("dev.sheaf.storage"), Set.of("core")),
            new Module("cluster", Set.of("dev.sheaf.cluster"), Set.of("core")),
            new Module("server", Set.of("dev.sheaf.server"), Set.of("core", "cluster", "engine", "transport-aeron")),
            new Module("flight-sql", Set.of("dev.sheaf.flight"), Set.of("core", "planner", "engine")),
            // Last: the facade has the root package, so it is what no other module claims.
            new Module("engine", Set.of("dev.sheaf"),
                    Set.of("core", "planner", "exec-vectorized", "storage", "cluster", "transport-inproc")));

    private static final List<Library> LIBRARIES = List.of(
            new Library("org.apache.calcite", Set.of("dev.sheaf.planner")),
            new Library("com.google.common", Set.of("dev.sheaf.planner", "dev.sheaf.flight")),
            new Library("com.google.protobuf", Set.of("dev.sheaf.flight")),
            new Library("io.grpc", Set.of("dev.sheaf.flight")),
            new Library("io.netty", Set.of()),
            new Library("io.aeron", Set.of("dev.sheaf.transport.aeron")),
            new Library("org.agrona", Set.of("dev.sheaf.transport.aeron")),
            new Library("org.bouncycastle", Set.of("dev.sheaf.transport.aeron.certificates", "dev.sheaf.flight")),
            new Library("org.jctools", Set.of("dev.sheaf.transport.inproc")),
            new Library("jdk.incubator.vector", Set.of("dev.sheaf.exec.kernel.simd")),
            new Library("org.apache.parquet", Set.of("dev.sheaf.storage")),
            new Library("io.airlift.compress", Set.of("dev.sheaf.storage", "dev.sheaf.exec")),
            new Library("io.trino.tpch", Set.of("dev.sheaf.storage")),
            new Library("org.apache.arrow.flight", Set.of("dev.sheaf.flight")),
            new Library("org.jline", Set.of("dev.sheaf.server")),
            new Library("picocli", Set.of("dev.sheaf.server")),
            new Library("org.duckdb", Set.of()),
            new Library("sun.misc", Set.of()),
            new Library("jdk.internal", Set.of()));

    static Stream<Module> modules() {
        return MODULES.stream();
    }

    static Stream<Library> libraries() {
        return LIBRARIES.stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleKnowsOnlyThoseBelowIt(Module module) {
        DescribedPredicate<JavaClass> inside = describe("are in " + module, type -> module.equals(moduleOf(type)));
        DescribedPredicate<JavaClass> forbidden =
                describe("are in a module that " + module + " must not know", type -> {
                    Module other = moduleOf(type);
                    return other != null && !other.equals(module) && !module.mayUse().contains(other.name());
                });
        noClasses().that(inside).should().dependOnClassesThat(forbidden).allowEmptyShould(true)
                .check(ProductClasses.ALL);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void libraryStaysAtHome(Library library) {
        DescribedPredicate<JavaClass> outside = describe("are outside " + library.home(),
                type -> library.home().stream().noneMatch(home -> isUnder(type, home)));
        DescribedPredicate<JavaClass> inLibrary =
                describe("are in " + library, type -> isUnder(type, library.packages()));
        noClasses().that(outside).should().dependOnClassesThat(inLibrary).allowEmptyShould(true)
                .check(ProductClasses.ALL);
    }

    @Test
    void rulesSeeEveryModule() {
        for (Module module : MODULES) {
            assertTrue(ProductClasses.ALL.stream().anyMatch(type -> module.equals(moduleOf(type))),
                    () -> "no class of " + module + " was read, so nothing about it was checked");
        }
    }

    private static Module moduleOf(JavaClass type) {
        return MODULES.stream()
                .filter(module -> module.packages().stream().anyMatch(name -> isUnder(type, name)))
                .findFirst()
                .orElse(null);
    }

    private static boolean isUnder(JavaClass type, String packageName) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(packageName) || name.startsWith(packageName + ".");
    }
}
