// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.Externalizable;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which doors lead out of the engine. A whole cluster runs from one seed only as long as time, chance, threads and
/// files are reached through the interfaces of `core`; this table names the few packages that implement them.
class OutsideWorldRulesTest {

    /// Something that code must not call, as a pattern over `Owner.method`, and the packages where it is allowed.
    record Door(String name, Pattern calls, Set<String> adapters) {
        Door(String name, String calls, String... adapters) {
            this(name, Pattern.compile(calls), Set.of(adapters));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// The one package that touches the machine: clocks, threads, chance and disks for production.
    private static final String SYSTEM = "dev.sheaf.engine.runtime";

    /// A media driver is reached by files in shared memory.
    private static final String DRIVER = "dev.sheaf.transport.aeron.driver";

    /// A node's certificates are files of whoever runs it.
    private static final String CERTIFICATES = "dev.sheaf.transport.aeron.certificates";

    /// The command owns its process: terminal, history file, exit code.
    private static final String COMMAND = "dev.sheaf.server";

    private static final List<Door> DOORS = List.of(
            new Door("clock", "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)|java\\.time\\.\\w+\\.now"
                    + "|java\\.time\\.Clock\\.(system|tick)\\w*|java\\.util\\.Date\\.<init>", SYSTEM, COMMAND),
            new Door("threads", "java\\.lang\\.Thread\\.(<init>|ofPlatform|ofVirtual|startVirtualThread|sleep)"
                    + "|java\\.util\\.concurrent\\.(Executors|ForkJoinPool|(Scheduled)?ThreadPoolExecutor)\\..*"
                    + "|java\\.util\\.concurrent\\.CompletableFuture\\.\\w+Async|java\\.util\\.Timer\\..*"
                    + "|java\\.util\\..*\\.parallel(Stream|Prefix|SetAll|Sort)?", SYSTEM, COMMAND),
            new Door("chance", "java\\.util\\.(Random|SplittableRandom)\\..*|java\\.lang\\.Math\\.random"
                    + "|java\\.util\\.random\\..*|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*"
                    + "|java\\.security\\.SecureRandom\\..*|java\\.util\\.UUID\\.randomUUID", SYSTEM, COMMAND),
            new Door("files", "java\\.nio\\.file\\.Files\\..*|java\\.nio\\.channels\\.\\w*FileChannel\\.open"
                    + "|java\\.io\\.(FileInputStream|FileOutputStream|RandomAccessFile|FileReader|FileWriter)\\.<init>"
                    + "|java\\.io\\.File\\.(?!<init>|get|to|compareTo|equals|hashCode).*", SYSTEM, COMMAND, DRIVER,
                    CERTIFICATES),
            new Door("identity order", "java\\.lang\\.System\\.identityHashCode"),
            new Door("unchecked memory", "java\\.lang\\.foreign\\.MemorySegment\\.reinterpret"
                    + "|java\\.lang\\.foreign\\.(Linker|SymbolLookup)\\..*"
                    + "|java\\.lang\\.(System|Runtime)\\.load(Library)?"),
            new Door("reflection tricks", "java\\.lang\\.reflect\\.\\w+\\.setAccessible|.*\\.trySetAccessible"
                    + "|java\\.lang\\.invoke\\.MethodHandles\\.privateLookupIn"),
            new Door("process", "java\\.lang\\.(System|Runtime)\\.(exit|halt|addShutdownHook)", COMMAND),
            new Door("Java serialisation", "java\\.io\\.Object(Input|Output)Stream\\..*"));

    static Stream<Door> doors() {
        return DOORS.stream();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void onlyAdaptersUse(Door door) {
        DescribedPredicate<JavaClass> outside = describe("are outside " + door.adapters(),
                type -> door.adapters().stream().noneMatch(home -> isUnder(type, home)));
        DescribedPredicate<JavaAccess<?>> throughDoor = describe("goes through the door: " + door,
                access -> door.calls().matcher(access.getTargetOwner().getName() + "." + access.getName()).matches());
        noClasses().that(outside).should().accessTargetWhere(throughDoor).check(ProductClasses.ALL);
    }

    @Test
    void nothingAsksToBeSerialised() {
        DescribedPredicate<JavaClass> serialisable = describe("serialisable by declaration", type -> type
                .getRawInterfaces()
                .stream()
                .anyMatch(
                        face -> face.isEquivalentTo(Serializable.class) || face.isEquivalentTo(Externalizable.class)));
        noClasses().should(be(serialisable)).check(ProductClasses.ALL);
    }

    private static boolean isUnder(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName) || type.getPackageName().startsWith(packageName + ".");
    }
}
