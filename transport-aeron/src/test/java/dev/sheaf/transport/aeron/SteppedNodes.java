// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.testkit.contract.TransportContract;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.certificates.TestAuthority;
import dev.sheaf.transport.aeron.driver.DriverSettings;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import dev.sheaf.transport.aeron.driver.LossyDriver;
import dev.sheaf.transport.aeron.secure.KeyRotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/// Nodes with real drivers, logs and sockets, all stepped in the thread of the test on a clock that the test moves, so
/// that nothing waits and every run is the same.
final class SteppedNodes implements TransportContract.Network {
    private static final long STEP_NANOS = 500_000;
    private static final long SILENCE_NANOS = 5_000_000_000L;
    private static final long KEEP_ALIVE_NANOS = 2_400_000_000L;
    private static final String CERTIFICATES = "certificates";
    private static final int SETTLE_STEPS_MAX = 200_000;

    /// What nodes are joined by.
    record Medium(boolean ipc, int mtuBytes, int frameBytesMax, double lossRate, boolean sealed) {
        static Medium ipc(int frameBytesMax) {
            return new Medium(true, LinkBudget.MTU_BYTES_INTERNET, frameBytesMax, 0, false);
        }

        static Medium udp(int mtuBytes, int frameBytesMax, double lossRate) {
            return new Medium(false, mtuBytes, frameBytesMax, lossRate, false);
        }

        /// The same with encrypted links.
        Medium withSeal() {
            return new Medium(ipc, mtuBytes, frameBytesMax, lossRate, true);
        }

        /// How long nothing may happen before nothing will: tries to find a node come every 100 ms, and so do
        /// heartbeats, of which several may get lost.
        long quietNanos() {
            return lossRate == 0 ? 120_000_000L : 450_000_000L;
        }
    }

    /// A link that was lost.
    record Loss(String at, String node, long incarnation, SheafException reason) {}

    private final Medium medium;
    private final long seed;
    private final Path directory;
    private final HandClock clock = new HandClock();
    private final EngineMemory engine = new EngineMemory(1L << 30);
    private final MemoryContext memory = engine.context().child("links");
    private final Map<String, EmbeddedDriver> drivers = new LinkedHashMap<>();
    private final Map<String, AeronTransport> nodes = new LinkedHashMap<>();
    private final List<Loss> losses = new ArrayList<>();
    private final Map<String, Integer> paused = new LinkedHashMap<>();
    private final Map<String, CertificateFiles> certificates = new LinkedHashMap<>();
    private final Map<String, Detour> detours = new LinkedHashMap<>();
    private KeyRotation rotation = KeyRotation.DEFAULT;
    private @Nullable TestAuthority authority;
    private long lastIncarnation = 100;

    /// @param directory a folder of the test
    SteppedNodes(Medium medium, long seed, Path directory) {
        this.medium = medium;
        this.seed = seed;
        this.directory = directory;
    }

    Medium medium() {
        return medium;
    }

    HandClock clock() {
        return clock;
    }

    MemoryContext memory() {
        return memory;
    }

    List<Loss> losses() {
        return losses;
    }

    AeronTransport node(String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    EmbeddedDriver driver(String node) {
        return Objects.requireNonNull(drivers.get(medium.ipc() ? "all" : node));
    }

    @Override
    public Transport join(String node) {
        return join(node, medium.ipc() ? null : "127.0.0.1:0");
    }

    /// @param endpoint where to listen for datagrams
    AeronTransport join(String node, @Nullable String endpoint) {
        EmbeddedDriver driver = drivers.computeIfAbsent(medium.ipc() ? "all" : node, this::launch);
        LinkSettings links = LinkSettings.of(driver.tuning(), medium.frameBytesMax(), endpoint, medium.ipc());
        NodeSettings settings = new NodeSettings(
                node, ++lastIncarnation, shortened(links), security(node), this::address,
                (other, incarnation, reason) -> losses.add(new Loss(node, other, incarnation, reason)),
                clock, memory);
        AgentInvoker invoker = driver.invoker();
        AeronTransport transport = AeronTransport.stepped(
                settings, new DriverAccess(driver.directory(), invoker, new Passing(), SILENCE_NANOS));
        nodes.put(node, transport);
        return transport;
    }

    private LinkSecurity security(String node) {
        if (!medium.sealed()) {
            return LinkSecurity.PLAIN_ON_LOOPBACK;
        }
        CertificateFiles files = certificates.computeIfAbsent(node, each -> authority().node(each));
        return new LinkSecurity.Sealed(files, "127.0.0.1:0", rotation);
    }

    /// Who makes the nodes' certificates.
    TestAuthority authority() {
        TestAuthority known = authority;
        if (known == null) {
            known = new TestAuthority(newFolder(), clock);
            authority = known;
        }
        return known;
    }

    private Path newFolder() {
        try {
            return Files.createDirectory(directory.resolve(CERTIFICATES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a node that joins later has for certificates.
    void certificates(String node, CertificateFiles files) {
        certificates.put(node, files);
    }

    void rotation(KeyRotation often) {
        rotation = often;
    }

    private static LinkSettings shortened(LinkSettings links) {
        return new LinkSettings(
                links.listenEndpoint(), links.ipc(), links.frameBytesMax(),
                Math.min(links.streamWindowBytes(), 8 * ReceiveRing.recordBytes(links.frameBytesMax())),
                links.termBytes(), SILENCE_NANOS, KEEP_ALIVE_NANOS, SILENCE_NANOS);
    }

    private EmbeddedDriver launch(String name) {
        LinkBudget budget = LinkBudget.ofMemory(64 << 20)
                .withPeerCountMax(4)
                .withMtuBytes(medium.mtuBytes())
                .withFrameBytesMax(medium.frameBytesMax());
        DriverSettings settings =
                new DriverSettings(name, ++lastIncarnation, directory, budget, null, clock, SILENCE_NANOS);
        return LossyDriver.launch(settings, medium.lossRate(), seed * 31 + name.hashCode());
    }

    private @Nullable NodeAddress address(String node) {
        AeronTransport transport = nodes.get(node);
        if (transport == null) {
            return null;
        }
        NodeAddress address = transport.address();
        Detour detour = detours.get(node);
        return detour == null
                ? address
                : new NodeAddress(
                        detour.endpoint(), address.driverDirectory(), address.ipcStream(), address.controlEndpoint());
    }

    /// Waiting for a driver lets it work and time pass.
    private final class Passing implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            idle();
        }

        @Override
        public void idle() {
            clock.advance(STEP_NANOS);
            stepDrivers();
        }

        @Override
        public void reset() {}
    }

    /// Whatever is sent to a node goes over that from now on.
    void detour(String node, Detour detour) {
        detours.put(node, detour);
    }

    private void stepDrivers() {
        detours.values().forEach(Detour::step);
        for (EmbeddedDriver driver : drivers.values()) {
            AgentInvoker invoker = driver.invoker();
            if (invoker != null) {
                invoker.invoke();
            }
        }
    }

    /// Everybody does one step.
    ///
    /// @return whether a node had anything to do
    boolean step() {
        clock.advance(STEP_NANOS);
        stepDrivers();
        boolean worked = false;
        for (Map.Entry<String, AeronTransport> node : nodes.entrySet()) {
            worked |= !paused.containsKey(node.getKey()) && node.getValue().step();
        }
        stepDrivers();
        return worked;
    }

    /// The node's process stands still from now on; its driver doesn't.
    void pause(String node) {
        paused.put(node, 1);
    }

    void resume(String node) {
        paused.remove(node);
    }

    void passNanos(long nanos) {
        long end = clock.nanoTime() + nanos;
        while (clock.nanoTime() < end) {
            step();
        }
    }

    @Override
    public void settle() {
        long quietSince = clock.nanoTime();
        for (int i = 0; clock.nanoTime() - quietSince < medium.quietNanos(); i++) {
            if (i > SETTLE_STEPS_MAX) {
                throw new AssertionError("it never settles");
            }
            if (step()) {
                quietSince = clock.nanoTime();
            }
        }
    }

    @Override
    public void loseLink(String node, String other) {
        leave(other);
    }

    /// Ends a node; its driver goes on.
    void leave(String node) {
        AeronTransport transport = nodes.remove(node);
        if (transport != null) {
            transport.close();
        }
    }

    /// Ends a node as a crash of its machine would: nobody is told.
    void crash(String node) {
        kill(node);
        AeronTransport transport = nodes.remove(node);
        if (transport != null) {
            transport.close();
        }
    }

    /// Ends a driver under its nodes.
    void kill(String node) {
        EmbeddedDriver driver = drivers.remove(medium.ipc() ? "all" : node);
        if (driver != null) {
            driver.close();
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(AeronTransport::close);
        drivers.values().forEach(EmbeddedDriver::close);
        memory.close();
        engine.close();
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.filter(each -> !each.endsWith(CERTIFICATES)).toList(), "folders of drivers");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
