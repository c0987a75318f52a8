// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import io.aeron.Aeron;
import io.aeron.AvailableImageHandler;
import io.aeron.PublicationErrorFrameHandler;
import io.aeron.Subscription;
import io.aeron.UnavailableImageHandler;
import io.aeron.exceptions.AeronException;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/// A node's connection to its media driver, with what it listens to. Stepped by the transport; has no thread.
///
/// When the driver dies, or doesn't see this process for too long, the connection is over for good: [#failure] says
/// why.
final class DriverClient implements AutoCloseable {
    private static final long KEEP_ALIVE_NANOS = 500_000_000L;

    private final Aeron aeron;
    private final AtomicReference<Throwable> failure;
    private final String directory;

    private DriverClient(Aeron aeron, AtomicReference<Throwable> failure, String directory) {
        this.aeron = aeron;
        this.failure = failure;
        this.directory = directory;
    }

    /// @param refused hears of publications that the other side doesn't want
    /// @throws SheafException IO_ERROR when the driver isn't there in time
    static DriverClient connect(
            DriverAccess access, String node, Clock clock, PublicationErrorFrameHandler refused) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Aeron.Context context = new Aeron.Context()
                .aeronDirectoryName(access.directory())
                .clientName(node)
                .useConductorAgentInvoker(true)
                .awaitingIdleStrategy(access.awaiting())
                .keepAliveIntervalNs(KEEP_ALIVE_NANOS)
                .driverTimeoutMs(access.silenceNanosMax() / 1_000_000)
                .nanoClock(EmbeddedDriver.nanoClock(clock))
                .epochClock(EmbeddedDriver.epochClock(clock))
                .publicationErrorFrameHandler(refused)
                .errorHandler(thrown -> failure.compareAndSet(null, thrown))
                .subscriberErrorHandler(thrown -> failure.compareAndSet(null, thrown));
        AgentInvoker driver = access.invoker();
        if (driver != null) {
            context.driverAgentInvoker(driver);
        }
        try {
            return new DriverClient(Aeron.connect(context), failure, access.directory());
        } catch (AeronException e) {
            throw new SheafException(
                    ErrorCode.IO_ERROR, "no media driver at " + access.directory() + ": " + e.getMessage(), e);
        }
    }

    Aeron aeron() {
        return aeron;
    }

    String directory() {
        return directory;
    }

    /// Takes what others send to a channel.
    ///
    /// @throws SheafException IO_ERROR when the address is another's or isn't this machine's
    Subscription listen(
            String channel, int stream, AvailableImageHandler available, UnavailableImageHandler unavailable) {
        try {
            return aeron.addSubscription(channel, stream, available, unavailable);
        } catch (AeronException e) {
            throw new SheafException(ErrorCode.IO_ERROR, "can't listen at " + channel + ": " + e.getMessage(), e);
        }
    }

    /// The address that a subscription has come to have: with the port, if any was asked for.
    ///
    /// @throws SheafException IO_ERROR when it has none in time
    String endpoint(Subscription subscription, IdleStrategy awaiting, long deadlineNanos, Clock clock) {
        while (clock.nanoTime() - deadlineNanos < 0) {
            String resolved = subscription.resolvedEndpoint();
            if (resolved != null) {
                return resolved;
            }
            aeron.conductorAgentInvoker().invoke();
            awaiting.idle();
        }
        throw new SheafException(ErrorCode.IO_ERROR, "no address for " + subscription.channel() + " in time");
    }

    /// Does what the connection has to do.
    void step() {
        aeron.conductorAgentInvoker().invoke();
    }

    /// Why the connection is over; null as long as it isn't.
    @Nullable Throwable failure() {
        if (!aeron.isClosed() && !aeron.conductorAgentInvoker().isClosed()) {
            return null;
        }
        Throwable cause = failure.get();
        return cause == null ? new IllegalStateException("the client was closed") : cause;
    }

    @Override
    public void close() {
        aeron.close();
    }
}
