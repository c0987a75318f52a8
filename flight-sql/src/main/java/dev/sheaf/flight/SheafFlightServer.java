// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.Sheaf;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import dev.sheaf.engine.runtime.DaemonThreads;
import dev.sheaf.engine.runtime.SystemClock;
import dev.sheaf.engine.runtime.SystemRandom;
import dev.sheaf.engine.runtime.ThreadScheduler;
import io.grpc.netty.NettyServerBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.auth2.Auth2Constants;
import org.jspecify.annotations.Nullable;

/// An Arrow Flight SQL server in front of an engine: any Flight SQL client, and by the driver
/// `org.apache.arrow:flight-sql-jdbc-driver` any JDBC program, runs statements on it.
///
/// ```java
/// try (Sheaf sheaf = Sheaf.open();
///         SheafFlightServer server = SheafFlightServer.builder(sheaf).port(32010).start()) {
///     System.out.println(server.jdbcUrl());
/// }
/// ```
///
/// Results are streamed: a statement makes its next batch when the client has room for it. Arrow's columns are handed
/// to gRPC, which copies them once into its own buffers; Sheaf's own layouts (strings, narrow numbers, decimals) are
/// converted on the way.
///
/// The process needs `--add-opens=java.base/java.nio=ALL-UNNAMED`. Safe for use by many threads.
public final class SheafFlightServer implements AutoCloseable {
    private static final long CLOSE_SECONDS_MAX = 5;
    private static final long EXPIRE_NANOS_MAX = TimeUnit.MINUTES.toNanos(1);
    private static final int CALLS_PER_CONNECTION_MAX = 256;
    private static final int HEADER_BYTES_MAX = 16 << 10;
    private static final long TLS_HANDSHAKE_SECONDS_MAX = 20;

    private final FlightServer server;
    private final FlightSessions sessions;
    private final FlightLimits limits;
    private final ExecutorService threads;
    private final ThreadScheduler timers;
    private final Clock clock;
    private final MemoryContext memory;
    private final boolean encrypted;
    private final String host;
    private volatile Scheduler.@Nullable Timer expiry;
    private boolean closed;

    private SheafFlightServer(Builder builder, InetAddress address) {
        this.clock = builder.clock;
        this.limits = builder.limits;
        this.encrypted = builder.certificateChain != null;
        this.host = builder.host;
        this.sessions = new FlightSessions(builder.sheaf.engine()::openSession, limits, clock, builder.random);
        this.memory = builder.sheaf.engine().memory().child("flight");
        this.threads = DaemonThreads.growing("sheaf-flight");
        this.timers = new ThreadScheduler("sheaf-flight", 0, clock);
        boolean started = false;
        try {
            this.server = open(builder, address);
            started = true;
        } finally {
            if (!started) {
                release();
            }
        }
        expireLater();
    }

    private FlightServer open(Builder builder, InetAddress address) {
        Location location = encrypted
                ? Location.forGrpcTls(address.getHostAddress(), builder.port)
                : Location.forGrpcInsecure(address.getHostAddress(), builder.port);
        Consumer<NettyServerBuilder> connections =
                netty -> netty.addTransportFilter(new Connections(sessions))
                        .intercept(new Connections.Interceptor(sessions))
                        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION_MAX)
                        .handshakeTimeout(TLS_HANDSHAKE_SECONDS_MAX, TimeUnit.SECONDS)
                        .maxConnectionIdle(limits.idleTime().toMillis(), TimeUnit.MILLISECONDS);
        FlightServer.Builder flight = FlightServer.builder(
                memory.allocator(),
                location,
                new SheafFlightProducer(sessions, limits, clock, threads, memory.allocator()))
                .executor(threads)
                .maxInboundMessageSize(limits.requestBytes())
                .setMaxHeaderListSize(HEADER_BYTES_MAX)
                .backpressureThreshold(limits.sendBufferBytes())
                .transportHint("grpc.builderConsumer", connections)
                .middleware(
                        FlightServerMiddleware.Key.of(Auth2Constants.AUTHORIZATION_HEADER),
                        new AuthenticationMiddleware.Factory(builder.users, sessions));
        try {
            if (builder.certificateChain != null && builder.privateKey != null) {
                flight.useTls(builder.certificateChain, builder.privateKey);
            }
            return flight.build().start();
        } catch (IOException | RuntimeException failure) {
            throw new SheafException(
                    ErrorCode.IO_ERROR,
                    "a Flight server can't listen on " + address.getHostAddress() + " port " + builder.port + ": "
                            + failure.getMessage(),
                    failure);
        }
    }

    public static Builder builder(Sheaf sheaf) {
        return new Builder(sheaf);
    }

    /// The port it listens on: the one it was given, or the free one it took for 0.
    public int port() {
        return server.getPort();
    }

    /// What Arrow's JDBC driver connects to. Name, password and certificate are the client's to add.
    public String jdbcUrl() {
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return "jdbc:arrow-flight-sql://" + bracketed + ":" + port() + "/?useEncryption=" + encrypted;
    }

    /// How many clients are logged in.
    public int sessionCount() {
        return sessions.sessionCount();
    }

    /// Ends all statements with ENGINE_CLOSED, closes the connections, and gives everything back. The engine stays
    /// open. May be called twice.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Scheduler.Timer timer = expiry;
        if (timer != null) {
            timer.cancel();
        }
        sessions.close();
        try {
            server.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        release();
    }

    private void release() {
        timers.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        memory.close();
    }

    private void expireLater() {
        long delayNanos = Math.min(EXPIRE_NANOS_MAX, limits.idleTime().toNanos());
        expiry = timers.at(clock.nanoTime() + delayNanos, () -> {
            sessions.expire();
            expireLater();
        });
    }

    /// Collects settings. For one thread.
    public static final class Builder {
        private final Sheaf sheaf;
        private Clock clock = new SystemClock();
        private final RandomSource random = new SystemRandom();
        private String host = "127.0.0.1";
        private int port;
        private @Nullable FlightUsers users;
        private @Nullable File certificateChain;
        private @Nullable File privateKey;
        private FlightLimits limits = FlightLimits.DEFAULT;

        private Builder(Sheaf sheaf) {
            this.sheaf = sheaf;
        }

        /// Where it listens: a name or an address of this machine, `127.0.0.1` by default.
        public Builder host(String nameOrAddress) {
            host = nameOrAddress;
            return this;
        }

        /// @param number 0, the default, for any that is free
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw new SheafException(ErrorCode.INVALID_PARAMETER, "there is no port " + number);
            }
            port = number;
            return this;
        }

        /// Who may log in. Without, everybody who reaches it may ask; that is for loopback only.
        public Builder users(FlightUsers known) {
            users = known;
            return this;
        }

        /// Has connections encrypted by TLS.
        ///
        /// @param chain a PEM file: the server's certificate, then those that signed it
        /// @param key a PEM file: its private key in PKCS #8, without a password
        public Builder tls(File chain, File key) {
            certificateChain = chain;
            privateKey = key;
            return this;
        }

        /// How many sessions one user may have at once (250), and all users together (1,000).
        public Builder sessions(int perUser, int together) {
            limits = new FlightLimits(
                    perUser,
                    together,
                    limits.preparedPerSession(),
                    limits.statementsPerSession(),
                    limits.idleTime(),
                    limits.tokenLifetime(),
                    limits.requestBytes(),
                    limits.sendBufferBytes());
            return this;
        }

        /// How many statements of a session may run at once (32), and how many may be prepared (1,000).
        public Builder statements(int running, int prepared) {
            limits = new FlightLimits(
                    limits.sessionsPerUser(),
                    limits.sessions(),
                    prepared,
                    running,
                    limits.idleTime(),
                    limits.tokenLifetime(),
                    limits.requestBytes(),
                    limits.sendBufferBytes());
            return this;
        }

        /// After how long a session ends that nobody uses (30 minutes), and after how long a token ends even if it is
        /// used (12 hours). Both make the client log in again.
        public Builder times(Duration idle, Duration tokenLifetime) {
            limits = new FlightLimits(
                    limits.sessionsPerUser(),
                    limits.sessions(),
                    limits.preparedPerSession(),
                    limits.statementsPerSession(),
                    idle,
                    tokenLifetime,
                    limits.requestBytes(),
                    limits.sendBufferBytes());
            return this;
        }

        /// How large a message of a client may be (64 MiB), and how much of a result may wait for one client before its
        /// statement pauses (1 MiB), in bytes.
        public Builder buffers(int requestBytes, int sendBytes) {
            limits = new FlightLimits(
                    limits.sessionsPerUser(),
                    limits.sessions(),
                    limits.preparedPerSession(),
                    limits.statementsPerSession(),
                    limits.idleTime(),
                    limits.tokenLifetime(),
                    requestBytes,
                    sendBytes);
            return this;
        }

        Builder clock(Clock other) {
            clock = other;
            return this;
        }

        /// Starts to listen.
        ///
        /// @throws SheafException INVALID_PARAMETER when it would listen beyond loopback without TLS and users,
        /// IO_ERROR when it can't listen there or the certificate can't be used
        public SheafFlightServer start() {
            InetAddress address;
            try {
                address = InetAddress.getByName(host);
            } catch (UnknownHostException unknown) {
                throw new SheafException(ErrorCode.INVALID_PARAMETER, "there is no host \"" + host + "\"", unknown);
            }
            if (!address.isLoopbackAddress() && (users == null || certificateChain == null)) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER,
                        "\"" + host + "\" can be reached from other machines: a server that listens there needs "
                                + (users == null ? "users" : "")
                                + (users == null && certificateChain == null ? " and " : "")
                                + (certificateChain == null ? "a certificate for TLS" : ""));
            }
            return new SheafFlightServer(this, address);
        }
    }
}
