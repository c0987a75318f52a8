// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import dev.sheaf.engine.session.EngineSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The sessions of a server by their tokens. Of a token only the hash is kept. Safe for use by many threads.
final class FlightSessions {
    /// Whoever doesn't log in where nobody has to.
    static final String ANONYMOUS = "anonymous";

    private static final int TOKEN_BYTES = 32;

    private final Function<Principal, EngineSession> engine;
    private final FlightLimits limits;
    private final Clock clock;
    private final RandomSource random;
    private final Map<String, FlightSession> byToken = new TreeMap<>();
    private final Map<String, FlightSession> byId = new TreeMap<>();
    private long count;
    private boolean closed;

    /// @param random of a cryptographic kind: it makes the tokens
    FlightSessions(
            Function<Principal, EngineSession> engine, FlightLimits limits, Clock clock, RandomSource random) {
        this.engine = engine;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /// A session that was just opened, and what its client proves itself with from now on.
    record Opened(FlightSession session, String token) {}

    /// Opens a session. Where that needs room, those end first whose clients are gone without having said so.
    ///
    /// @throws SheafException TOO_MANY_CONNECTIONS when the user has too many, or all users together have
    synchronized Opened open(String user) {
        checkOpen();
        expire();
        if (byToken.size() >= limits.sessions()
                || byToken.values().stream().filter(session -> session.user().equals(user)).count()
                        >= limits.sessionsPerUser()) {
            byToken.values().removeIf(FlightSession::abandoned);
            byId.values().removeIf(FlightSession::abandoned);
        }
        long ofUser = byToken.values().stream()
                .filter(session -> session.user().equals(user))
                .count();
        if (ofUser >= limits.sessionsPerUser()) {
            throw new SheafException(
                    ErrorCode.TOO_MANY_CONNECTIONS,
                    "\"" + user + "\" has " + limits.sessionsPerUser() + " sessions already");
        }
        if (byToken.size() >= limits.sessions()) {
            throw new SheafException(
                    ErrorCode.TOO_MANY_CONNECTIONS, "there are " + limits.sessions() + " sessions already");
        }
        String token = randomText(TOKEN_BYTES);
        FlightSession session = start(user, false);
        byToken.put(hash(token), session);
        return new Opened(session, token);
    }

    /// The session that all clients have together that don't log in.
    synchronized FlightSession anonymous() {
        checkOpen();
        for (FlightSession session : byId.values()) {
            if (session.shared()) {
                return session;
            }
        }
        return start(ANONYMOUS, true);
    }

    private FlightSession start(String user, boolean shared) {
        FlightSession session = new FlightSession(
                "session-" + ++count, user, engine.apply(new Principal(user)), limits, shared, clock.nanoTime());
        byId.put(session.id(), session);
        return session;
    }

    /// The session of a token, which counts as being used by that.
    ///
    /// @throws SheafException AUTHENTICATION_FAILED when there is none
    synchronized FlightSession ofToken(String token) {
        FlightSession session = byToken.get(hash(token));
        long now = clock.nanoTime();
        if (session == null || session.expired(now)) {
            throw new SheafException(ErrorCode.AUTHENTICATION_FAILED, "the token is not known, or has expired");
        }
        session.touch(now);
        return session;
    }

    /// @throws SheafException AUTHENTICATION_FAILED when it has ended
    synchronized FlightSession ofId(@Nullable String id) {
        FlightSession session = id == null ? null : byId.get(id);
        if (session == null) {
            throw new SheafException(ErrorCode.AUTHENTICATION_FAILED, "the session has ended");
        }
        return session;
    }

    /// A call of a session came in over that connection.
    synchronized void usedBy(String id, long connection) {
        FlightSession session = byId.get(id);
        if (session != null) {
            session.usedBy(connection);
        }
    }

    /// A connection is gone. Its sessions stay, for clients that connect again, until they expire or make room.
    synchronized void disconnected(long connection) {
        byId.values().forEach(session -> session.leftBy(connection));
    }

    /// Ends a session and its token.
    void end(FlightSession session) {
        synchronized (this) {
            if (session.shared()) {
                return;
            }
            byId.remove(session.id());
            byToken.values().remove(session);
        }
        session.close(new SheafException(ErrorCode.QUERY_CANCELLED, "the session was closed"));
    }

    /// Forgets the sessions that nobody uses any more.
    synchronized void expire() {
        long now = clock.nanoTime();
        byToken.values().removeIf(session -> session.expired(now) && session.runningCount() == 0);
        byId.values().removeIf(session -> session.expired(now) && session.runningCount() == 0);
    }

    synchronized int sessionCount() {
        return byToken.size();
    }

    /// Ends all sessions; none is opened any more.
    void close() {
        List<FlightSession> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(byId.values());
            byId.clear();
            byToken.clear();
        }
        left.forEach(session -> session.close(closedServer()));
    }

    /// So many random bytes as text.
    String randomText(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.remaining() >= Long.BYTES) {
            buffer.putLong(random.nextLong());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    private void checkOpen() {
        if (closed) {
            throw closedServer();
        }
    }

    private static SheafException closedServer() {
        return new SheafException(ErrorCode.ENGINE_CLOSED, "the server was closed");
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
